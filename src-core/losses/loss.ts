/** What training makes small, with its derivative. Buffers are allocated once, for the largest batch. */
export interface Loss {
  /** dLoss/dOutput of the last batch, (N, K): the gradient of the mean over the batch. */
  readonly gradient: Float32Array;
  /** Loss of each example of the last batch, (N). */
  readonly losses: Float32Array;
  /** Fills `losses` and `gradient` for the first `batchSize` examples: nothing but calls of kernels. labels (N): class numbers. */
  compute(outputs: Float32Array, labels: Float32Array, batchSize: number): void;
  /** The same, and returns the mean loss. */
  evaluate(outputs: Float32Array, labels: Float32Array, batchSize: number): number;
}

/** Mean of the first `batchSize` losses. */
export function meanLoss(losses: Float32Array, batchSize: number): number {
  let sum = 0;
  for (let i = 0; i < batchSize; i++) sum += losses[i];
  return sum / batchSize;
}
