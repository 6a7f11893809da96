import type { Kernels } from '../kernels/kernels';
import type { Parameter } from '../tensor/parameter';
import type { Optimizer } from './optimizer';

/**
 * Stochastic gradient descent with momentum, as in PyTorch: v ← μ v + g, w ← w − η v. With μ = 0 it is plain SGD.
 */
export class Sgd implements Optimizer {
  readonly #kernels: Kernels;
  readonly #momentum: number;
  readonly #slots: readonly { parameter: Parameter; velocity: Float32Array }[];

  constructor(options: { momentum: number }, parameters: readonly Parameter[], kernels: Kernels) {
    this.#kernels = kernels;
    this.#momentum = options.momentum;
    this.#slots = parameters.map((parameter) => ({ parameter, velocity: kernels.allocate(parameter.value.length) }));
  }

  step(learningRate: number): void {
    for (const { parameter, velocity } of this.#slots) {
      this.#kernels.sgdStep(parameter.value, parameter.grad, velocity, learningRate, this.#momentum);
    }
  }
}
