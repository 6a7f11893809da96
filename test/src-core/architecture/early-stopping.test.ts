import { describe, expect, it } from 'vitest';
import {
  isPatienceUsedUp,
  NOTHING_OBSERVED,
  observeMetric,
  type EarlyStopping,
  canStopEarly,
} from '../../../src-core/architecture/early-stopping';
import { trainingSettingsSchema } from '../../../src-core/architecture/training-settings';
import { quickSettings } from '../../support/networks';

/** After which of these epochs, counted from 1, the run ends; null: after none. */
function endOf(settings: EarlyStopping, values: readonly number[]): number | null {
  let state = NOTHING_OBSERVED;
  for (const [i, value] of values.entries()) {
    state = observeMetric(settings, state, i + 1, { loss: value, accuracy: value });
    if (isPatienceUsedUp(settings, state)) return i + 1;
  }
  return null;
}

describe('early stopping', () => {
  // By the rule of Keras 3: an epoch that is no better adds one to what was waited; at `patience` it ends.
  it.each([
    ['loss', 0, [3, 2, 2.5, 1], 3],
    ['loss', 1, [3, 2, 2.5, 1], 3],
    ['loss', 2, [3, 2, 2.5, 1, 2, 1.5], 6],
    ['loss', 2, [3, 2, 2, 2], 4],
    ['loss', 3, [1, 2, 2, 0.5, 1], null],
    ['accuracy', 1, [0.5, 0.7, 0.9], null],
    ['accuracy', 1, [0.5, 0.5], 2],
    ['accuracy', 2, [0.5, 0.4, 0.6, 0.6, 0.5], 5],
  ] as const)('by %s with a patience of %d over %j ends after epoch %s', (metric, patience, values, expected) => {
    expect(endOf({ metric, patience, restoreBest: false }, values)).toBe(expected);
  });

  it('remembers the first of equal epochs as the best', () => {
    const settings = { metric: 'loss', patience: 5, restoreBest: true } as const;
    const state = [2, 1, 1].reduce(
      (before, loss, i) => observeMetric(settings, before, i + 1, { loss, accuracy: 0 }),
      NOTHING_OBSERVED,
    );
    expect(state).toEqual({ best: 1, bestEpoch: 2, waited: 1 });
  });

  it('is not there in settings from before there was any', () => {
    const { earlyStopping: _, ...old } = quickSettings;
    expect(trainingSettingsSchema.parse(old)).toEqual(quickSettings);
  });
});

it.each([
  [1, 2, false],
  [0, 3, true],
  [1, 3, true],
  [2, 3, false],
  [3, 5, true],
])('a patience of %i ends a run of %i epochs before its last one: %s', (patience, epochs, can) => {
  expect(canStopEarly({ metric: 'loss', patience, restoreBest: true }, epochs)).toBe(can);
});
