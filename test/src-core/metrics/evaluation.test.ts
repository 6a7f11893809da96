import { expect, it } from 'vitest';
import { EvaluationSum } from '../../../src-core/metrics/evaluation';

it('weighs batches by their size', () => {
  const sum = new EvaluationSum();
  sum.add(3, 1, 3);
  sum.add(1, 5, 0);
  expect(sum.result()).toEqual({ count: 4, loss: 2, accuracy: 0.75 });
});

it('goes on from sums that were kept', () => {
  const [whole, first] = [new EvaluationSum(), new EvaluationSum()];
  for (const sum of [whole, first]) sum.add(3, 1, 3);
  const second = new EvaluationSum(first.totals);
  for (const sum of [whole, second]) sum.add(1, 5, 0);
  expect(second.result()).toEqual(whole.result());
  expect(first.totals).toEqual({ count: 3, loss: 3, correct: 3 });
});
