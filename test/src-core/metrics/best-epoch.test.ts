import { expect, it } from 'vitest';
import { bestEpoch } from '../../../src-core/metrics/best-epoch';

const epochs = (...accuracies: (number | null)[]) =>
  accuracies.map((accuracy, i) => ({
    epoch: i + 1,
    validation: accuracy === null ? null : { count: 5000, loss: 1, accuracy },
  }));

it.each([
  [[0.9, 0.98, 0.97], 2],
  [[0.98, 0.98, 0.5], 1],
  [[null, 0.1, null], 2],
  [[0], 1],
])('of %j the best on validation is epoch %d, the earlier of equals', (accuracies, best) => {
  expect(bestEpoch(epochs(...accuracies))?.epoch).toBe(best);
});

it('without validation images there is none', () => {
  expect(bestEpoch(epochs(null, null))).toBeNull();
  expect(bestEpoch([])).toBeNull();
});
