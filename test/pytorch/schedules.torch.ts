import { afterAll, describe, it } from 'vitest';
import { OPTIMIZER_DEFAULTS } from '../../src-core/architecture/optimizer-spec';
import type { ScheduleSpec } from '../../src-core/architecture/schedule-spec';
import { learningRateAt, NO_PLATEAU, observeEpoch } from '../../src-core/architecture/schedule';
import { askTorch, Differences, type ScheduleAnswer, type ScheduleQuestion } from './torch';

const LENGTH = { stepsPerEpoch: 6, totalSteps: 60 };
const RATE = 0.3;
/** Two plateaus, one of them broken by less than a ten-thousandth, and a loss that is worse. */
const LOSSES = [2, 1.5, 1.49999, 1.6, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4];

const question = (schedule: ScheduleSpec, warmup = 0): ScheduleQuestion => ({
  ...{ ask: 'schedule', schedule, rate: RATE, warmup, losses: LOSSES },
  ...LENGTH,
});

const questions: readonly ScheduleQuestion[] = [
  question({ kind: 'step', every: 3, factor: 0.1 }),
  question({ kind: 'exponential', factor: 0.8 }),
  question({ kind: 'cosine', final: 0 }),
  question({ kind: 'cosine', final: 0.1 }),
  question({ kind: 'oneCycle', rise: 0.3, divide: 25, finalDivide: 1e4 }),
  question({ kind: 'oneCycle', rise: 0.01, divide: 10, finalDivide: 10 }),
  question({ kind: 'oneCycle', rise: 0.75, divide: 4, finalDivide: 1 }),
  question({ kind: 'plateau', factor: 0.5, patience: 1 }),
  question({ kind: 'plateau', factor: 0.1, patience: 0 }),
  question({ kind: 'constant' }, 10),
  question({ kind: 'cosine', final: 0.1 }, 10),
];
const answers = askTorch<ScheduleAnswer>(questions);
const differences = new Differences();

/** The rate of every step of a run whose epochs end with these losses. */
function ratesOf({ schedule, warmup, losses, stepsPerEpoch, totalSteps, rate }: ScheduleQuestion): number[] {
  const settings = { optimizer: { ...OPTIMIZER_DEFAULTS.sgd, learningRate: rate }, schedule, warmup };
  let plateau = NO_PLATEAU;
  return Array.from({ length: totalSteps }, (_, step) => {
    const epoch = step / stepsPerEpoch;
    if (step > 0 && Number.isInteger(epoch)) plateau = observeEpoch(schedule, plateau, losses[epoch - 1]);
    return learningRateAt(settings, step, { stepsPerEpoch, totalSteps }, plateau.factor);
  });
}

describe('schedules', () => {
  it.each(questions.map((one, i) => ({ ...one, i, what: JSON.stringify(one.schedule) })))(
    '$what after $warmup steps of warm-up',
    (one) => {
      const expected = answers[one.i].rates;
      ratesOf(one).forEach((rate, step) => {
        // Each by itself: the small rates at the end count as much as the large ones. What is left of 0 is rounding.
        const [actual, wanted] = expected[step] < 1e-12 ? [1 + rate, 1] : [rate / expected[step], 1];
        differences.expect(one.what, [actual], [wanted]);
      });
    },
  );

  afterAll(() => differences.report('schedules'));
});
