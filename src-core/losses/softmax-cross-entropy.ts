import type { Kernels } from '../kernels/kernels';
import { meanLoss, type Loss } from './loss';

export interface SoftmaxCrossEntropyOptions {
  readonly classes: number;
  /** Added to the probability before the logarithm, as notebook-000 does with 1e-7; 0 is the exact loss. */
  readonly epsilon: number;
  /** Share s of the truth that is spread over all classes alike, 0…1 (Szegedy et al. 2016); 0 where left out. */
  readonly smoothing?: number;
}

/**
 * Softmax and cross-entropy in one, from logits. Mean over the batch, nats. logits (N, K), labels (N) in 0…K−1.
 *
 *     q = (1 − s) · onehot(label) + s / K      loss = −Σ q · ln(softmax(logits) + ε)      dlogits = (softmax(logits) − q) / N
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
    this.compute(logits, labels, batchSize);
    return meanLoss(this.losses, batchSize);
  }

  compute(logits: Float32Array, labels: Float32Array, batchSize: number): void {
    const { classes, epsilon, smoothing = 0 } = this.#options;
    const { losses, gradient } = this;
    this.#kernels.softmaxCrossEntropy(logits, labels, losses, gradient, batchSize, classes, epsilon, smoothing);
  }
}
