/** What training makes small, with its derivative. Buffers are allocated once, for the largest batch. */
export interface Loss {
  /** dLoss/dOutput of the last batch, (N, K): the gradient of the mean over the batch. */
  readonly gradient: Float32Array;
  /** Loss of each example of the last batch, (N). */
  readonly losses: Float32Array;
  /** Fills `losses` and `gradient` for the first `batchSize` examples and returns the mean loss. */
  evaluate(outputs: Float32Array, targets: Float32Array, batchSize: number): number;
}
