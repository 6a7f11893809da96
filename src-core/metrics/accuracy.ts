/** Index of the largest of `length` values from `start`; the first of equal ones. */
export function argMax(values: Float32Array, start = 0, length = values.length): number {
  let best = start;
  for (let i = start + 1; i < start + length; i++) if (values[i] > values[best]) best = i;
  return best - start;
}

/**
 * The class that row `row` of outputs (N, size) stands for: its largest value; of a single output, class 1 from one half
 * upwards and class 0 below.
 */
export function predictedClass(outputs: Float32Array, row: number, size: number): number {
  if (size === 1) return outputs[row] >= 0.5 ? 1 : 0;
  return argMax(outputs, row * size, size);
}

/** How many of the first `batchSize` rows of outputs (N, size) stand for the class of their label (N). */
export function countCorrect(outputs: Float32Array, labels: Float32Array, batchSize: number, size: number): number {
  let correct = 0;
  for (let i = 0; i < batchSize; i++) if (predictedClass(outputs, i, size) === labels[i]) correct++;
  return correct;
}
