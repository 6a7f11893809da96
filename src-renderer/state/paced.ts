import { LatestOnly } from './latest-only';

/** Does a task whenever it is asked for, but never two at a time and not more often than once in `interval` milliseconds. */
export class Paced {
  readonly #latest: LatestOnly;
  readonly #interval: number;
  #begun = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `task` looks at the state when it begins; it must not reject. */
  constructor(task: () => Promise<void>, interval: number) {
    this.#interval = interval;
    this.#latest = new LatestOnly(() => {
      this.#begun = performance.now();
      return task();
    });
  }

  /** Soon: what is asked for meanwhile is done with it. */
  ask(): void {
    const rest = this.#begun + this.#interval - performance.now();
    this.#timer ??= setTimeout(() => this.askNow(), Math.max(0, rest));
  }

  /** When that is done which has begun. */
  get rest(): Promise<void> {
    return this.#latest.rest;
  }

  /** Without waiting for the interval to end: somebody has pressed a key and looks. */
  askNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#latest.ask();
  }
}
