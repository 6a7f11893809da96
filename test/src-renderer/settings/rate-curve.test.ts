import { describe, expect, it } from 'vitest';
import { SCHEDULE_DEFAULTS, type ScheduleSpec } from '../../../src-core/architecture/schedule-spec';
import { rateCurve, ratePath, type RateHistory } from '../../../src-renderer/settings/rate-curve';
import { plainLenet5 } from '../../support/plain-recipe';
import { lastEpochOf } from '../support/samples';

const LENGTH = { stepsPerEpoch: 100, totalSteps: 300 };
const { settings } = plainLenet5;
const rate = settings.optimizer.learningRate; // 0.02
const withSchedule = (schedule: ScheduleSpec) => ({ ...settings, schedule });
const withRate = (learningRate: number) => ({ ...settings, optimizer: { ...settings.optimizer, learningRate } });

describe('the plan of a run', () => {
  it.each([
    [{ kind: 'constant' }, 1, 1],
    [{ kind: 'step', every: 1, factor: 0.5 }, 1, 0.25],
    [{ kind: 'exponential', factor: 0.9 }, 1, 0.81],
    [{ kind: 'cosine', final: 0.1 }, 1, 0.1],
    [SCHEDULE_DEFAULTS.oneCycle, 1 / 25, 1 / 25 / 1e4],
    [SCHEDULE_DEFAULTS.plateau, 1, 1],
  ] as const)('follows %j from the first step to the last', (schedule, first, last) => {
    const { done, ahead, largest, sure } = rateCurve(withSchedule(schedule), LENGTH, null);
    expect(done).toEqual([]);
    expect([ahead[0].step, ahead.at(-1)?.step]).toEqual([0, 299]);
    expect(ahead[0].rate).toBeCloseTo(first * rate, 9);
    expect(ahead.at(-1)?.rate).toBeCloseTo(last * rate, 9);
    expect(largest).toBeCloseTo(rate, 4);
    expect(sure).toBe(schedule.kind !== 'plateau');
  });

  it('rises evenly over a warm-up', () => {
    const { ahead } = rateCurve({ ...settings, warmup: 99 }, LENGTH, null);
    expect(ahead[0].rate).toBeCloseTo(rate / 100, 9);
    expect(ahead.at(-1)?.rate).toBe(rate);
  });
});

describe('a run that has begun', () => {
  const history = (changes: Partial<RateHistory>): RateHistory => ({
    step: 150,
    changes: [{ step: 1, settings }],
    epochs: [],
    ...changes,
  });

  it('shows what was and what will be, before and after a change', () => {
    const now = withRate(0.005);
    const changes = [{ step: 1, settings }, { step: 101, settings: now }]; // prettier-ignore
    const { done, ahead, largest } = rateCurve(now, LENGTH, history({ changes }));
    expect(done.find(({ step }) => step === 99)?.rate).toBe(0.02);
    expect(done.find(({ step }) => step === 100)?.rate).toBe(0.005);
    expect([done.at(-1)?.step, ahead[0].step]).toEqual([149, 150]);
    expect(new Set(ahead.map((point) => point.rate))).toEqual(new Set([0.005]));
    expect(largest).toBe(0.02);
  });

  it('with a plateau schedule has fallen where the loss stood still', () => {
    const plateau = withSchedule({ kind: 'plateau', factor: 0.1, patience: 0 });
    const changes = [{ step: 1, settings: plateau }];
    const epochs = [1, 2].map((epoch) => lastEpochOf({ epoch, step: 100 * epoch }));
    const { done, ahead, sure } = rateCurve(plateau, LENGTH, history({ step: 250, changes, epochs }));
    expect(done.find(({ step }) => step >= 199)?.rate).toBe(0.02);
    expect(done.at(-1)?.rate).toBeCloseTo(0.002, 9);
    expect(ahead[0].rate).toBeCloseTo(0.002, 9);
    expect(sure).toBe(false);
  });

  it('has nothing ahead at its end', () => {
    const { done, ahead } = rateCurve(settings, LENGTH, history({ step: 300 }));
    expect([done.length, ahead]).toEqual([240, []]);
  });
});

it('fills its box, the largest rate on top', () => {
  const points = [{ step: 0, rate: 1 }, { step: 4, rate: 0.5 }]; // prettier-ignore
  expect(ratePath(points, { totalSteps: 5, largest: 1 }, 200, 40)).toBe('M0.00 0.00L200.00 20.00');
  expect(ratePath(points.slice(0, 1), { totalSteps: 1, largest: 1 }, 200, 40)).toBe('M0.00 0.00h200');
  expect(ratePath([], { totalSteps: 5, largest: 1 }, 200, 40)).toBe('');
});
