import type { Activity } from '../../src-core/protocol/trainer-process';

/** What the desktop tells of a training, beside the window. */
export interface Signs {
  /** Share of the steps that are done, 0…1; null while nothing is trained. */
  readonly progress: number | null;
  /** The machine is not to fall asleep. */
  readonly awake: boolean;
  /** A training has just ended that somebody may have left alone. */
  readonly news: News | null;
}

interface News {
  readonly title: string;
  readonly body: string;
}

/** Seconds of training after which somebody has turned to something else. */
const LONG = 30;

export const STILL: Signs = { progress: null, awake: false, news: null };

/** Follows what the trainer does, and says what the desktop is to show of it. */
export class TrainingWatch {
  #run = 0;
  /** At which it was first heard of: an old run has been trained before. */
  #firstStep = 0;
  #seconds = 0;
  /** Since when it has been training without a break, milliseconds; null while it is not. */
  #since: number | null = null;

  /** `now`: milliseconds. */
  follow(activity: Activity, now: number): Signs {
    const { run, phase, step, totalSteps } = activity;
    if (run !== this.#run || phase === 'loading' || phase === 'ready') {
      [this.#run, this.#firstStep, this.#seconds, this.#since] = [run, step, 0, null];
    }
    if (this.#since !== null) this.#seconds += (now - this.#since) / 1000;
    const ended = this.#since !== null && (phase === 'finished' || phase === 'failed');
    const training = phase === 'training';
    this.#since = training ? now : null;
    return {
      progress: training ? step / Math.max(1, totalSteps) : null,
      awake: training,
      news: ended && this.#seconds > LONG ? newsOf(activity, step - this.#firstStep, this.#seconds) : null,
    };
  }
}

function newsOf({ network, phase, message }: Activity, count: number, seconds: number): News {
  if (phase === 'failed') return { title: `Training ${network} has failed`, body: message ?? '' };
  const steps = count.toLocaleString('en-US');
  return { title: `${network} is trained`, body: `${steps} steps in ${durationWords(seconds)}.` };
}

/** "45 seconds", "12 minutes", "3 h 20 min" */
function durationWords(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} minutes` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
