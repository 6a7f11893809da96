import type { Kernels } from '../kernels/kernels';
import type { Loss } from './loss';

export interface SoftmaxCrossEntropyOptions {
  readonly classes: number;
  /** Added to the probability before the logarithm, as notebook-000 does with 1e-7; 0 is the exact loss. */
  readonly epsilon: number;
}

/**
 * Softmax and cross-entropy in one, from logits. Mean over the batch, nats. logits (N, K), labels (N) in 0…K−1.
 *
 *     loss = −ln(softmax(logits)[label] + ε)      dlogits = (softmax(logits) − onehot(label)) / N
 *
 * The gradient leaves ε out, in the notebook as here.
 */
export class SoftmaxCrossEntropy implements Loss {
  readonly gradient: Float32Array;
  readonly losses: Float32Array;
  readonly #kernels: Kernels;
  readonly #options: SoftmaxCrossEntropyOptions;

  constructor(options: SoftmaxCrossEntropyOptions, kernels: Kernels, maxBatch: number) {
    this.#kernels = kernels;
    this.#options = options;
    this.gradient = kernels.allocate(maxBatch * options.classes);
    this.losses = kernels.allocate(maxBatch);
  }

  evaluate(logits: Float32Array, labels: Float32Array, batchSize: number): number {
    const { classes, epsilon } = this.#options;
    this.#kernels.softmaxCrossEntropy(logits, labels, this.losses, this.gradient, batchSize, classes, epsilon);
    let sum = 0;
    for (let i = 0; i < batchSize; i++) sum += this.losses[i];
    return sum / batchSize;
  }
}
