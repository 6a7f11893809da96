import { expect, it } from 'vitest';
import { ConfusionSum } from '../../../src-core/metrics/confusion-matrix';

it('counts by true class in rows and predicted class in columns, over batches', () => {
  const sum = new ConfusionSum(3);
  const logits = Float32Array.of(5, 1, 0, /**/ 0, 1, 5, /**/ 0, 5, 1);
  sum.add(logits, Float32Array.of(0, 1, 1), 3, 3);
  // Only the first example of this batch counts.
  sum.add(logits, Float32Array.of(2, 0, 0), 1, 3);
  expect(sum.result()).toEqual([
    [1, 0, 0],
    [0, 1, 1],
    [1, 0, 0],
  ]);
});
