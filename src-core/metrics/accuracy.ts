/** Index of the largest of `length` values from `start`; the first of equal ones. */
export function argMax(values: Float32Array, start = 0, length = values.length): number {
  let best = start;
  for (let i = start + 1; i < start + length; i++) if (values[i] > values[best]) best = i;
  return best - start;
}

/** How many of the first `batchSize` rows of `logits` (N, classes) have their largest value at their label (N). */
export function countCorrect(logits: Float32Array, labels: Float32Array, batchSize: number, classes: number): number {
  let correct = 0;
  for (let i = 0; i < batchSize; i++) if (argMax(logits, i * classes, classes) === labels[i]) correct++;
  return correct;
}
