/** So many ends within so many milliseconds are no accident. */
const MOST = 3;
const WITHIN = 10_000;

/** Tells a process that ended once from one that ends whenever it is started. */
export class Restarts {
  #ends: readonly number[] = [];

  /** It has ended of itself, at `now`, milliseconds. */
  ended(now: number): void {
    this.#ends = [...this.#ends, now].slice(-MOST);
  }

  /** Starting it once more leads nowhere. */
  get hopeless(): boolean {
    const [first] = this.#ends;
    const last = this.#ends.at(-1);
    return this.#ends.length === MOST && first !== undefined && last !== undefined && last - first < WITHIN;
  }
}
