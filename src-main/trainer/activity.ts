import type { Status } from '../../src-core/protocol/status';
import type { Activity } from '../../src-core/protocol/trainer-process';

/** Time between two reports, milliseconds. */
const INTERVAL = 500;

/** Tells main what the trainer does: at most twice a second, and whenever the phase or the newest checkpoint is another one. */
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

  /** `network`: its name. `savedStep`: step of the newest checkpoint. */
  follow(status: Status, { network, savedStep }: Pick<Activity, 'network' | 'savedStep'>): void {
    const { phase, step, totalSteps, secondsLeft, message } = status;
    const same = this.#last?.phase === phase && this.#last.savedStep === savedStep;
    if (same && this.#now() - this.#lastTime < INTERVAL) return;
    this.#last = { kind: 'activity', network, phase, step, totalSteps, secondsLeft, savedStep, message };
    this.#lastTime = this.#now();
    this.#post(this.#last);
  }
}
