import { learningRateAt, observeEpoch } from '../architecture/schedule';
import { InputError } from '../input-error';
import type { LayerContext } from '../layers/layer';
import { meanLoss } from '../losses/loss';
import { countCorrect } from '../metrics/accuracy';
import { EvaluationSum, type DetailedEvaluation, type Evaluation } from '../metrics/evaluation';
import { evaluate, type EvaluationProgress } from './evaluate';
import { flipGradient, redrawDense } from './mistakes';
import type { Training } from './prepare';

/** What training reports. Steps and epochs count from 1: step 1 is the first that has been done. */
export type TrainingEvent =
  | {
      readonly kind: 'step';
      readonly step: number;
      readonly batchSize: number;
      /** Mean loss of the batch before the update. */
      readonly loss: number;
      /** Share of the batch that was right before the update, 0…1. */
      readonly accuracy: number;
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
 * pausing is not calling it. Throws an InputError when the loss is no longer finite.
 */
export function* train(training: Training): Generator<TrainingEvent, void> {
  const { progress, batches, totalSteps } = training;
  for (;;) {
    if (progress.epochsDone < Math.floor(progress.step / batches.stepsPerEpoch)) yield* finishEpoch(training);
    if (progress.step === totalSteps) return;
    yield takeStep(training);
  }
}

function takeStep(training: Training): TrainingEvent {
  const { model, loss, optimizer, batches, settings, progress } = training;
  const { step } = progress;
  const batchSize = batches.load(step, model.batch);
  const context: LayerContext = { mode: 'train', batchSize, seed: settings.seed, step };
  if (settings.mistakes.includes('redrawDense')) redrawDense(model, settings.seed, step);
  const outputs = model.repeat(loss, context, (now) => {
    const y = model.forward(now);
    loss.compute(y, model.batch.labels, now.batchSize);
    return y;
  });
  const stepLoss = meanLoss(loss.losses, batchSize);
  checkFinite(stepLoss, step + 1);
  const correct = countCorrect(outputs, model.batch.labels, batchSize, model.outputSize);
  if (settings.mistakes.includes('flipGradient')) flipGradient(loss.gradient);
  const length = { stepsPerEpoch: batches.stepsPerEpoch, totalSteps: training.totalSteps };
  optimizer.prepare(learningRateAt(settings, step, length, progress.plateau.factor), step + 1);
  model.repeat(optimizer, context, (now) => {
    model.zeroGrad();
    model.backward(loss.gradient, now);
    optimizer.apply();
  });
  progress.epoch.add(batchSize, stepLoss, correct);
  progress.step = step + 1;
  return { kind: 'step', step: step + 1, batchSize, loss: stepLoss, accuracy: correct / batchSize };
}

function* finishEpoch(training: Training): Generator<TrainingEvent, void> {
  const { model, loss, splits, settings, progress } = training;
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
  progress.plateau = observeEpoch(settings.schedule, progress.plateau, (validation ?? trainMean).loss);
  progress.epoch = new EvaluationSum();
  progress.epochsDone++;
  yield { kind: 'epoch', epoch: progress.epochsDone, step, train: trainMean, validation };
}

function checkFinite(lossOrWeight: number, step: number): void {
  if (Number.isFinite(lossOrWeight)) return;
  throw new InputError(
    `Training stopped at step ${step}: the loss is no longer a number. Try a smaller learning rate.`,
  );
}
