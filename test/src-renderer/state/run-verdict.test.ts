import { expect, it } from 'vitest';
import { verdict } from '../../../src-renderer/state/run-verdict';

const group = (name: string, values: readonly number[], count: number | null = 5000) => ({ name, values, count });
const five = [0.981, 0.9816, 0.9822, 0.983, 0.9812];

it('a difference that seeds alone do not give is told as one, with its size and p', () => {
  const better = five.map((value) => value + 0.004);
  expect(verdict(group('narrow', five), group('wide', better))).toBe(
    'wide is better than narrow by 0.40 percentage points at their best epochs, more than other seeds would give: p = 0.008, 5 and 5 runs.',
  );
  expect(verdict(group('wide', better), group('narrow', five))).toMatch(/^narrow is worse than wide by 0.40/);
});

it('a difference within the noise is told as that', () => {
  const similar = five.map((value, i) => value + (i % 2 ? 0.0006 : -0.0002));
  expect(verdict(group('a', five), group('b', similar))).toMatch(
    /within the noise of the seeds: p = 0\.\d{3}, 5 and 5 runs\.$/,
  );
});

it('three against three can never tell, and that is said', () => {
  expect(verdict(group('a', [0.9, 0.901, 0.902]), group('b', [0.98, 0.981, 0.982]))).toContain(
    'p = 0.100, 3 and 3 runs; three against three can never tell, four could',
  );
});

it('fewer than three runs tell nothing of noise', () => {
  expect(verdict(group('a', five), group('b', [0.99]))).toBe(
    'Best epochs 99.00 % against 98.18 %: whether that is more than noise cannot be told from 1 run of b. Repeat it with other seeds.',
  );
});

it('without validation, and with different validation images, there is nothing to tell', () => {
  expect(verdict(group('a', five), group('b', [], null))).toBe('It cannot be told: there is no validation accuracy.');
  const words = 'It cannot be told: they were not validated on equally many images.';
  expect(verdict(group('a', five), group('b', five, 1000))).toBe(words);
  expect(verdict(group('a', five, null), group('b', five, null))).toBe(words);
});

it('a difference that is smaller than what is shown is not told as none', () => {
  const other = five.map((value, i) => (i === 0 ? value + 1 / 5000 / 10 : value));
  expect(verdict(group('a', five), group('b', other))).toContain(
    'b is better than a by less than 0.01 percentage points',
  );
});

it('no difference is none', () => {
  expect(verdict(group('a', five), group('b', [...five].reverse()))).toBe(
    'No difference: the means of the best epochs of 5 and 5 runs are the same.',
  );
});
