import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import type { TrainingSettings } from '../../../src-core/architecture/training-settings';
import type { Splits } from '../../../src-core/data/dataset';
import { InputError } from '../../../src-core/input-error';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { copyWeights, weightCount } from '../../../src-core/model/weights';
import { evaluate } from '../../../src-core/training/evaluate';
import { Predictor } from '../../../src-core/training/predict';
import { prepareTraining, type Training } from '../../../src-core/training/prepare';
import { train, type TrainingEvent } from '../../../src-core/training/train';
import { firstDigits } from '../../support/digits';
import { barSplits, numberedExamples } from '../../support/examples';
import { barsNetwork, chainOf, dense, flatten, quickSettings } from '../../support/networks';
import { wasmKernels } from '../../support/kernels';
import { bytesOf } from '../../support/numbers';
import { fixedRuns } from '../../support/properties';
import { stepsOf, type Step } from '../../support/steps';

const splits = barSplits({ train: 30, validation: 10, test: 7 });

const prepare = (settings: Partial<TrainingSettings> = {}, data: Splits = splits): Training =>
  prepareTraining(barsNetwork, { ...quickSettings, ...settings }, data, referenceKernels);

function weightsOf({ model }: Training): Float32Array {
  const weights = new Float32Array(weightCount(model.parameters));
  copyWeights(model.parameters, weights);
  return weights;
}

const sha256 = (training: Training): string =>
  createHash('sha256')
    .update(bytesOf(weightsOf(training)))
    .digest('hex');

/** Trains to the end. */
function finish(training: Training): Training {
  for (const _ of train(training));
  return training;
}

