import { describe, expect, it } from 'vitest';
import { liveSettingsOf } from '../../../src-core/architecture/live-settings';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import type { TrainingSettings } from '../../../src-core/architecture/training-settings';
import { writeCheckpoint } from '../../../src-core/formats/checkpoint';
import { slice } from '../../../src-core/data/dataset';
import type { Kernels } from '../../../src-core/kernels/kernels';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { changeTraining } from '../../../src-core/training/change';
import { restoreCheckpoint, takeCheckpoint, weightsOfStep } from '../../../src-core/training/checkpoint';
import { DivergedError } from '../../../src-core/training/divergence';
import { prepareTraining, type Training } from '../../../src-core/training/prepare';
import { train, type TrainingEvent } from '../../../src-core/training/train';
import { barSplits } from '../../support/examples';
import { wasmKernels } from '../../support/kernels';
import { chainOf, conv2d, dense, flatten, maxPool2d, quickSettings, relu } from '../../support/networks';
import { stepsOf, type Step } from '../../support/steps';

const splits = barSplits({ train: 30, validation: 10, test: 7 });
const { sgd } = OPTIMIZER_DEFAULTS;
/** Pooling before ReLU: a NaN must come through both. */
const network = chainOf([1, 6, 6], 3, [
  conv2d('conv', 4, 3),
  maxPool2d('pool', 2),
  relu('relu'),
  flatten('flatten'),
  dense('fc1', 8),
  dense('fc2', 3),
]);
/** Grows from step to step until it overflows, in the second epoch or later. */
const growing: Partial<TrainingSettings> = {
  epochs: 100,
  optimizer: { ...sgd, learningRate: 3, momentum: 0.9 },
  clipNorm: null,
};

const prepare = (settings: Partial<TrainingSettings>, kernels: Kernels, spec: NetworkSpec = network): Training =>
  prepareTraining(spec, { ...quickSettings, ...settings }, splits, kernels);

/** Trains until it fails: what was told until then, and by what it was told that it failed. */
function untilFailure(
  training: Training,
  stepsAtOnce = 1,
  now: (() => number) | null = null,
): { events: TrainingEvent[]; error: DivergedError } {
  const events: TrainingEvent[] = [];
  try {
    for (const event of train(training, () => stepsAtOnce, now)) events.push(event);
  } catch (error) {
    if (error instanceof DivergedError) return { events, error };
    throw error;
  }
  throw new Error('it did not fail');
}

const tensorsOf = ({ model, optimizer }: Training): Float32Array[] => [
  ...model.parameters.map(({ value }) => value),
  ...optimizer.state.map(({ values }) => values),
];
const bytesOf = (training: Training): Uint8Array => writeCheckpoint(takeCheckpoint(training));

