import { isPatienceUsedUp, observeMetric } from '../architecture/early-stopping';
import { learningRateAt, observeEpoch } from '../architecture/schedule';
import { InputError } from '../input-error';
import { EvaluationSum, type DetailedEvaluation, type Evaluation } from '../metrics/evaluation';
import { evaluate, type EvaluationProgress } from './evaluate';
import { redrawDense } from './mistakes';
import type { Training } from './prepare';

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
 * forth between two; the result is the same. Throws an InputError when the loss is no longer finite.
 */
export function* train(training: Training, stepsAtOnce = (): number => 1): Generator<TrainingEvent, void> {
  const { progress, batches } = training;
  for (;;) {
    if (progress.epochsDone < batches.epochOf(progress.step)) yield* finishEpoch(training);
    if (isOver(training)) return;
    yield* takeSteps(training, stepsAtOnce());
  }
}

/** Whether no step is left: the last one is done, or early stopping has ended the run; the epoch is over, too. */
export function isOver({ progress, batches, settings, totalSteps }: Training): boolean {
  if (progress.epochsDone < batches.epochOf(progress.step)) return false;
  return progress.step === totalSteps || isPatienceUsedUp(settings.earlyStopping, progress.earlyStopping);
}

/** How a run that is over has ended, or would end now. */
export interface RunEnd {
  /** Before its last epoch. */
  readonly early: boolean;
  /** The last epoch, counted from 1, and the one whose weights the network has. */
  readonly epoch: number;
  readonly weightsOf: number;
}

export function endOf({ progress: { epochsDone, earlyStopping }, settings }: Training): RunEnd {
  const restored = settings.earlyStopping?.restoreBest === true;
  return {
    early: epochsDone < settings.epochs,
    epoch: epochsDone,
    weightsOf: restored ? earlyStopping.bestEpoch : epochsDone,
  };
}

function* takeSteps(training: Training, atMost: number): Generator<TrainingEvent, void> {
  const { model, burst, batches, settings, progress } = training;
  const { step } = progress;
  const batchSize = batches.sizeOf(step);
  // The tables have so many rows and no more, whatever is asked for; at least one step is always taken.
  const wanted = atMost >= 1 ? Math.min(atMost, burst.most) : 1;
  const count = prepareSteps(training, wanted, batchSize);
  if (settings.mistakes.includes('redrawDense')) redrawDense(model, settings.seed, step);
  burst.run(count, batchSize);
  const [losses, accuracies]: [number[], number[]] = [[], []];
  for (; losses.length < count && Number.isFinite(burst.loss(losses.length)); progress.step++) {
    const [loss, correct] = [burst.loss(losses.length), burst.correct(losses.length)];
    progress.epoch.add(batchSize, loss, correct);
    losses.push(loss);
    accuracies.push(correct / batchSize);
  }
  if (losses.length > 0) yield { kind: 'steps', step: progress.step, batchSize, losses, accuracies };
  if (losses.length < count) checkFinite(NaN, progress.step + 1);
}

/** Prepares the next steps, at most so many, all of one epoch and one size of batch; returns how many. */
function prepareSteps({ burst, batches, settings, progress, totalSteps }: Training, atMost: number, batchSize: number) {
  const { step } = progress;
  const length = { stepsPerEpoch: batches.stepsPerEpoch, totalSteps };
  for (let count = 0; ; count++) {
    const next = step + count;
    const fits = next < totalSteps && batches.epochOf(next) === batches.epochOf(step);
    if (count >= atMost || !fits || batches.sizeOf(next) !== batchSize) return count;
    burst.prepare(count, next, learningRateAt(settings, next, length, progress.plateau.factor));
  }
}

function* finishEpoch(training: Training): Generator<TrainingEvent, void> {
  const { model, loss, splits, progress } = training;
  const { step } = progress;
  // The loss of a step is measured before its update: what the last update did shows in the weights only.
  for (const { value } of model.parameters) for (const weight of value) checkFinite(weight, step);
  let validation: DetailedEvaluation | null = null;
  if (splits.validation.count > 0) {
    const evaluation = evaluate(model, loss, splits.validation);
    let next = evaluation.next();
    for (; !next.done; next = evaluation.next()) yield { kind: 'validating', step, ...next.value };
    validation = next.value;
  }
  const trainMean = progress.epoch.result();
  progress.epoch = new EvaluationSum();
  progress.epochsDone++;
  observe(training, validation ?? trainMean);
  yield { kind: 'epoch', epoch: progress.epochsDone, step, train: trainMean, validation };
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
  if (isOver(training)) best.putBack(model.parameters);
}

function checkFinite(lossOrWeight: number, step: number): void {
  if (Number.isFinite(lossOrWeight)) return;
  throw new InputError(
    `Training stopped at step ${step}: the loss is no longer a number. Try a smaller learning rate.`,
  );
}
