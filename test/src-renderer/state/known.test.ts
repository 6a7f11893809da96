import { expect, it } from 'vitest';
import { latestKnown } from '../../../src-renderer/state/known';

const latest = (values: number[], count: number): number[] => [...latestKnown(Float32Array.from(values), count)];

it('passes over what is not known, and looks further back for as many', () => {
  expect(latest([1, 2, 3, 4], 2)).toEqual([3, 4]);
  expect(latest([1, 2, NaN, 4, NaN], 2)).toEqual([2, 4]);
  expect(latest([NaN, 2, NaN], 5)).toEqual([2]);
});

it('has nothing where nothing is known', () => {
  expect(latest([NaN, NaN], 2)).toEqual([]);
  expect(latest([], 2)).toEqual([]);
});
