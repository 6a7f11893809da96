import type { Status } from '../../src-core/protocol/status';
import type { Activity } from '../../src-core/protocol/trainer-process';

/** Time between two reports, milliseconds. */
const INTERVAL = 500;

/** Tells main what the trainer does: at most twice a second, and at once of another phase, checkpoint or trouble with saving. */
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
    const { phase, step, totalSteps, secondsLeft, savedStep, saveFailure, message } = status;
    const last = this.#last;
    const same = last?.phase === phase && last.savedStep === savedStep && last.saveFailure === saveFailure;
    if (same && this.#now() - this.#lastTime < INTERVAL) return;
    this.#last = { kind: 'activity', network, phase, step, totalSteps, secondsLeft, savedStep, saveFailure, message };
    this.#lastTime = this.#now();
    this.#post(this.#last);
  }
}
