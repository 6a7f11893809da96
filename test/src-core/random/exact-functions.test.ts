import { describe, expect, it } from 'vitest';
import { cosDegrees, expNegative, sinDegrees } from '../../../src-core/random/exact-functions';

const DEGREES = Array.from({ length: 1441 }, (_, i) => (i - 720) / 4);

describe('sine and cosine in degrees', () => {
  it('agree with those of the platform', () => {
    for (const degrees of DEGREES) {
      expect(sinDegrees(degrees)).toBeCloseTo(Math.sin((degrees * Math.PI) / 180), 14);
      expect(cosDegrees(degrees)).toBeCloseTo(Math.cos((degrees * Math.PI) / 180), 14);
    }
  });

  it('are exact at quarter turns', () => {
    const quarters = [-180, -90, 0, 90, 180, 270];
    expect(quarters.map((degrees) => sinDegrees(degrees) + 0)).toEqual([0, -1, 0, 1, 0, -1]);
    expect(quarters.map((degrees) => cosDegrees(degrees) + 0)).toEqual([-1, 0, 1, 0, -1, 0]);
  });
});

describe('expNegative', () => {
  it('agrees with that of the platform', () => {
    for (let t = 0; t <= 8; t += 1 / 64) {
      expect(Math.abs(expNegative(t) / Math.exp(-t) - 1)).toBeLessThan(1e-13);
    }
  });
});
