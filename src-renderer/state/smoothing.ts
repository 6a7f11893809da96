/**
 * Exponential moving average over about `window` values. The mean is divided by the sum of its weights, so that the
 * first value is itself and not pulled towards zero (the bias correction of Kingma and Ba 2015).
 */
export class Smoother {
  readonly #keep: number;
  #sum = 0;
  #weight = 0;

  constructor(window: number) {
    this.#keep = 1 - 1 / window;
  }

  next(value: number): number {
    this.#sum = this.#keep * this.#sum + (1 - this.#keep) * value;
    this.#weight = this.#keep * this.#weight + (1 - this.#keep);
    return this.#sum / this.#weight;
  }
}

/** A hundredth of an epoch: calm enough to read, short enough to follow. */
export function smoothingWindow(stepsPerEpoch: number): number {
  return Math.min(500, Math.max(8, Math.round(stepsPerEpoch / 100)));
}
