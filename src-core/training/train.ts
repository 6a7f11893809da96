import { isPatienceUsedUp, observeMetric } from '../architecture/early-stopping';
import { observeEpoch } from '../architecture/schedule';
import type { TrainingSettings } from '../architecture/training-settings';
import { EvaluationSum, type DetailedEvaluation, type Evaluation } from '../metrics/evaluation';
import { Anchor, Moment } from './anchor';
import { divergedAt, NotFinite, type DivergedError } from './divergence';
import { evaluate, LossOverflow, type EvaluationProgress } from './evaluate';
import { prepareSteps } from './prepare-steps';
import type { Training } from './prepare';
import type { Progress } from './progress';

/** What training reports. Steps and epochs count from 1: step 1 is the first that has been done. */
export type TrainingEvent =
  | {
      readonly kind: 'steps';
      /** The last of them. */
      readonly step: number;
      /** Of each of them. */
      readonly batchSize: number;
      /** Mean loss of each step's batch before its update. */
      readonly losses: readonly number[];
      /** Share of each step's batch that was right before its update, 0…1. */
      readonly accuracies: readonly number[];
    }
  | ({ readonly kind: 'validating'; readonly step: number } & EvaluationProgress)
  | {
      readonly kind: 'epoch';
      readonly epoch: number;
      readonly step: number;
      /** Mean over the epoch's batches, each taken as the network was when it met them. */
      readonly train: Evaluation;
      /** Null without validation images. */
      readonly validation: DetailedEvaluation | null;
    };

/**
 * The training loop, from where `progress` stands. Each next() does one step (or one batch of validation) and tells of it:
 * pausing is not calling it. Where steps are short, `stepsAtOnce` may ask for more of them, which saves the way back and
 * forth between two; the result is the same. `now`: milliseconds, so that what is kept against failures costs little time.
 *
 * Throws a DivergedError at the first step whose loss, or a weight after it, is not finite: the run then stands before it,
 * and whoever makes it a smaller step can train on.
 */
export function* train(
  training: Training,
  stepsAtOnce = (): number => 1,
  now: (() => number) | null = null,
): Generator<TrainingEvent, void> {
  for (;;) {
    const anchor = new Anchor(training, now);
    try {
      yield* goOn(training, stepsAtOnce, anchor);
      return;
    } catch (error) {
      if (!(error instanceof NotFinite)) throw error;
      if (!anchor.isRepeatable) throw divergedHere(training, anchor.moment, error);
      yield* retrace(training, anchor.moment);
    }
  }
}

/** `kept` is renewed before steps. */
function* goOn(
  training: Training,
  stepsAtOnce: () => number,
  kept: Anchor | Moment | null,
): Generator<TrainingEvent, void> {
  const { progress, batches } = training;
  for (;;) {
    if (progress.epochsDone < batches.epochOf(progress.step)) yield* finishEpoch(training);
    if (isOver(training)) return;
    kept?.renew();
    yield* takeSteps(training, stepsAtOnce());
  }
}

/**
 * Takes the steps since the anchor once more, one by one, tells of those that nobody knows of, and of the one that fails. Returns
 * where settings are changed before that one: it may not fail by them.
 */
function* retrace(training: Training, anchor: Moment): Generator<TrainingEvent, void> {
  const { settings } = training;
  const told = training.progress.step;
  anchor.goBack();
  const before = new Moment(training);
  try {
    for (const event of goOn(training, () => 1, before)) {
      if (event.step > told) yield event;
      if (training.settings !== settings) return;
    }
  } catch (error) {
    if (!(error instanceof NotFinite)) throw error;
    const { during } = error;
    throw divergedAt(training, { anchor, before, during }, (until) => {
      replay(training, until);
    });
  }
  throw new Error('steps that failed did not when they were taken once more');
}

/** What failed since settings were changed: the validation, before any step by them. No step is taken once more. */
function divergedHere(training: Training, anchor: Moment, { during }: NotFinite): DivergedError {
  return divergedAt(training, { anchor, before: new Moment(training), during }, null);
}

