import type { Kernels } from '../kernels';

export const takeRow: Kernels['takeRow'] = (table, cursor, row) => {
  const first = cursor[0] * row.length;
  for (let i = 0; i < row.length; i++) row[i] = table[first + i];
};

export const loadExamples: Kernels['loadExamples'] = (
  images,
  imageLabels,
  numbers,
  cursor,
  x,
  labels,
  stride,
  n,
  size,
  factor,
  offset,
) => {
  for (let example = 0; example < n; example++) {
    const number = numbers[cursor[0] * stride + example];
    for (let i = 0; i < size; i++) {
      // Rounded after the product, as arithmetic in float32 does it.
      x[example * size + i] = Math.fround(factor * images[number * size + i]) + offset;
    }
    labels[example] = imageLabels[number];
  }
};

export const recordStep: Kernels['recordStep'] = (outputs, labels, losses, results, cursor, n, size) => {
  let [loss, correct] = [0, 0];
  for (let example = 0; example < n; example++) {
    loss += losses[example];
    if (classOf(outputs, example * size, size) === labels[example]) correct++;
  }
  results[2 * cursor[0]] = loss / n;
  results[2 * cursor[0] + 1] = correct;
  cursor[0]++;
};

function classOf(outputs: Float32Array, first: number, size: number): number {
  if (size === 1) return outputs[first] >= 0.5 ? 1 : 0;
  let best = 0;
  for (let i = 1; i < size; i++) if (outputs[first + i] > outputs[first + best]) best = i;
  return best;
}
