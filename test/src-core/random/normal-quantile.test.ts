import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../../src-core/random/normal-quantile';
import { fixedRuns } from '../../support/properties';

/** Quantiles of exactly these doubles, from mpmath with 60 digits: findroot(λ z: erfc(−z / √2) / 2 − p). */
const KNOWN: readonly (readonly [p: number, z: number])[] = [
  [0.5, 0],
  [0.6, 0.2533471031357997],
  [0.9, 1.2815515655446006],
  [0.925, 1.4395314709384561],
  [0.975, 1.959963984540054],
  [0.9999, 3.7190164854557084],
  [0.9999999999, 6.361340889697422],
  [0.075, -1.439531470938456],
  [0.07499999, -1.439531541582168],
  [0.01, -2.326347874040841],
  [1e-5, -4.264890793922825],
  [2 ** -33, -6.3379577545537895],
  [1e-10, -6.361340902404057],
  [1.3887943864964021e-11, -6.657904643501103],
  [1e-12, -7.034483825301132],
  [1e-20, -9.262340089798407],
  [1e-100, -21.273453560965326],
  [1e-300, -37.0470962993612],
];

describe('normalQuantile', () => {
  it.each(KNOWN)('of %d is %d', (p, z) => {
    expect(Math.abs(normalQuantile(p) - z)).toBeLessThanOrEqual(2e-15 * Math.max(1, Math.abs(z)));
  });

  it('is 1.959963984540054 at 0.975', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 10);
  });

  // Multiples of 2⁻³³, of which 1 − p is exact: the values that a random stream has.
  const probability = fc.integer({ min: 1, max: 2 ** 33 - 1 }).map((k) => k / 2 ** 33);

  it('is symmetric about one half', () => {
    const property = fc.property(probability, (p) => {
      expect(normalQuantile(1 - p)).toBe(0 - normalQuantile(p));
    });
    fc.assert(property, fixedRuns(1000));
  });

  it('grows with the probability', () => {
    const property = fc.property(probability, probability, (a, b) => {
      fc.pre(a !== b);
      expect(normalQuantile(Math.min(a, b))).toBeLessThan(normalQuantile(Math.max(a, b)));
    });
    fc.assert(property, fixedRuns(1000));
  });

  it('has no step where one approximation takes over from the next', () => {
    for (const seam of [0.075, 0.925, 1.3887943864964021e-11]) {
      const [below, above] = [normalQuantile(seam * (1 - 1e-12)), normalQuantile(seam * (1 + 1e-12))];
      expect(above).toBeGreaterThan(below);
      expect(above - below).toBeLessThan(1e-10);
    }
  });
});
