import { liveSettingsOf, withLiveSettings, type LiveSettings } from '../architecture/live-settings';
import { InputError } from '../input-error';
import { checkWeights, copyTensors, loadWeights, namedWeights, type NamedTensor } from '../model/weights';
import { changeTraining } from './change';
import type { Training } from './prepare';
import type { ProgressState } from './progress';

/** A moment of a run: training goes on from it as if it had never stopped. */
export interface Checkpoint {
  readonly progress: ProgressState;
  /** The parameters by PyTorch's keys, running statistics included. */
  readonly weights: readonly NamedTensor[];
  /** What the optimizer remembers, such as `conv1.weight.momentum_buffer`. */
  readonly optimizer: readonly NamedTensor[];
  /** The weights of the best epoch, by the same keys; none where early stopping is not to put them back. */
  readonly best: readonly NamedTensor[];
  /** The weights of the last step by the same keys, where others were put in their place; else none. */
  readonly replaced: readonly NamedTensor[];
  /** The live settings in force, where they are no longer those that the run began with; else null. */
  readonly live: LiveSettings | null;
}

/** The present moment. Its tensors are the run's own: write or copy them before the next step. */
export function takeCheckpoint(training: Training): Checkpoint {
  const { model, optimizer, progress, best } = training;
  return {
    progress: progress.state,
    weights: namedWeights(model.parameters),
    optimizer: optimizer.state.map(({ name, values }) => ({ name, shape: [values.length], values })),
    ...best.kept,
    live: progress.changes > 0 ? liveSettingsOf(training) : null,
  };
}

/** The same moment in memory of its own: it stays as it is while training goes on. */
export function copyCheckpoint({ progress, weights, optimizer, ...rest }: Checkpoint): Checkpoint {
  return { ...rest, progress: { ...progress }, weights: copyTensors(weights), optimizer: copyTensors(optimizer) };
}

/** The weights that its last step ended with, whatever was put in their place. */
export const weightsOfStep = ({ weights, replaced }: Checkpoint): readonly NamedTensor[] =>
  replaced.length > 0 ? replaced : weights;

/** Puts a run of the same network and settings back to that moment. Throws an InputError, nothing changed, where they do not fit. */
export function restoreCheckpoint(training: Training, checkpoint: Checkpoint, source: string): void {
  const { model, optimizer, progress, best, totalSteps } = training;
  const { step } = checkpoint.progress;
  if (step > totalSteps) throw new InputError(`${source}: stands at step ${step}, but the run has ${totalSteps}.`);
  const state = optimizer.state.map(({ name, values }) => {
    const found = checkpoint.optimizer.find((tensor) => tensor.name === name);
    if (found?.values.length === values.length) return { values, saved: found.values };
    const what = found ? `is ${found.values.length} long` : 'is missing';
    throw new InputError(`${source}: the optimizer's "${name}" ${what}, expected ${values.length} values.`);
  });
  checkBest(training, checkpoint, source);
  const live = checkpoint.live ?? training.begun;
  withLiveSettings(training, live); // which throws where they do not fit
  loadWeights(model.parameters, checkpoint.weights, source);
  best.restore(checkpoint);
  changeTraining(training, live);
  for (const { values, saved } of state) values.set(saved);
  progress.restore(checkpoint.progress);
}

/** Early stopping has to find what it is to put back. */
function checkBest({ model, settings }: Training, { progress, best }: Checkpoint, source: string): void {
  if (!settings.earlyStopping?.restoreBest || progress.earlyStopping.best === null) return;
  checkWeights(model.parameters, best, `${source}, weights of epoch ${progress.earlyStopping.bestEpoch}`);
}
