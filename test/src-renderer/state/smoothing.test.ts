import { expect, it } from 'vitest';
import { centredMean, smoothingWindow } from '../../../src-renderer/state/smoothing';

const meansOf = (values: number[], half: number): number[] =>
  values.map((_, i) => centredMean(Float32Array.from(values), i, half));

it('begins with the first value itself and leaves a constant alone', () => {
  expect(meansOf([3, 3, 3, 3], 2)).toEqual([3, 3, 3, 3]);
  expect(meansOf([5, 1, 1], 2)[0]).toBe(5);
});

it('takes as much of what comes as of what was, so that a steady fall is followed without a lag', () => {
  expect(meansOf([9, 8, 7, 6, 5, 4, 3], 2).slice(0, 5)).toEqual([9, 8, 7, 6, 5]);
});

it('at the end is the mean of the latest', () => {
  expect(meansOf([9, 8, 7, 6, 4], 2).at(-1)).toBeCloseTo((7 + 6 + 4) / 3, 12);
});

it('passes over what is not known', () => {
  expect(meansOf([2, NaN, 4], 1)).toEqual([2, 3, 4]);
  expect(meansOf([NaN], 1)).toEqual([NaN]);
});

it('averages over about a hundredth of an epoch, within limits', () => {
  expect(smoothingWindow(100)).toBe(8);
  expect(smoothingWindow(5500)).toBe(55);
  expect(smoothingWindow(60000)).toBe(500);
});
