import { describe, expect, it } from 'vitest';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import type { TrainingSettings } from '../../../src-core/architecture/training-settings';
import { referenceKernels } from '../../../src-core/kernels/reference';
import type { ProgressState } from '../../../src-core/training/progress';
import { prepareTraining, type Training } from '../../../src-core/training/prepare';
import { train, type TrainingEvent } from '../../../src-core/training/train';
import { branchingNetwork } from '../../support/branching-network';
import { barSplits } from '../../support/examples';
import { quickSettings } from '../../support/networks';
import { bytesOf } from '../../support/numbers';

const splits = barSplits({ train: 14, validation: 6, test: 3 });
const network = branchingNetwork({
  ...{ channels: 1, height: 6, width: 6, filters: 2, kernelSize: 3, multiplier: 1, classes: 3 },
  ...{ smoothing: 0.1, dropoutRate: 0.3 },
});

/** Everything that a checkpoint has to bring back: dropout, running statistics, Adam's moments, plateaus, the epoch so far. */
const settings: TrainingSettings = {
  ...quickSettings,
  epochs: 4,
  batchSize: 4,
  optimizer: { ...OPTIMIZER_DEFAULTS.adamW, learningRate: 0.02 },
  schedule: { kind: 'plateau', factor: 0.5, patience: 0 },
  clipNorm: 1,
};

const prepare = (): Training => prepareTraining(network, settings, splits, referenceKernels);

const tensorsOf = ({ model, optimizer }: Training): Float32Array[] => [
  ...model.parameters.map(({ value }) => value),
  ...optimizer.state.map(({ values }) => values),
];

/** A second training that goes on where the first one stands, by way of plain data. */
function resumed(training: Training): Training {
  const state = JSON.parse(JSON.stringify(training.progress.state)) as ProgressState;
  const copy = prepare();
  tensorsOf(copy).forEach((tensor, i) => {
    tensor.set(tensorsOf(training)[i]);
  });
  copy.progress.restore(state);
  return copy;
}

describe('Progress', () => {
  const whole = prepare();
  const events: TrainingEvent[] = [...train(whole)];

  it('is at the end when the run is', () => {
    expect(whole.progress.state).toMatchObject({ step: 16, epochsDone: 4, epoch: { count: 0, loss: 0, correct: 0 } });
    expect(whole.progress.plateau.best).not.toBeNull();
    expect([...train(resumed(whole))]).toEqual([]);
  });

  it('brings back a run at any step, to the same events and the same bytes', () => {
    const expected = tensorsOf(whole).map(bytesOf);
    for (let stop = 0; stop < events.length; stop++) {
      const first = prepare();
      const run = train(first);
      for (let i = 0; i < stop; i++) run.next();
      // A validation that was cut short begins anew.
      const inValidation = stop > 0 && events[stop - 1].kind === 'validating';
      const second = resumed(first);
      const rest = [...train(second)];
      if (!inValidation) expect(rest).toEqual(events.slice(stop));
      expect(rest[rest.length - 1]).toEqual(events[events.length - 1]);
      expect(tensorsOf(second).map(bytesOf)).toEqual(expected);
    }
  });
});
