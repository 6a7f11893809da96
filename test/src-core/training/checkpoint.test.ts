import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import type { TrainingSettings } from '../../../src-core/architecture/training-settings';
import { readCheckpoint, writeCheckpoint } from '../../../src-core/formats/checkpoint';
import { InputError } from '../../../src-core/input-error';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { copyCheckpoint, restoreCheckpoint, takeCheckpoint } from '../../../src-core/training/checkpoint';
import { prepareTraining, type Training } from '../../../src-core/training/prepare';
import { train, type TrainingEvent } from '../../../src-core/training/train';
import { barSplits } from '../../support/examples';
import { chainOf, conv2d, dense, flatten, quickSettings, relu } from '../../support/networks';
import { fixedRuns } from '../../support/properties';

const network = chainOf([1, 6, 6], 3, [
  conv2d('conv', 4, 3),
  { kind: 'batchNorm', name: 'bn', inputs: [], momentum: 0.1, epsilon: 1e-5 },
  relu('relu'),
  flatten('flatten'),
  { kind: 'dropout', name: 'drop', inputs: [], rate: 0.3 },
  dense('fc', 3),
]);
const splits = barSplits({ train: 30, validation: 10, test: 7 });

const prepare = (settings: Partial<TrainingSettings>): Training =>
  prepareTraining(network, { ...quickSettings, epochs: 3, ...settings }, splits, referenceKernels);

const bytesOf = (training: Training): Uint8Array => writeCheckpoint(takeCheckpoint(training));
const lasting = (event: TrainingEvent): boolean => event.kind !== 'validating';

const { sgd, adam, adamW, rmsprop } = OPTIMIZER_DEFAULTS;
const recipes: Partial<TrainingSettings>[] = [
  { optimizer: { ...sgd, momentum: 0.9, nesterov: true }, schedule: { kind: 'cosine', final: 0.1 }, warmup: 3 },
  { optimizer: adam, schedule: { kind: 'oneCycle', rise: 0.3, divide: 25, finalDivide: 1e4 }, clipNorm: 0.5 },
  { optimizer: { ...adamW, learningRate: 0.01 }, schedule: { kind: 'plateau', factor: 0.5, patience: 0 } },
  { optimizer: { ...rmsprop, momentum: 0.5 }, schedule: { kind: 'step', every: 1, factor: 0.3 } },
  {
    epochs: 8,
    optimizer: { ...sgd, learningRate: 0.5 },
    earlyStopping: { metric: 'loss', patience: 2, restoreBest: true },
  },
];

describe('a checkpoint', () => {
  it.each(recipes)('anywhere in a run changes nothing of what comes after: %j', (recipe) => {
    const whole = prepare(recipe);
    const history = [...train(whole)].filter(lasting);
    const property = fc.property(fc.nat(history.length), (events) => {
      const first = prepare(recipe);
      const begun: TrainingEvent[] = [];
      const run = train(first);
      for (let i = 0; i < events; i++) {
        const next = run.next();
        if (!next.done) begun.push(next.value);
      }
      const file = bytesOf(first);
      const second = prepare(recipe);
      restoreCheckpoint(second, readCheckpoint(file, 'checkpoint'), 'checkpoint');
      expect(bytesOf(second)).toEqual(file);
      const rest = [...train(second)];
      expect([...begun, ...rest].filter(lasting)).toEqual(history);
      expect(bytesOf(second)).toEqual(bytesOf(whole));
    });
    fc.assert(property, fixedRuns(13));
  });

  it('is refused where early stopping would miss the weights that it is to put back', () => {
    const earlyStopping = { metric: 'loss', patience: 2, restoreBest: true } as const;
    const training = prepare({ earlyStopping });
    for (const event of train(training)) if (event.kind === 'epoch') break;
    const { best, ...rest } = takeCheckpoint(training);
    expect(best.map(({ name }) => name)).toContain('fc.weight');
    expect(() => {
      restoreCheckpoint(prepare({ earlyStopping }), { ...rest, best: best.slice(1) }, 'file');
    }).toThrow(new InputError('file, weights of epoch 1: has no tensor "conv.weight", which the network expects.'));
  });

  it('stays as it was, once copied, while training goes on', () => {
    const training = prepare({ optimizer: adam });
    const start = copyCheckpoint(takeCheckpoint(training));
    const before = bytesOf(training);
    train(training).next();
    expect(writeCheckpoint(start)).toEqual(before);
    expect(bytesOf(training)).not.toEqual(before);
  });

  it('is refused by a run that it does not fit, which stays as it was', () => {
    const training = prepare({ optimizer: adam });
    const before = bytesOf(training);
    const other = takeCheckpoint(prepare({ optimizer: sgd }));
    expect(() => {
      restoreCheckpoint(training, other, 'run');
    }).toThrow(new InputError('run: the optimizer\'s "conv.weight.exp_avg" is missing, expected 36 values.'));
    const late = takeCheckpoint(training);
    expect(() => {
      restoreCheckpoint(training, { ...late, progress: { ...late.progress, step: 100 } }, 'run');
    }).toThrow('run: stands at step 100, but the run has 12.');
    expect(bytesOf(training)).toEqual(before);
  });
});