function replay(training: Training, until: number): void {
  if (training.progress.step === until) return;
  for (const { step } of goOn(training, () => 1, null)) if (step === until) return;
}

/** How far a run has come, as far as it decides whether it is over. */
interface Stand {
  readonly progress: Pick<Progress, 'epochsDone' | 'earlyStopping'>;
  readonly settings: TrainingSettings;
}

/** Whether no step is left: the last epoch is over, or early stopping has ended the run. */
export function isOver({ progress, settings }: Stand): boolean {
  return progress.epochsDone >= settings.epochs || isPatienceUsedUp(settings.earlyStopping, progress.earlyStopping);
}

/** How a run that is over has ended, or would end now. */
export interface RunEnd {
  /** Before its last epoch. */
  readonly early: boolean;
  /** The last epoch, counted from 1, and the one whose weights the network has. */
  readonly epoch: number;
  readonly weightsOf: number;
}

export function endOf({ progress: { epochsDone, earlyStopping }, settings }: Stand): RunEnd {
  const restored = settings.earlyStopping?.restoreBest === true;
  return {
    early: epochsDone < settings.epochs,
    epoch: epochsDone,
    weightsOf: restored ? earlyStopping.bestEpoch : epochsDone,
  };
}

function* takeSteps(training: Training, atMost: number): Generator<TrainingEvent, void> {
  const { burst, batches, progress, finite } = training;
  const batchSize = batches.sizeOf(progress.step);
  // The tables have so many rows and no more, whatever is asked for; at least one step is always taken.
  const count = prepareSteps(training, atMost >= 1 ? Math.min(atMost, burst.most) : 1);
  training.best.leave();
  burst.run(count, batchSize);
  // Plain loops: steps may take two microseconds.
  const [losses, accuracies]: [number[], number[]] = [[], []];
  for (let row = 0; row < count; row++) losses.push(burst.loss(row));
  if (!losses.every(Number.isFinite) || !finite.passed) throw new NotFinite('step');
  for (let row = 0; row < count; row++) {
    const correct = burst.correct(row);
    progress.epoch.add(batchSize, losses[row], correct);
    accuracies.push(correct / batchSize);
  }
  progress.step += count;
  yield { kind: 'steps', step: progress.step, batchSize, losses, accuracies };
}

function* finishEpoch(training: Training): Generator<TrainingEvent, void> {
  const { splits, progress } = training;
  const { step } = progress;
  const validation = splits.validation.count > 0 ? yield* validate(training) : null;
  const trainMean = progress.epoch.result();
  progress.epoch = new EvaluationSum();
  progress.epochsDone++;
  observe(training, validation ?? trainMean);
  yield { kind: 'epoch', epoch: progress.epochsDone, step, train: trainMean, validation };
}

function* validate({ model, loss, splits, progress }: Training): Generator<TrainingEvent, DetailedEvaluation> {
  const { step } = progress;
  const evaluation = evaluate(model, loss, splits.validation);
  try {
    for (let next = evaluation.next(); ; next = evaluation.next()) {
      if (next.done) return next.value;
      yield { kind: 'validating', step, ...next.value };
    }
  } catch (error) {
    throw error instanceof LossOverflow ? new NotFinite('validation') : error;
  }
}

/** What schedule and early stopping make of an epoch that has just ended. */
function observe(training: Training, result: Evaluation): void {
  const { model, progress, settings, best } = training;
  const { earlyStopping, schedule } = settings;
  progress.plateau = observeEpoch(schedule, progress.plateau, result.loss);
  if (!earlyStopping) return;
  progress.earlyStopping = observeMetric(earlyStopping, progress.earlyStopping, progress.epochsDone, result);
  if (!earlyStopping.restoreBest) return;
  if (progress.earlyStopping.waited === 0) best.keep(model.parameters);
  else if (isOver(training)) best.putBack(model.parameters);
}
