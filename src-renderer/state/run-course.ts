import { NOTHING_OBSERVED, observeMetric } from '../../src-core/architecture/early-stopping';
import type { Result } from '../../src-core/protocol/methods';
import type { Recipe } from './recipe';
import { courseOf as changesOf, type RunChange } from '../../src-core/architecture/recipe-course';
import { RunHistory, type Curves } from './run-history';

/** All that is kept of a run. */
export type RunRecord = Result<'readRun'>;

/** The course of a run, and what it was made from. */
export interface RunCourse {
  /** The one that it began with. */
  readonly recipe: Recipe;
  /** What its steps were trained by: from the first on, and since each change. */
  readonly changes: readonly RunChange[];
  readonly stepsPerEpoch: number;
  readonly curves: Curves;
}

export function courseOf(record: RunRecord): RunCourse {
  const { network, settings, losses, accuracies, epochs } = record;
  const stepsPerEpoch = Math.max(1, Math.round(stepsPerEpochOf(record)));
  const history = new RunHistory(0, stepsPerEpoch);
  history.addSteps({ kind: 'steps', run: 0, firstStep: 1, losses, accuracies });
  history.addEpochs({ kind: 'epochs', run: 0, epochs });
  const recipe = { network, settings };
  return { recipe, changes: changesOf(recipe, record.changes), stepsPerEpoch, curves: history.curves };
}

/** Where the number of all steps is not known, the first epoch tells; without one, all that was done is taken for one. */
function stepsPerEpochOf({ summary: { totalSteps, epochs: planned }, epochs, losses }: RunRecord): number {
  const [first] = epochs;
  if (first) return first.step / first.epoch;
  return totalSteps === null ? losses.length : totalSteps / planned;
}

/** Steps that the weights of a run have behind them that has done `step`: at its end it may have put back those of an earlier epoch. */
export function keptStep({ recipe, curves: { epochs } }: RunCourse, step: number, isFinished: boolean): number {
  const { earlyStopping } = recipe.settings;
  if (!isFinished || !earlyStopping?.restoreBest) return step;
  const observed = epochs.reduce(
    (state, { epoch, validation, train }) => observeMetric(earlyStopping, state, epoch, validation ?? train),
    NOTHING_OBSERVED,
  );
  return epochs.find(({ epoch }) => epoch === observed.bestEpoch)?.step ?? step;
}
