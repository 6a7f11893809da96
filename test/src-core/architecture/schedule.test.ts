import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import type { ScheduleSpec } from '../../../src-core/architecture/schedule-spec';
import { learningRateAt, NO_PLATEAU, observeEpoch, type RunLength } from '../../../src-core/architecture/schedule';
import { fixedRuns } from '../../support/properties';

const RATE = 0.5;
const optimizer = { ...OPTIMIZER_DEFAULTS.sgd, learningRate: RATE };

/** The rate at each step of a run. */
const ratesOf = (schedule: ScheduleSpec, length: RunLength, warmup = 0): number[] =>
  Array.from({ length: length.totalSteps }, (_, step) => learningRateAt({ optimizer, schedule, warmup }, step, length));

const decimal = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const lengths: fc.Arbitrary<RunLength> = fc
  .tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 20 }))
  .map(([stepsPerEpoch, epochs]) => ({ stepsPerEpoch, totalSteps: stepsPerEpoch * epochs }));

const constant: ScheduleSpec = { kind: 'constant' };
const steps = fc.record({
  kind: fc.constant('step' as const),
  every: fc.integer({ min: 1, max: 7 }),
  factor: decimal(0, 1),
});
const exponentials = fc.record({ kind: fc.constant('exponential' as const), factor: decimal(0, 1) });
const cosines = fc.record({ kind: fc.constant('cosine' as const), final: decimal(0, 1) });
const oneCycles = fc.record({
  kind: fc.constant('oneCycle' as const),
  rise: decimal(0.01, 0.99),
  divide: decimal(1, 100),
  finalDivide: decimal(1, 1e4),
});
const anySchedule: fc.Arbitrary<ScheduleSpec> = fc.oneof(
  fc.constant(constant),
  steps,
  exponentials,
  cosines,
  oneCycles,
  fc.record({ kind: fc.constant('plateau' as const), factor: decimal(0, 1), patience: fc.nat(5) }),
);

function expectRates(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((rate, step) => {
    expect(Math.abs(rate - expected[step])).toBeLessThanOrEqual(1e-12);
  });
}

const risesOrStays = (rates: readonly number[]): boolean => rates.every((rate, i) => i === 0 || rate >= rates[i - 1]);
const fallsOrStays = (rates: readonly number[]): boolean => rates.every((rate, i) => i === 0 || rate <= rates[i - 1]);

