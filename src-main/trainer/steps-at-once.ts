/** How long steps are taken on end before the controls are looked at again, milliseconds. */
const AIM = 3;

/** So many steps that they take about as long as wanted, whatever the network: one by one where a single step takes longer. */
export class StepsAtOnce {
  readonly #now: () => number;
  #count = 1;
  #begun = NaN;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** To be asked right before the steps are taken. */
  readonly next = (): number => {
    this.#begun = this.#now();
    return this.#count;
  };

  /** `steps` steps, as many as were wanted or fewer, have just been taken. Those that were not asked for here say nothing. */
  taken(steps: number): void {
    if (Number.isNaN(this.#begun)) return;
    const each = (this.#now() - this.#begun) / steps;
    this.#begun = NaN;
    // At most twice as many as before: the first steps compile, and say little of the next ones.
    this.#count = Math.max(1, Math.min(2 * this.#count, Math.floor(AIM / each)));
  }
}
