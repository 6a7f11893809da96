/** Tells of something at once, but not again before `interval` milliseconds are over: then once for all that came meanwhile. */
export class PacedNotice {
  readonly #tell: () => void;
  readonly #interval: number;
  #timer: NodeJS.Timeout | null = null;
  #again = false;

  constructor(tell: () => void, interval: number) {
    this.#tell = tell;
    this.#interval = interval;
  }

  give(): void {
    this.#again = this.#timer !== null;
    if (this.#timer) return;
    this.#tell();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.#again) this.give();
    }, this.#interval);
    this.#timer.unref();
  }
}