describe('train', () => {
  it('learns: the loss falls and nearly all bars are told apart', () => {
    const events = [...train(prepare({ epochs: 30 }))];
    const losses = stepsOf(events).map(({ loss }) => loss);
    expect(Math.min(...losses.slice(0, 4))).toBeGreaterThan(0.5);
    expect(Math.max(...losses.slice(-4))).toBeLessThan(0.1);
    const last = events[events.length - 1];
    expect(last.kind === 'epoch' && last.validation!.accuracy).toBeGreaterThan(0.8);
  });

  it('gives the same weights for the same seed, bit by bit', () => {
    expect(sha256(finish(prepare()))).toBe(sha256(finish(prepare())));
  });

  it('gives other weights for another seed, another order or other settings', () => {
    const changes: Partial<TrainingSettings>[] = [
      {},
      { seed: 8 },
      { shuffle: false },
      { batchSize: 7 },
      { optimizer: { ...OPTIMIZER_DEFAULTS.sgd, learningRate: 0.05 } },
    ];
    expect(new Set(changes.map((change) => sha256(finish(prepare(change))))).size).toBe(changes.length);
  });

  it('can be paused anywhere, looked at and tested, without another result', () => {
    const expected = sha256(finish(prepare()));
    const pauses = fc.array(fc.boolean(), { minLength: 12, maxLength: 12 });
    const property = fc.property(pauses, (plan) => {
      const training = prepare();
      const predictor = new Predictor(barsNetwork, referenceKernels);
      let next = 0;
      for (const _ of train(training)) {
        if (!plan[next++ % plan.length]) continue;
        for (const _progress of evaluate(training.model, training.loss, splits.test));
        predictor.setWeights(weightsOf(training));
        predictor.predict(new Float32Array(36).fill(0.5));
      }
      expect(sha256(training)).toBe(expected);
    });
    fc.assert(property, fixedRuns(15));
  });

  it('gives the same, step by step, however many steps are taken at once', () => {
    const stepwise = prepare({ epochs: 3 });
    const expected = [...train(stepwise)];
    const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 8 });
    const property = fc.property(sizes, fc.constantFrom(referenceKernels, ...wasmKernels()), (bursts, kernels) => {
      const one = prepareTraining(barsNetwork, { ...quickSettings, epochs: 3 }, splits, kernels);
      const many = prepareTraining(barsNetwork, { ...quickSettings, epochs: 3 }, splits, kernels);
      let asked = 0;
      const events = [...train(many, () => bursts[asked++ % bursts.length])];
      expect(stepsOf(events)).toEqual(stepsOf([...train(one)]));
      expect(sha256(many)).toBe(sha256(one));
      expect(stepsOf(events).map(({ step, batchSize }) => [step, batchSize])).toEqual(
        stepsOf(expected).map(({ step, batchSize }) => [step, batchSize]),
      );
      const atOnce = events.flatMap((event) => (event.kind === 'steps' ? [event.losses.length] : []));
      expect(Math.max(...atOnce)).toBeLessThanOrEqual(Math.max(...bursts));
      if (Math.min(...bursts) >= 3) expect(atOnce.slice(0, 2)).toEqual([3, 1]);
    });
    fc.assert(property, fixedRuns(20));
  });

  it.each([NaN, 0, -3, 2.5, Infinity])(
    'takes at least one step and no more than there are rows for when asked for %s',
    (wanted) => {
      const training = prepare({ epochs: 2 });
      const events = [...train(training, () => wanted)];
      expect(stepsOf(events)).toEqual(stepsOf([...train(prepare({ epochs: 2 }))]));
      expect(sha256(training)).toBe(sha256(finish(prepare({ epochs: 2 }))));
    },
  );

  it('tells of the steps before the first that fails, then stops', () => {
    const diverging = chainOf([1, 6, 6], 3, [flatten('flatten'), dense('fc1', 8), dense('fc2', 8), dense('fc3', 3)]);
    const optimizer = { ...OPTIMIZER_DEFAULTS.sgd, learningRate: 100, momentum: 0.9 };
    const settings = { ...quickSettings, epochs: 100, optimizer };
    const seen = [1, 4].map((stepsAtOnce) => {
      const training = prepareTraining(diverging, settings, splits, referenceKernels);
      const steps: number[] = [];
      let message = '';
      try {
        for (const event of train(training, () => stepsAtOnce)) {
          if (event.kind === 'steps') steps.push(...event.losses);
        }
      } catch (error) {
        message = (error as Error).message;
      }
      expect(training.progress.step).toBe(steps.length);
      return { steps, message };
    });
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[0].steps.length).toBeGreaterThan(0);
    expect(seen[0].message).toContain(`Training stopped at step ${seen[0].steps.length + 1}:`);
  });

  it('tells of every step, every batch of validation and every epoch, in order', () => {
    const training = prepare();
    expect(training.totalSteps).toBe(8);
    const seen = [...train(training)].map((event) => {
      if (event.kind === 'steps') return `step ${event.step} of ${event.batchSize}`;
      if (event.kind === 'validating') return `validating ${event.done}/${event.count} after ${event.step}`;
      return `epoch ${event.epoch} after ${event.step}: ${event.train.count}, ${event.validation!.count}`;
    });
    expect(seen).toEqual([
      'step 1 of 8',
      'step 2 of 8',
      'step 3 of 8',
      'step 4 of 6',
      'validating 8/10 after 4',
      'validating 10/10 after 4',
      'epoch 1 after 4: 30, 10',
      'step 5 of 8',
      'step 6 of 8',
      'step 7 of 8',
      'step 8 of 6',
      'validating 8/10 after 8',
      'validating 10/10 after 8',
      'epoch 2 after 8: 30, 10',
    ]);
  });

  it('sums up an epoch from its steps, weighed by their size', () => {
    const events = [...train(prepare({ epochs: 1 }))];
    const steps = stepsOf(events);
    const mean = (value: (event: Step) => number): number =>
      steps.reduce((sum, event) => sum + event.batchSize * value(event), 0) / 30;
    const last = events[events.length - 1];
    if (last.kind !== 'epoch') throw new Error('the run did not end with an epoch');
    expect(last.train.loss).toBeCloseTo(
      mean((event) => event.loss),
      10,
    );
    expect(last.train.accuracy).toBeCloseTo(
      mean((event) => event.accuracy),
      10,
    );
    for (const { accuracy, batchSize } of steps) expect((accuracy * batchSize) % 1).toBeCloseTo(0, 10);
  });

  it('begins each epoch with new sums', () => {
    const events = [...train(prepare({ epochs: 3 }))];
    const counts = events.flatMap((event) => (event.kind === 'epoch' ? [event.train.count] : []));
    expect(counts).toEqual([30, 30, 30]);
  });

  it('does without validation', () => {
    const events = [...train(prepare({}, { ...splits, validation: { ...splits.validation, count: 0 } }))];
    expect(events.filter((event) => event.kind === 'validating')).toEqual([]);
    const epochs = events.filter((event) => event.kind === 'epoch');
    expect(epochs.map(({ validation }) => validation)).toEqual([null, null]);
  });

  it('tells the loss that the network had before the step', () => {
    const training = prepare({ shuffle: false, batchSize: 30 });
    const before = evaluate(training.model, training.loss, splits.train);
    let next = before.next();
    while (!next.done) next = before.next();
    const [first] = stepsOf([train(training).next().value as TrainingEvent]);
    expect([first.loss, first.accuracy]).toEqual([Math.fround(next.value.loss), next.value.accuracy]);
  });
});

describe('prepareTraining', () => {
  it('refuses data of another shape', () => {
    const digits = firstDigits(2);
    const data = { train: digits, validation: digits, test: digits };
    expect(() => prepare({}, data)).toThrow(
      new InputError('Network "test" takes examples of 1×6×6, but the data has 1×28×28.'),
    );
  });

  it.each(['train', 'validation', 'test'] as const)(
    'refuses more classes in the %s set than the network has',
    (part) => {
      const labels = splits[part].labels.slice();
      labels[2] = 3;
      expect(() => prepare({}, { ...splits, [part]: { ...splits[part], labels } })).toThrow(
        new InputError('Network "test" has 3 classes, but the data has labels up to 3.'),
      );
    },
  );

  it('takes a data set with fewer classes', () => {
    const network = chainOf([1, 2, 2], 5, [flatten('flatten'), dense('fc', 5)]);
    const examples = numberedExamples(4, 2);
    const data = { train: examples, validation: examples, test: examples };
    expect(prepareTraining(network, quickSettings, data, referenceKernels).totalSteps).toBe(2);
  });
});
