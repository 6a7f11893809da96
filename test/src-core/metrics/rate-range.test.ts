import { describe, expect, it } from 'vitest';
import { isLost, smoothLosses, suggestedRate, type RatePoint } from '../../../src-core/metrics/rate-range';

/** Rates from 1e-6 on, ten for each power of ten, and what the loss is at each. */
const pointsOf = (losses: readonly number[]): RatePoint[] =>
  losses.map((loss, i) => ({ learningRate: 1e-6 * 10 ** (i / 10), loss }));
const lossesOf = (count: number, lossAt: (i: number) => number): number[] =>
  Array.from({ length: count }, (_, i) => lossAt(i));
/** From 2.3 down to 0.3, steepest at a place, and up again behind another one. */
const fall = (steepest: number, up: number) => (i: number) =>
  0.3 + 2 / (1 + Math.exp((i - steepest) / 2)) + Math.exp((i - up) / 3);

describe('suggestedRate', () => {
  it('is where the loss falls fastest', () => {
    const points = pointsOf(lossesOf(60, fall(25, 60)));
    expect(suggestedRate(points)).toBe(points[25].learningRate);
  });

  it('is not misled by single batches', () => {
    const noisy = lossesOf(60, (i) => fall(25, 60)(i) * (1 + 0.15 * Math.sin(7.3 * i)));
    const rate = suggestedRate(pointsOf(noisy))!;
    expect(Math.abs(Math.log10(rate / 1e-6) * 10 - 25)).toBeLessThan(4);
  });

  it('is null where no rate made the loss fall, and where nothing was tried', () => {
    expect(suggestedRate(pointsOf(lossesOf(60, () => 2.3)))).toBeNull();
    expect(suggestedRate(pointsOf(lossesOf(60, (i) => 2.3 + i)))).toBeNull();
    expect(suggestedRate([])).toBeNull();
    expect(suggestedRate(pointsOf([2.3]))).toBeNull();
  });
});

describe('smoothLosses', () => {
  it('leaves a constant as it is, and lags behind nothing', () => {
    for (const loss of smoothLosses(pointsOf(lossesOf(30, () => 1.7)))) expect(loss).toBeCloseTo(1.7, 12);
    const smooth = smoothLosses(pointsOf(lossesOf(41, (i) => (i === 20 ? 3 : 1))));
    expect(smooth.indexOf(Math.max(...smooth))).toBe(20);
    expect(smooth[17]).toBeCloseTo(smooth[23], 12);
  });
});

describe('isLost', () => {
  it('waits until several losses together are four times the best', () => {
    const losses = [...lossesOf(20, () => 1), 100];
    expect(isLost(pointsOf(lossesOf(20, () => 1)))).toBe(false);
    expect(isLost(pointsOf(losses))).toBe(true);
    expect(isLost(pointsOf([...lossesOf(20, () => 1), 5, 5, 5, 5]))).toBe(true);
    expect(isLost(pointsOf([...lossesOf(20, () => 1), 3, 3, 3, 3, 3]))).toBe(false);
    expect(isLost(pointsOf([1, 100, 100]))).toBe(false);
  });
});
