import { describe, expect, it } from 'vitest';
import type { EarlyStopping } from '../../../src-core/architecture/early-stopping';
import type { TrainingSettings } from '../../../src-core/architecture/training-settings';
import type { Splits } from '../../../src-core/data/dataset';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { copyWeights, loadWeights, weightCount } from '../../../src-core/model/weights';
import { restoreCheckpoint, takeCheckpoint, weightsOfStep } from '../../../src-core/training/checkpoint';
import { prepareTraining, type Training } from '../../../src-core/training/prepare';
import { endOf, isOver, train, type TrainingEvent } from '../../../src-core/training/train';
import { barSplits } from '../../support/examples';
import { barsNetwork, quickSettings } from '../../support/networks';

const splits = barSplits({ train: 30, validation: 10, test: 7 });
const unvalidated = { ...splits, validation: { ...splits.validation, count: 0 } };
/** So fast that an epoch is often worse than the one before. */
const recipe: TrainingSettings = {
  ...quickSettings,
  epochs: 30,
  optimizer: { kind: 'sgd', learningRate: 0.4, momentum: 0.9, nesterov: false, weightDecay: 0 },
};

type EpochEvent = TrainingEvent & { kind: 'epoch' };

function prepare(earlyStopping: EarlyStopping | null, data: Splits): Training {
  return prepareTraining(barsNetwork, { ...recipe, earlyStopping }, data, referenceKernels);
}

function weightsOf({ model }: Training): Float32Array {
  const weights = new Float32Array(weightCount(model.parameters));
  copyWeights(model.parameters, weights);
  return weights;
}

/** All epochs of a run that nothing stops, with the weights after each. */
function unstopped(data: Splits): { epochs: EpochEvent[]; weights: Float32Array[] } {
  const training = prepare(null, data);
  const [epochs, weights]: [EpochEvent[], Float32Array[]] = [[], []];
  for (const event of train(training)) {
    if (event.kind !== 'epoch') continue;
    epochs.push(event);
    weights.push(weightsOf(training));
  }
  return { epochs, weights };
}

/** Epoch after which the run must end, and the best until then, counted from 1. */
function expected(epochs: readonly EpochEvent[], { metric, patience }: EarlyStopping): { last: number; best: number } {
  const gains = epochs.map(({ train, validation }) => {
    const result = validation ?? train;
    return metric === 'loss' ? -result.loss : result.accuracy;
  });
  for (let last = 1; ; last++) {
    const seen = gains.slice(0, last);
    const best = seen.indexOf(Math.max(...seen)) + 1;
    if (last === gains.length || last - best >= patience) return { last, best };
  }
}

describe.each([
  ['validation', splits],
  ['training', unvalidated],
])('early stopping by %s', (_, data) => {
  const { epochs, weights } = unstopped(data);

  it.each([
    { metric: 'loss', patience: 1, restoreBest: false },
    { metric: 'loss', patience: 2, restoreBest: true },
    { metric: 'accuracy', patience: 3, restoreBest: true },
    { metric: 'loss', patience: 100, restoreBest: true },
  ] as const)('%j ends where it must, with the weights that it must', (earlyStopping) => {
    const { last, best } = expected(epochs, earlyStopping);
    expect(best).toBeLessThan(last);
    const training = prepare(earlyStopping, data);
    const seen = [...train(training)].filter((event) => event.kind === 'epoch');
    expect(seen).toEqual(epochs.slice(0, last));
    expect(isOver(training)).toBe(true);
    const weightsFrom = earlyStopping.restoreBest ? best : last;
    expect(endOf(training)).toEqual({ early: last < recipe.epochs, epoch: last, weightsOf: weightsFrom });
    expect(weightsOf(training)).toEqual(weights[weightsFrom - 1]);
    expect([...train(training)]).toEqual([]);
  });
});

it('the weights that were replaced are known until another step is taken', () => {
  const earlyStopping = { metric: 'loss', patience: 100, restoreBest: true } as const;
  const training = prepare(earlyStopping, splits);
  expect([...train(training)].filter(({ kind }) => kind === 'epoch')).toHaveLength(recipe.epochs);
  const end = takeCheckpoint(training);
  const replaced = prepare(earlyStopping, splits);
  loadWeights(replaced.model.parameters, weightsOfStep(end), 'the last step');
  expect(weightsOf(replaced)).toEqual(unstopped(splits).weights[recipe.epochs - 1]);
  expect(weightsOf(replaced)).not.toEqual(weightsOf(training));
  const longer = { ...recipe, epochs: recipe.epochs + 1, earlyStopping };
  const other = prepareTraining(barsNetwork, longer, splits, referenceKernels);
  restoreCheckpoint(other, end, 'the end');
  expect(takeCheckpoint(other)).toEqual(end);
  train(other).next();
  expect(takeCheckpoint(other).replaced).toEqual([]);
});

it('a run that nothing stops ends with its last weights', () => {
  const training = prepare(null, splits);
  for (const _ of train(training))
    if (training.progress.step < training.totalSteps) expect(isOver(training)).toBe(false);
  expect(endOf(training)).toEqual({ early: false, epoch: 30, weightsOf: 30 });
});
