import type { Status } from '../../src-core/protocol/status';
import type { Activity } from '../../src-core/protocol/trainer-process';

/** Time between two reports, milliseconds. */
const INTERVAL = 500;

/** Tells main what the trainer does: at most twice a second, and at once of another run, phase, checkpoint or trouble with saving. */
export class ActivityReporter {
  readonly #post: (activity: Activity) => void;
  readonly #now: () => number;
  #last: Activity | null = null;
  #lastTime = -Infinity;

  /** `now`: milliseconds. */
  constructor(post: (activity: Activity) => void, now: () => number) {
    this.#post = post;
    this.#now = now;
  }

  /** `network`: its name. */
  follow(status: Status, network: string): void {
    const { run, phase, step, totalSteps, secondsLeft, savedStep, saveFailure, message } = status;
    const last = this.#last;
    const same =
      last?.run === run && last.phase === phase && last.savedStep === savedStep && last.saveFailure === saveFailure;
    if (same && this.#now() - this.#lastTime < INTERVAL) return;
    const progress = { phase, step, totalSteps, secondsLeft, savedStep, saveFailure, message };
    this.#last = { kind: 'activity', run, network, ...progress };
    this.#lastTime = this.#now();
    this.#post(this.#last);
  }
}