describe('learningRateAt', () => {
  it('stays where it is', () => {
    expect(new Set(ratesOf(constant, { stepsPerEpoch: 3, totalSteps: 9 }))).toEqual(new Set([RATE]));
  });

  it('falls by its factor every so many epochs', () => {
    const schedule = { kind: 'step', every: 2, factor: 0.1 } as const;
    const expected = [1, 1, 1, 1, 0.1, 0.1, 0.1, 0.1, 0.01, 0.01].map((factor) => RATE * factor);
    expectRates(ratesOf(schedule, { stepsPerEpoch: 2, totalSteps: 10 }), expected);
    const property = fc.property(steps, lengths, (spec, length) => {
      const formula = (_: number, step: number): number =>
        RATE * spec.factor ** Math.floor(Math.floor(step / length.stepsPerEpoch) / spec.every);
      expectRates(ratesOf(spec, length), new Array(length.totalSteps).fill(0).map(formula));
    });
    fc.assert(property, fixedRuns());
  });

  it('falls by its factor every epoch', () => {
    const property = fc.property(exponentials, lengths, (spec, length) => {
      const formula = (_: number, step: number): number =>
        RATE * spec.factor ** Math.floor(step / length.stepsPerEpoch);
      expectRates(ratesOf(spec, length), new Array(length.totalSteps).fill(0).map(formula));
    });
    fc.assert(property, fixedRuns());
  });

  it('falls along half a cosine', () => {
    // 60° of 180° at the first third: cos 60° = ½.
    const expected = [1, 0.75, 0.25, 0].map((factor) => RATE * factor);
    expectRates(ratesOf({ kind: 'cosine', final: 0 }, { stepsPerEpoch: 4, totalSteps: 4 }), expected);
    const property = fc.property(cosines, lengths, (spec, length) => {
      const last = length.totalSteps - 1;
      const formula = (_: number, step: number): number =>
        RATE * (spec.final + ((1 - spec.final) * (1 + Math.cos((Math.PI * step) / Math.max(1, last)))) / 2);
      const rates = ratesOf(spec, length);
      expectRates(rates, new Array(length.totalSteps).fill(0).map(formula));
      expect(fallsOrStays(rates)).toBe(true);
      expect(rates[0]).toBe(RATE);
      if (last > 0) expect(rates[last]).toBeCloseTo(RATE * spec.final, 12);
    });
    fc.assert(property, fixedRuns());
  });

  it('rises and falls once', () => {
    // 10 steps, of which the first 5 rise: the top is at step 4, half-way up at step 2.
    const rates = ratesOf(
      { kind: 'oneCycle', rise: 0.5, divide: 5, finalDivide: 10 },
      { stepsPerEpoch: 5, totalSteps: 10 },
    );
    expect(rates[0]).toBeCloseTo(RATE / 5, 12);
    expect(rates[2]).toBeCloseTo((RATE / 5 + RATE) / 2, 12);
    expect(rates[4]).toBeCloseTo(RATE, 12);
    expect(rates[9]).toBeCloseTo(RATE / 50, 12);
    const property = fc.property(oneCycles, lengths, (spec, length) => {
      const count = length.totalSteps;
      const low = RATE / spec.divide;
      const top = spec.rise * count - 1;
      const between = (from: number, to: number, share: number): number =>
        to + ((from - to) / 2) * (1 + Math.cos(Math.PI * share));
      const formula = (_: number, step: number): number =>
        step <= top
          ? between(low, RATE, step / Math.max(top, 1e-300))
          : between(RATE, low / spec.finalDivide, (step - top) / (count - 1 - top));
      fc.pre(count > 1);
      const all = ratesOf(spec, length);
      expectRates(all, new Array(count).fill(0).map(formula));
      const peak = Math.floor(top) + 1;
      expect(risesOrStays(all.slice(0, Math.max(0, peak)))).toBe(true);
      expect(fallsOrStays(all.slice(Math.max(0, peak)))).toBe(true);
      expect(all[count - 1]).toBeCloseTo(low / spec.finalDivide, 12);
    });
    fc.assert(property, fixedRuns());
  });

  it('follows the plateaus', () => {
    const schedule = { kind: 'plateau', factor: 0.1, patience: 3 } as const;
    const length = { stepsPerEpoch: 2, totalSteps: 10 };
    expect(learningRateAt({ optimizer, schedule, warmup: 0 }, 5, length)).toBe(RATE);
    expect(learningRateAt({ optimizer, schedule, warmup: 0 }, 5, length, 0.25)).toBe(RATE / 4);
    expect(learningRateAt({ optimizer, schedule: constant, warmup: 0 }, 5, length, 0.25)).toBe(RATE);
  });

  it('rises in equal steps before the schedule begins, which has the steps that are left', () => {
    const rates = ratesOf({ kind: 'cosine', final: 0 }, { stepsPerEpoch: 8, totalSteps: 8 }, 4);
    expectRates(
      rates,
      [0.2, 0.4, 0.6, 0.8, 1, 0.75, 0.25, 0].map((factor) => RATE * factor),
    );
    const schedules = fc.oneof(fc.constant(constant), cosines, oneCycles);
    const property = fc.property(schedules, lengths, fc.integer({ min: 1, max: 40 }), (spec, length, warmup) => {
      fc.pre(length.totalSteps - warmup >= 2);
      const all = ratesOf(spec, length, warmup);
      const rest = { ...length, totalSteps: length.totalSteps - warmup };
      expectRates(all.slice(warmup), ratesOf(spec, rest));
      const first = all[warmup];
      expectRates(
        all.slice(0, warmup),
        Array.from({ length: warmup }, (_, step) => (first * (step + 1)) / (warmup + 1)),
      );
    });
    fc.assert(property, fixedRuns());
  });

  it('counts the epochs of the run in step and exponential schedules, warm-up or not', () => {
    const rates = ratesOf({ kind: 'exponential', factor: 0.5 }, { stepsPerEpoch: 2, totalSteps: 6 }, 1);
    expectRates(
      rates,
      [0.5, 1, 0.5, 0.5, 0.25, 0.25].map((factor) => RATE * factor),
    );
  });

  it('rises all the way where the run ends within the warm-up', () => {
    for (const schedule of [constant, { kind: 'cosine', final: 0 } as const]) {
      for (const totalSteps of [3, 4, 5]) {
        const rates = ratesOf(schedule, { stepsPerEpoch: 1, totalSteps }, 4);
        expectRates(
          rates,
          [0.2, 0.4, 0.6, 0.8, 1].slice(0, totalSteps).map((factor) => RATE * factor),
        );
      }
    }
  });

  it('begins a cycle at its low rate where the run ends within the warm-up', () => {
    const schedule = { kind: 'oneCycle', rise: 0.3, divide: 10, finalDivide: 1000 } as const;
    const rates = ratesOf(schedule, { stepsPerEpoch: 1, totalSteps: 3 }, 4);
    expectRates(
      rates,
      [0.2, 0.4, 0.6].map((factor) => (RATE / 10) * factor),
    );
  });

  it('teaches something in a run of a single step', () => {
    const length = { stepsPerEpoch: 1, totalSteps: 1 };
    expect(ratesOf({ kind: 'cosine', final: 0 }, length)).toEqual([RATE]);
  });

  it('is never above the rate of the optimizer nor below zero', () => {
    const property = fc.property(anySchedule, lengths, fc.nat(50), (spec, length, warmup) => {
      for (const rate of ratesOf(spec, length, warmup)) {
        expect(rate).toBeGreaterThanOrEqual(0);
        expect(rate).toBeLessThanOrEqual(RATE * (1 + 1e-12));
      }
    });
    fc.assert(property, fixedRuns());
  });
});

