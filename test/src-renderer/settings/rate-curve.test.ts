import { expect, it } from 'vitest';
import { rateCurve, ratePath, rateWords } from '../../../src-renderer/settings/rate-curve';
import { plainLenet5 } from '../../support/plain-recipe';

const LENGTH = { stepsPerEpoch: 100, totalSteps: 300 };

it('follows the schedule from the first step to the last', () => {
  const settings = { ...plainLenet5.settings, schedule: { kind: 'step', every: 1, factor: 0.5 } } as const;
  const { points, largest } = rateCurve(settings, LENGTH);
  expect(largest).toBe(0.02);
  expect([points[0], points.at(-1)]).toEqual([
    { step: 0, rate: 0.02 },
    { step: 299, rate: 0.005 },
  ]);
});

it('fills its box, the largest rate on top', () => {
  const curve = { points: [{ step: 0, rate: 1 }, { step: 4, rate: 0.5 }], largest: 1 }; // prettier-ignore
  expect(ratePath(curve, 5, 200, 40)).toBe('M0.00 0.00L200.00 20.00');
  expect(ratePath({ points: [{ step: 0, rate: 1 }], largest: 1 }, 1, 200, 40)).toBe('M0.00 0.00H200');
});

it.each([
  [0, '0'],
  [0.02, '0.02'],
  [0.0134567, '0.0135'],
  [0.00016, '0.00016'],
  [1.6e-8, '1.6e-8'],
  [1e-5, '1e-5'],
])('shows a rate of %d as "%s"', (rate, words) => {
  expect(rateWords(rate)).toBe(words);
});
