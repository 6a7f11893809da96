import { expect, it } from 'vitest';
import { histogramOf } from '../../../src-renderer/network/histogram';

it('counts values in equal bins about zero', () => {
  const histogram = histogramOf(Float32Array.of(-1, -0.9, 0, 0, 0.5, 1), 5);
  expect(histogram).toMatchObject({ counts: [2, 0, 2, 1, 1], limit: 1 });
  expect(histogram?.mean).toBeCloseTo(-0.4 / 6, 6);
  expect(histogram?.deviation).toBeCloseTo(Math.sqrt((1 + 0.81 + 0.25 + 1) / 6 - (0.4 / 6) ** 2), 6);
});

it('has all zeros in the middle, and nothing to say where there is no number', () => {
  expect(histogramOf(new Float32Array(3), 5)).toMatchObject({ counts: [0, 0, 3, 0, 0], limit: 0, deviation: 0 });
  expect(histogramOf(Float32Array.of(NaN, Infinity))).toBeNull();
  expect(histogramOf(new Float32Array(0))).toBeNull();
});
