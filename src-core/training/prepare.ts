import { liveSettingsOf, type LiveSettings } from '../architecture/live-settings';
import type { NetworkSpec } from '../architecture/network-spec';
import type { TrainingSettings } from '../architecture/training-settings';
import { TrainingBatches } from '../data/batches';
import type { Examples, Splits } from '../data/dataset';
import { InputError } from '../input-error';
import type { Kernels } from '../kernels/kernels';
import type { Loss } from '../losses/loss';
import { createLoss } from '../model/create-loss';
import { buildModel, type Model } from '../model/model';
import type { Optimizer } from '../optimizers/optimizer';
import { formatShape } from '../tensor/shape';
import { BestWeights } from './best-weights';
import { Burst } from './burst';
import { createOptimizer } from './create-optimizer';
import { FiniteCheck } from './finite-check';
import { Progress } from './progress';

/** All parts of one run, ready for its next step. */
export interface Training {
  readonly model: Model;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly batches: TrainingBatches;
  /** Takes the steps. */
  readonly burst: Burst;
  readonly splits: Splits;
  /** What is in force: `changeTraining` changes it; of the network nothing but rates of dropout. */
  network: NetworkSpec;
  settings: TrainingSettings;
  /** Those that it was prepared with. */
  readonly begun: LiveSettings;
  readonly totalSteps: number;
  readonly finite: FiniteCheck;
  /** How far it has come; changed by `train`. */
  readonly progress: Progress;
  /** Those of the best epoch, where early stopping is to put them back. */
  readonly best: BestWeights;
}

/** Builds model, loss, optimizer and batches for a run. Throws an InputError when network and data do not fit. */
export function prepareTraining(
  network: NetworkSpec,
  settings: TrainingSettings,
  splits: Splits,
  kernels: Kernels,
): Training {
  const { batchSize, seed, epochs } = settings;
  for (const examples of Object.values(splits)) checkExamples(network, examples);
  const model = buildModel(network, kernels, { maxBatch: batchSize, trainable: true, seed });
  const batches = new TrainingBatches(splits.train.count, settings);
  const loss = createLoss(model, kernels);
  const optimizer = createOptimizer(settings, model.parameters, kernels);
  const { normalization } = network.input;
  const parts = { model, loss, optimizer, batches, settings, normalization, examples: splits.train };
  return {
    model,
    loss,
    optimizer,
    batches,
    burst: new Burst(parts, kernels),
    splits,
    network,
    settings,
    begun: liveSettingsOf({ network, settings }),
    totalSteps: epochs * batches.stepsPerEpoch,
    finite: new FiniteCheck(model.parameters, kernels),
    progress: new Progress(),
    best: new BestWeights(),
  };
}

/** Throws an InputError when a network cannot take examples of this shape, or has no class for a label. */
export function checkExamples({ name, input, classNames }: NetworkSpec, { shape, labels }: Examples): void {
  if (formatShape(input.shape) !== formatShape(shape)) {
    throw new InputError(
      `Network "${name}" takes examples of ${formatShape(input.shape)}, but the data has ${formatShape(shape)}.`,
    );
  }
  const largest = labels.reduce((a, b) => Math.max(a, b), 0);
  if (largest < classNames.length) return;
  throw new InputError(`Network "${name}" has ${classNames.length} classes, but the data has labels up to ${largest}.`);
}
