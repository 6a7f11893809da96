/** So many ends within so many milliseconds are no accident. */
const MOST = 3;
const WITHIN = 10_000;

/** For so long nothing is started then, milliseconds: whoever asks again and again keeps no machine busy. */
const REST = 10_000;

/** Tells a process that ended once from one that ends whenever it is started. */
export class Restarts {
  #ends: readonly number[] = [];

  /** It has ended of itself, at `now`, milliseconds. */
  ended(now: number): void {
    this.#ends = [...this.#ends, now].slice(-MOST);
  }

  /** For how long from `now` on it should not be started once more, milliseconds; 0: it may be. */
  rest(now: number): number {
    const [first = -Infinity] = this.#ends;
    const last = this.#ends.at(-1) ?? -Infinity;
    const isAccident = this.#ends.length < MOST || last - first >= WITHIN;
    return isAccident ? 0 : Math.max(0, last + REST - now);
  }
}