describe.each([referenceKernels, ...wasmKernels()])('a run that diverges, on the $name kernels', (kernels) => {
  it('stands before the step that failed, with finite weights, and has told of all before it', () => {
    const training = prepare(growing, kernels);
    const { events, error } = untilFailure(training);
    const steps = stepsOf(events);
    expect(error.step).toBeGreaterThan(4);
    expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: error.step - 1 }, (_, i) => i + 1));
    expect(training.progress.step).toBe(error.step - 1);
    expect(tensorsOf(training).every((tensor) => tensor.every(Number.isFinite))).toBe(true);
    expect(error.learningRate).toBe(3);
    expect(error.message).toMatch(
      /^Training stopped at step \d+: .* no longer finite\. The weights from (before it|after step \d+, with which it can be done,) are back; try a learning rate below 3\.$/,
    );

    // The same moment as that of a run that was never led astray, but for the updates that the message says are undone.
    const weightsOf = Number(/from after step (\d+)/.exec(error.message)?.[1] ?? error.step - 1);
    const straight = prepare(growing, kernels);
    let weights: Float32Array[] = [];
    const { step, epochsDone } = training.progress;
    for (const _ of train(straight)) {
      if (straight.progress.step === weightsOf) weights = tensorsOf(straight).map((tensor) => tensor.slice());
      if (straight.progress.step === step && straight.progress.epochsDone === epochsDone) break;
    }
    expect(training.progress.state).toEqual(straight.progress.state);
    expect(tensorsOf(training)).toEqual(weights);
    // And those of the last step are known, wherever the others are from.
    const ofStep = straight.model.parameters.map(({ value }) => value);
    expect(weightsOfStep(takeCheckpoint(training)).map(({ values }) => values)).toEqual(ofStep);
  });

  it('fails at the same step, and has told the same, however many steps are taken at once and however old the copy is', () => {
    const first = prepare(growing, kernels);
    const expected = untilFailure(first);
    const told = ({ events }: { events: TrainingEvent[] }): (Step | TrainingEvent)[] => [
      ...stepsOf(events),
      ...events.filter(({ kind }) => kind === 'epoch'),
    ];
    // A clock that stands still: the copy is that from the very beginning.
    for (const [stepsAtOnce, now] of [
      [1, () => 0],
      [3, null],
      [256, null],
      [256, () => 0],
    ] as const) {
      const training = prepare(growing, kernels);
      const seen = untilFailure(training, stepsAtOnce, now);
      expect(told(seen)).toEqual(told(expected));
      expect(seen.error).toMatchObject({ step: expected.error.step, layer: expected.error.layer });
      expect(bytesOf(training)).toEqual(bytesOf(first));
    }
  });

  it('fails again as long as nothing is changed, each time with finite weights, and goes on by a smaller learning rate', () => {
    const training = prepare(growing, kernels);
    const { error } = untilFailure(training, 4);
    expect(untilFailure(training, 4).error.step).toBeGreaterThanOrEqual(error.step);
    expect(tensorsOf(training).every((tensor) => tensor.every(Number.isFinite))).toBe(true);
    const { step } = training.progress;
    changeTraining(training, { ...liveSettingsOf(training), optimizer: { ...sgd, learningRate: 1e-30, momentum: 0 } });
    const steps: Step[] = [];
    for (const event of train(training)) {
      steps.push(...stepsOf([event]));
      if (steps.length === 6) break;
    }
    expect(steps.map((one) => one.step)).toEqual([1, 2, 3, 4, 5, 6].map((i) => step + i));
  });

  it('goes on where settings change while the steps before the one that fails are told', () => {
    const settings = { ...quickSettings, ...growing, batchSize: 1 };
    const unchecked = { ...splits, validation: slice(splits.validation, 0, 0) };
    const begin = (epochs: number): Training => prepareTraining(network, { ...settings, epochs }, unchecked, kernels);
    const { error, events } = untilFailure(begin(100));
    const failing = error.step;
    expect((failing - 1) % 30).toBeGreaterThan(2); // so that there are some
    expect(stepsOf(events)).toHaveLength(failing - 1);
    const training = begin(Math.ceil(failing / 30) + 1);
    const live = { ...liveSettingsOf(training), optimizer: { ...sgd, learningRate: 1e-30, momentum: 0 } };
    const steps: Step[] = [];
    for (const event of train(training, () => 256)) {
      steps.push(...stepsOf([event]));
      if (steps.length === failing - 2) changeTraining(training, live);
    }
    expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: training.totalSteps }, (_, i) => i + 1));
  });

  /** One whose validation overflows after its first step, which is an epoch; and its weights before that. */
  function overflowing(): { training: Training; before: Float32Array } {
    const settings = {
      ...quickSettings,
      epochs: 3,
      batchSize: 30,
      optimizer: { ...sgd, learningRate: 100, weightDecay: 1 },
    };
    // Only the validation images have ink where the weights are as large as can be.
    const blank = { ...splits.train, images: splits.train.images.map((pixel, i) => (i % 36 === 0 ? 0 : pixel)) };
    const inked = { ...splits.validation, images: splits.validation.images.map(() => 255) };
    const spec = chainOf([1, 6, 6], 3, [flatten('flatten'), dense('fc', 3)]);
    const training = prepareTraining(spec, settings, { ...splits, train: blank, validation: inked }, kernels);
    const weight = training.model.parameters[0].value;
    for (let i = 0; i < 3; i++) weight[36 * i] = i === 0 ? 3e36 : -3e36;
    return { training, before: Float32Array.from(weight) };
  }

  it('keeps settings that were changed before the validation that overflows, and takes no step again by them', () => {
    const { training, before } = overflowing();
    const events = train(training);
    expect(events.next().value).toMatchObject({ kind: 'steps', step: 1 });
    const live = { ...liveSettingsOf(training), optimizer: { ...sgd, learningRate: 1e-3 } };
    changeTraining(training, live);
    expect(() => Array.from(events)).toThrow(
      /for the validation images is no longer finite\. The weights from before it are back/,
    );
    expect(training.progress.state).toMatchObject({ step: 1, epochsDone: 0, changes: 1 });
    expect(takeCheckpoint(training).live).toEqual(live);
    expect(training.model.parameters[0].value).toEqual(before);
    expect(stepsOf([...train(training)]).map(({ step }) => step)).toEqual([2, 3]);
  });

  it('stands where it went on right before the validation that overflows, with nothing to go back to', () => {
    const { training } = overflowing();
    train(training).next();
    const { training: again } = overflowing();
    restoreCheckpoint(again, takeCheckpoint(training), 'the checkpoint');
    const { events, error } = untilFailure(again);
    expect(events.filter(({ kind }) => kind !== 'validating')).toEqual([]);
    expect(error).toMatchObject({ step: 1, layer: 'fc' });
    expect(again.progress.state).toEqual(training.progress.state);
    expect(tensorsOf(again)).toEqual(tensorsOf(training));
  });

  it('stands at the end of the epoch where it is the validation that overflows, by weights that can be validated', () => {
    const { training, before } = overflowing();
    const weight = training.model.parameters[0].value;
    const { events, error } = untilFailure(training);
    expect(stepsOf(events).map(({ step }) => step)).toEqual([1]);
    expect(error).toMatchObject({ step: 1, layer: 'fc' });
    expect(error.message).toContain('for the validation images is no longer finite');
    expect(training.progress.state).toMatchObject({ step: 1, epochsDone: 0 });
    expect(weight).toEqual(before);
  });

  it('keeps the weights of the best epoch, also where it goes back to weights from before that', () => {
    // Decay makes all weights −99 times as large in each epoch of one step. What training sees overflows after nine of them;
    // what validation sees turns its sign, and is right in odd ones.
    const settings: TrainingSettings = {
      ...quickSettings,
      ...{ epochs: 20, batchSize: 30, optimizer: { ...sgd, learningRate: 100, weightDecay: 1 } },
      earlyStopping: { metric: 'loss', patience: 20, restoreBest: true },
    };
    const only = (pixel: number) => (_: number, i: number) => (i % 36 === pixel ? 255 : 0);
    const { train: seen, validation: unseen } = splits;
    const inked = {
      train: { ...seen, images: seen.images.map(only(0)) },
      validation: { ...unseen, images: unseen.images.map(only(1)), labels: unseen.labels.map(() => 0) },
      test: splits.test,
    };
    const chain = chainOf([1, 6, 6], 3, [flatten('flatten'), { ...dense('fc', 3), bias: false }]);
    const spec = { ...chain, input: { ...chain.input, normalization: { mean: 0, scale: 0.01 } } };
    const begin = (): Training => {
      const training = prepareTraining(spec, settings, inked, kernels);
      const [{ value }] = training.model.parameters;
      value.fill(0);
      for (let i = 0; i < 3; i++) value[36 * i] = 1e20;
      value[1] = -1.1e-19;
      return training;
    };
    const straight = begin();
    for (const event of train(straight)) if (event.kind === 'epoch' && event.epoch === 9) break;
    const training = begin();
    const { error } = untilFailure(training, 1, () => 0);
    expect(error.message).toContain(
      'at step 10: what layer fc gives is no longer finite. The weights from after step 8',
    );
    expect(training.progress.state.earlyStopping).toMatchObject({ bestEpoch: 9, waited: 0 });
    expect(training.best.kept.best).toEqual(straight.best.kept.best);
  });

  it.each(['conv', 'fc1', 'fc2'])('names layer %s, whose weights are no numbers from the start', (layer) => {
    const training = prepare({}, kernels);
    training.model.parameters.find(({ name }) => name === `${layer}.weight`)!.value[0] = NaN;
    const { error, events } = untilFailure(training);
    expect(error).toMatchObject({ step: 1, layer, learningRate: 0.05 });
    expect(events).toEqual([]);
  });

  it('names the layer that overflows first, not the one that the loss is made of', () => {
    const training = prepare({}, kernels);
    training.model.parameters.find(({ name }) => name === 'fc1.weight')!.value.fill(3e38);
    expect(untilFailure(training).error).toMatchObject({ step: 1, layer: 'fc1' });
  });

  it('stops at the step whose update overflows, though its loss is finite', () => {
    // Biases that are all alike leave the probabilities as they are; decay then makes each −99 times as large.
    const training = prepare({ optimizer: { ...sgd, learningRate: 100, weightDecay: 1 } }, kernels);
    const bias = training.model.parameters.find(({ name }) => name === 'fc2.bias')!;
    bias.value.fill(-3e38);
    const { error, events } = untilFailure(training);
    expect(error).toMatchObject({ step: 1, layer: 'fc2', learningRate: 100 });
    expect(error.message).toContain('weights of layer fc2 are no longer finite');
    expect(events).toEqual([]);
    expect([...bias.value]).toEqual([...new Float32Array(3).fill(-3e38)]);
  });
});
