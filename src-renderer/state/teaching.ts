import type { Status } from '../../src-core/protocol/status';

interface Amount {
  /** Of training. */
  readonly steps: number;
  readonly seconds: number;
}

const NOTHING: Amount = { steps: 0, seconds: 0 };

/** What the present weights were taught, through all the runs that went on from each other's weights. */
export class Teaching {
  #run = 0;
  #keeps = false;
  #before = NOTHING;
  #own = NOTHING;
  /** Since when it has been training without a break, milliseconds; null while it is not. */
  #since: number | null = null;

  /** Whether the next run begins with these weights. */
  set keeps(keeps: boolean) {
    this.#keeps = keeps;
  }

  /** `now`: milliseconds. */
  follow({ run, phase, step }: Status, now: number): void {
    if (run !== this.#run) this.#begin(run);
    const seconds = this.#own.seconds + (this.#since === null ? 0 : (now - this.#since) / 1000);
    this.#own = { steps: step, seconds };
    this.#since = phase === 'training' ? now : null;
  }

  get amount(): Amount {
    const { steps, seconds } = this.#before;
    return { steps: steps + this.#own.steps, seconds: seconds + this.#own.seconds };
  }

  #begin(run: number): void {
    this.#before = this.#keeps ? this.amount : NOTHING;
    this.#own = NOTHING;
    this.#since = null;
    this.#run = run;
  }
}

/** Seconds of training that are worth a question before they are thrown away. */
const LONG = 30;

/** Whether so much is lost that the user is asked first: more than an epoch, or half a minute. */
export function isMuch({ steps, seconds }: Amount, stepsPerEpoch: number): boolean {
  return steps > 0 && (steps > stepsPerEpoch || seconds >= LONG);
}
