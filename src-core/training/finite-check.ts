import type { Kernels } from '../kernels/kernels';
import type { Parameter } from '../tensor/parameter';

export const areFinite = (values: Float32Array): boolean => values.every((value) => Number.isFinite(value));

/** Tells whether all weights are finite, running statistics included: after every few steps, so it has to be quick. */
export class FiniteCheck {
  readonly #values: readonly Float32Array[];
  readonly #sum: Float32Array;
  readonly #kernels: Kernels;
  #addUp: (() => void) | null = null;

  constructor(parameters: readonly Parameter[], kernels: Kernels) {
    this.#values = parameters.map(({ value }) => value);
    this.#sum = kernels.allocate(1);
    this.#kernels = kernels;
  }

  get passed(): boolean {
    if (this.#addUp) this.#addUp();
    else this.#addUp = this.#record(); // which adds up already
    // Squares of large but finite weights may overflow.
    return Number.isFinite(this.#sum[0]) || this.#values.every(areFinite);
  }

  #record(): () => void {
    return this.#kernels.record(() => {
      this.#kernels.fill(this.#sum, 0);
      for (const values of this.#values) this.#kernels.sumOfSquares(values, this.#sum);
    });
  }
}
