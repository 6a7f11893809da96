import { expect, it } from 'vitest';
import { permutationTest } from '../../../src-renderer/state/permutation-test';

/** Every way to deal the values, one by one. */
function byEnumeration(a: readonly number[], b: readonly number[]): number {
  const all = [...a, ...b];
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const found = Math.abs(mean(a) - mean(b));
  let [ways, far] = [0, 0];
  for (let mask = 0; mask < 2 ** all.length; mask++) {
    const one = all.filter((_, i) => mask & (1 << i));
    if (one.length !== a.length) continue;
    const other = all.filter((_, i) => !(mask & (1 << i)));
    ways++;
    if (Math.abs(mean(one) - mean(other)) >= found - 1e-12) far++;
  }
  return far / ways;
}

it.each([
  [
    [0.98, 0.982, 0.981],
    [0.99, 0.991, 0.992],
  ],
  [
    [0.98, 0.98, 0.9804, 0.9812],
    [0.979, 0.9812, 0.98],
  ],
  [
    [0.1, 0.5, 0.9, 0.3, 0.3],
    [0.2, 0.9, 0.95, 0.91, 0.9],
  ],
  [
    [0.97, 0.9702],
    [0.9701, 0.9703, 0.9704, 0.9706, 0.97],
  ],
])('the share of all ways to deal %j and %j that lie as far apart', (a, b) => {
  expect(permutationTest(a, b, 1 / 10_000)).toBeCloseTo(byEnumeration(a, b), 12);
});

it('five clearly better than five is as rare as it can be: two of the 252 ways', () => {
  const [a, b] = [
    [1, 2, 3, 4, 5],
    [6, 7, 8, 9, 10],
  ];
  expect(permutationTest(a, b, 1)).toBeCloseTo(2 / 252, 12);
});

it('equal values tell nothing', () => {
  expect(permutationTest([0.98, 0.98, 0.98], [0.98, 0.98, 0.98], 1 / 5000)).toBe(1);
});

it('many runs whose accuracies lie far apart take no time to speak of', () => {
  const spread = (from: number): number[] => Array.from({ length: 20 }, (_, i) => from + i / 40);
  expect(permutationTest(spread(0), spread(0.5), 1 / 1_000_000)).toBeLessThan(1e-6);
});
