import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrainingSettings } from '../../../src-core/architecture/training-settings';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { loadWeights } from '../../../src-core/model/weights';
import { evaluate } from '../../../src-core/training/evaluate';
import { prepareTraining, type Training } from '../../../src-core/training/prepare';
import { train } from '../../../src-core/training/train';
import { mustBeSaved, RunSaver } from '../../../src-main/trainer/run-saver';
import { RunStore } from '../../../src-main/trainer/run-store';
import { barSplits } from '../../support/examples';
import { barsNetwork, quickSettings } from '../../support/networks';

let runs: string;
beforeEach(() => {
  runs = mkdtempSync(join(tmpdir(), 'kernelsmith-checkpoints-'));
});
afterEach(() => {
  rmSync(runs, { recursive: true });
});

/** Its last epoch has the highest accuracy, the one before it the smallest loss. */
const settings: TrainingSettings = {
  ...quickSettings,
  epochs: 3,
  seed: 5,
  optimizer: { kind: 'sgd', learningRate: 0.6, momentum: 0.9, nesterov: false, weightDecay: 0 },
  earlyStopping: { metric: 'loss', patience: 3, restoreBest: true },
};
const splits = barSplits({ train: 30, validation: 10, test: 7 });

async function trainInto(folder: string): Promise<Training> {
  const training = prepareTraining(barsNetwork, settings, splits, referenceKernels);
  const saver = new RunSaver(
    training,
    mustBeSaved(() => 0),
  );
  await saver.begin({ folder }, { network: barsNetwork, settings, kernels: 'reference' });
  for (const event of train(training)) await saver.record(event);
  await saver.close();
  return training;
}

function accuracyOf({ model, loss }: Training): number {
  const evaluation = evaluate(model, loss, splits.validation);
  for (;;) {
    const next = evaluation.next();
    if (next.done) return next.value.accuracy;
  }
}

describe('the checkpoint of the best epoch', () => {
  it('holds the weights of that epoch, also where early stopping has put back those of another', async () => {
    const training = await trainInto(join(runs, 'run'));
    const store = new RunStore(runs);
    const { best } = await store.summary('run');
    expect([best?.epoch, training.progress.earlyStopping.bestEpoch]).toEqual([3, 2]);
    expect(accuracyOf(training)).toBe(0.5);
    loadWeights(training.model.parameters, await store.weightsAt('run', best!.step), 'best');
    expect([accuracyOf(training), best?.validation?.accuracy]).toEqual([0.6, 0.6]);
  });
});