describe('observeEpoch', () => {
  const plateau = { kind: 'plateau', factor: 0.5, patience: 1 } as const;

  /** The factor after each epoch that ended with these losses. */
  function factorsAfter(losses: readonly number[], schedule: ScheduleSpec = plateau): number[] {
    let state = NO_PLATEAU;
    return losses.map((loss) => (state = observeEpoch(schedule, state, loss)).factor);
  }

  it('waits, lowers the rate and waits anew, as worked out by hand', () => {
    const losses = [1, 0.8, 0.9, 0.8, 0.7, 0.7, 0.7, 0.7, 0.7];
    //       better, better, wait, lower, better, wait, lower, wait, lower
    expect(factorsAfter(losses)).toEqual([1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.125]);
  });

  it('lowers the rate at once without patience', () => {
    expect(factorsAfter([1, 1, 1], { ...plateau, patience: 0 })).toEqual([1, 0.5, 0.25]);
  });

  it('takes a fall of less than a ten-thousandth for none', () => {
    expect(factorsAfter([1, 0.99995, 0.99995])).toEqual([1, 1, 0.5]);
    expect(factorsAfter([1, 0.9998, 0.9998])).toEqual([1, 1, 1]);
  });

  it('measures by the best epoch, not by the last', () => {
    expect(factorsAfter([0.5, 2, 1, 0.6], { ...plateau, patience: 2 })).toEqual([1, 1, 1, 0.5]);
  });

  it('remembers nothing for the other schedules', () => {
    for (const schedule of [constant, { kind: 'cosine', final: 0 } as const]) {
      expect(observeEpoch(schedule, NO_PLATEAU, 3)).toEqual(NO_PLATEAU);
    }
  });

  it('counts an epoch in which nothing is a number as none that is better', () => {
    expect(factorsAfter([1, NaN, NaN])).toEqual([1, 1, 0.5]);
  });
});
