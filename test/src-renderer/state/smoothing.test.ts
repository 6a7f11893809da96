import { expect, it } from 'vitest';
import { Smoother, smoothingWindow } from '../../../src-renderer/state/smoothing';

it('begins with the first value itself and leaves a constant alone', () => {
  const smoother = new Smoother(10);
  for (let i = 0; i < 5; i++) expect(smoother.next(2.3)).toBeCloseTo(2.3, 12);
});

it('is the mean with exponential weights', () => {
  const smoother = new Smoother(2); // keeps a half
  smoother.next(4);
  // (½ · 4 · ½ + ½ · 1) / (½ · ½ + ½)
  expect(smoother.next(1)).toBeCloseTo(2, 12);
});

it('averages over about a hundredth of an epoch, within limits', () => {
  expect(smoothingWindow(100)).toBe(8);
  expect(smoothingWindow(5500)).toBe(55);
  expect(smoothingWindow(60000)).toBe(500);
});
