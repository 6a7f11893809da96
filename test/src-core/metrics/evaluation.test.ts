import { expect, it } from 'vitest';
import { EvaluationSum } from '../../../src-core/metrics/evaluation';

it('weighs batches by their size', () => {
  const sum = new EvaluationSum();
  sum.add(3, 1, 3);
  sum.add(1, 5, 0);
  expect(sum.result()).toEqual({ count: 4, loss: 2, accuracy: 0.75 });
});
