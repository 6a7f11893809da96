import { z } from 'zod';

/**
 * When a run ends before its last epoch, by the names of Keras' EarlyStopping: as soon as `patience` epochs on end (at least
 * one) have brought no better `metric`, that of the validation images, without any that of the training images.
 */
export const earlyStoppingSchema = z.strictObject({
  metric: z.enum(['loss', 'accuracy']),
  patience: z.int().min(0).max(100_000),
  /** Whether the run ends with the weights of its best epoch, also where it comes to its last one. */
  restoreBest: z.boolean(),
});
export type EarlyStopping = z.infer<typeof earlyStoppingSchema>;

/** Keras' metric; patience for a recipe of few epochs. */
export const EARLY_STOPPING_DEFAULT: EarlyStopping = { metric: 'loss', patience: 3, restoreBest: true };

/** Whether a run of so many epochs can end before its last one: the first is always the best so far. */
export const canStopEarly = ({ patience }: EarlyStopping, epochs: number): boolean =>
  1 + Math.max(1, patience) < epochs;

/** What early stopping remembers from epoch to epoch. */
export interface EarlyStoppingState {
  /** The best metric so far; null before the first epoch. */
  readonly best: number | null;
  /** The epoch that it is from, counted from 1; 0 before the first. */
  readonly bestEpoch: number;
  /** Epochs since then. */
  readonly waited: number;
}

export const NOTHING_OBSERVED: EarlyStoppingState = { best: null, bestEpoch: 0, waited: 0 };

/** The state after an epoch that ended like this. */
export function observeMetric(
  { metric }: EarlyStopping,
  state: EarlyStoppingState,
  epoch: number,
  result: { readonly loss: number; readonly accuracy: number },
): EarlyStoppingState {
  const value = result[metric];
  const { best } = state;
  const isBetter = best === null || (metric === 'loss' ? value < best : value > best);
  return isBetter ? { best: value, bestEpoch: epoch, waited: 0 } : { ...state, waited: state.waited + 1 };
}

/** Whether the run has waited long enough. As in Keras, an epoch that is no better ends it with a patience of 0 and of 1. */
export function isPatienceUsedUp(settings: EarlyStopping | null, { waited }: EarlyStoppingState): boolean {
  return settings !== null && waited >= Math.max(1, settings.patience);
}
