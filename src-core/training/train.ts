import type { NetworkSpec } from '../architecture/network-spec';
import type { TrainingSettings } from '../architecture/training-settings';
import { TrainingBatches } from '../data/batches';
import type { Splits } from '../data/dataset';
import { InputError } from '../input-error';
import type { Kernels } from '../kernels/kernels';
import type { LayerContext } from '../layers/layer';
import type { Loss } from '../losses/loss';
import { countCorrect } from '../metrics/accuracy';
import { EvaluationSum, type DetailedEvaluation, type Evaluation } from '../metrics/evaluation';
import { createLoss } from '../model/create-loss';
import { buildModel, type Model } from '../model/model';
import type { Optimizer } from '../optimizers/optimizer';
import { createOptimizer } from './create-optimizer';
import { evaluate, type EvaluationProgress } from './evaluate';

/** All parts of one run, ready for its first step. */
export interface Training {
  readonly model: Model;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly batches: TrainingBatches;
  readonly splits: Splits;
  readonly settings: TrainingSettings;
  readonly totalSteps: number;
}

/** What training reports. Steps and epochs count from 1: step 1 is the first that has been done. */
export type TrainingEvent =
  | {
      readonly kind: 'step';
      readonly step: number;
      readonly batchSize: number;
      /** Mean loss of the batch before the update, nats. */
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

/** Builds model, loss, optimizer and batches for a run. Throws an InputError when network and data do not fit. */
export function prepareTraining(
  network: NetworkSpec,
  settings: TrainingSettings,
  splits: Splits,
  kernels: Kernels,
): Training {
  const { batchSize, seed, epochs } = settings;
  checkData(network, splits);
  const model = buildModel(network, kernels, { maxBatch: batchSize, trainable: true, seed });
  const batches = new TrainingBatches(splits.train, network.input.normalization, settings);
  return {
    model,
    loss: createLoss(network, kernels, batchSize),
    optimizer: createOptimizer(settings, model.parameters, kernels),
    batches,
    splits,
    settings,
    totalSteps: epochs * batches.stepsPerEpoch,
  };
}

/**
 * The training loop. Each next() does one step (or one batch of validation) and tells of it: pausing is not calling it.
 * Throws an InputError when the loss is no longer finite.
 */
export function* train(training: Training): Generator<TrainingEvent, void> {
  const { model, loss, optimizer, batches, settings } = training;
  let epochSum = new EvaluationSum();
  for (let step = 0; step < training.totalSteps; step++) {
    const batchSize = batches.load(step, model.batch);
    const context: LayerContext = { mode: 'train', batchSize, seed: settings.seed, step };
    const logits = model.forward(context);
    const meanLoss = loss.evaluate(logits, model.batch.labels, batchSize);
    checkFinite(meanLoss, step + 1);
    const correct = countCorrect(logits, model.batch.labels, batchSize, model.classes);
    model.zeroGrad();
    model.backward(loss.gradient, context);
    optimizer.step(settings.optimizer.learningRate);
    epochSum.add(batchSize, meanLoss, correct);
    yield { kind: 'step', step: step + 1, batchSize, loss: meanLoss, accuracy: correct / batchSize };
    if ((step + 1) % batches.stepsPerEpoch === 0) {
      yield* finishEpoch(training, step + 1, epochSum.result());
      epochSum = new EvaluationSum();
    }
  }
}

function* finishEpoch(training: Training, step: number, trainMean: Evaluation): Generator<TrainingEvent, void> {
  const { model, loss, batches, splits } = training;
  // The loss of a step is measured before its update: what the last update did shows in the weights only.
  for (const { value } of model.parameters) for (const weight of value) checkFinite(weight, step);
  let validation: DetailedEvaluation | null = null;
  if (splits.validation.count > 0) {
    const evaluation = evaluate(model, loss, splits.validation);
    let next = evaluation.next();
    for (; !next.done; next = evaluation.next()) yield { kind: 'validating', step, ...next.value };
    validation = next.value;
  }
  yield { kind: 'epoch', epoch: step / batches.stepsPerEpoch, step, train: trainMean, validation };
}

function checkFinite(lossOrWeight: number, step: number): void {
  if (Number.isFinite(lossOrWeight)) return;
  throw new InputError(
    `Training stopped at step ${step}: the loss is no longer a number. Try a smaller learning rate.`,
  );
}

function checkData(network: NetworkSpec, splits: Splits): void {
  const { name, input, classNames } = network;
  const { shape } = splits.train;
  if (input.shape.join() !== shape.join()) {
    throw new InputError(
      `Network "${name}" takes examples of ${input.shape.join('×')}, but the data has ${shape.join('×')}.`,
    );
  }
  const largest = Object.values(splits).reduce((max, { labels }) => labels.reduce((a, b) => Math.max(a, b), max), 0);
  if (largest < classNames.length) return;
  throw new InputError(`Network "${name}" has ${classNames.length} classes, but the data has labels up to ${largest}.`);
}
