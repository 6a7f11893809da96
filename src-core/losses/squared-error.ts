import type { Kernels } from '../kernels/kernels';
import { meanLoss, type Loss } from './loss';

export interface SquaredErrorOptions {
  /** Outputs of an example. */
  readonly size: number;
  /** `mean` over the outputs, as PyTorch's MSELoss and Keras have it, or `half` of the sum, as notebook-002 has it. */
  readonly reduction: 'mean' | 'half';
}

/**
 * Squared distance of outputs (N, K) from targets (N, K), mean over the batch. Where targets are not given they come from
 * labels (N): 1 at the label, else 0; with K = 1 the label itself, 0 or 1.
 *
 *     mean: loss = Σ (y − t)² / K      dy = 2 (y − t) / (K N)
 *     half: loss = ½ Σ (y − t)²        dy = (y − t) / N
 */
export class SquaredError implements Loss {
  readonly gradient: Float32Array;
  readonly losses: Float32Array;
  readonly #kernels: Kernels;
  readonly #size: number;
  readonly #factor: number;
  readonly #targets: Float32Array;

  constructor({ size, reduction }: SquaredErrorOptions, kernels: Kernels, maxBatch: number) {
    this.#kernels = kernels;
    this.#size = size;
    this.#factor = reduction === 'mean' ? 1 / size : 0.5;
    this.#targets = kernels.allocate(maxBatch * size);
    this.gradient = kernels.allocate(maxBatch * size);
    this.losses = kernels.allocate(maxBatch);
  }

  evaluate(outputs: Float32Array, labels: Float32Array, batchSize: number): number {
    this.compute(outputs, labels, batchSize);
    return meanLoss(this.losses, batchSize);
  }

  compute(outputs: Float32Array, labels: Float32Array, batchSize: number): void {
    this.#kernels.oneHot(labels, this.#targets, batchSize, this.#size);
    this.#compare(outputs, this.#targets, batchSize);
  }

  /** The same for any targets (N, K). */
  evaluateTargets(outputs: Float32Array, targets: Float32Array, batchSize: number): number {
    this.#compare(outputs, targets, batchSize);
    return meanLoss(this.losses, batchSize);
  }

  #compare(outputs: Float32Array, targets: Float32Array, batchSize: number): void {
    this.#kernels.squaredError(outputs, targets, this.losses, this.gradient, batchSize, this.#size, this.#factor);
  }
}
