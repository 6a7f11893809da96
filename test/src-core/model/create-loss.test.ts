import { describe, expect, it } from 'vitest';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import type { Examples } from '../../../src-core/data/dataset';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { createLoss } from '../../../src-core/model/create-loss';
import { buildModel } from '../../../src-core/model/model';
import { copyWeights, weightCount } from '../../../src-core/model/weights';
import { Predictor } from '../../../src-core/training/predict';
import { prepareTraining } from '../../../src-core/training/prepare';
import { train } from '../../../src-core/training/train';
import { bars } from '../../support/examples';
import { chainOf, conv2d, dense, flatten, quickSettings, relu } from '../../support/networks';

const network = (loss: NetworkSpec['loss'], outputs: number, classes = Math.max(2, outputs)): NetworkSpec => ({
  ...chainOf([1, 6, 6], classes, [conv2d('conv', 4, 3), relu('relu'), flatten('flatten'), dense('fc', outputs)]),
  loss,
});

/** The mean loss of these outputs under labels 0, 1, by the loss of a network. */
function lossOf(spec: NetworkSpec, outputs: readonly number[]): number {
  const model = buildModel(spec, referenceKernels, { maxBatch: 2, trainable: false, seed: 1 });
  return createLoss(model, referenceKernels).evaluate(Float32Array.from(outputs), Float32Array.of(0, 1), 2);
}

describe('createLoss', () => {
  it('makes the loss that the network names, with its settings', () => {
    const outputs = [0, Math.log(3), 0, Math.log(3)];
    const [quarter, rest] = [-Math.log(1 / 4), -Math.log(3 / 4)];
    const crossEntropy = { kind: 'softmaxCrossEntropy', epsilon: 0 } as const;
    expect(lossOf(network(crossEntropy, 2), outputs)).toBeCloseTo((quarter + rest) / 2, 6);
    expect(lossOf(network({ ...crossEntropy, epsilon: 0.05 }, 2), outputs)).toBeCloseTo(-Math.log(0.3 * 0.8) / 2, 6);
    const right = 0.9 * quarter + 0.1 * rest + 0.9 * rest + 0.1 * quarter;
    expect(lossOf(network({ ...crossEntropy, labelSmoothing: 0.2 }, 2), outputs)).toBeCloseTo(right / 2, 6);
    const three = [2, 0, 0, 0, 2, 0];
    expect(lossOf(network({ kind: 'meanSquaredError' }, 3), three)).toBeCloseTo(1 / 3, 6);
    expect(lossOf(network({ kind: 'halfSquaredError' }, 3), three)).toBe(0.5);
  });

  it('takes the label itself for the target of a single output', () => {
    expect(lossOf(network({ kind: 'meanSquaredError' }, 1), [0.5, 3])).toBe((0.25 + 4) / 2);
    expect(lossOf(network({ kind: 'halfSquaredError' }, 1), [0.5, 3])).toBe((0.125 + 2) / 2);
  });
});

/** Bars of two kinds. */
function twoKinds(count: number, seed: number): Examples {
  const examples = bars(count, seed);
  return { ...examples, labels: examples.labels.map((label) => Math.min(label, 1)) };
}

describe.each(['meanSquaredError', 'halfSquaredError'] as const)('a network that learns by %s', (kind) => {
  it.each([1, 2])('tells two classes apart by %d outputs, in training, validation and prediction', (outputs) => {
    const spec = network({ kind }, outputs);
    const validation = twoKinds(20, 2);
    const splits = { train: twoKinds(30, 1), validation, test: validation };
    const optimizer = { ...OPTIMIZER_DEFAULTS.adam, learningRate: 0.01 };
    const training = prepareTraining(spec, { ...quickSettings, epochs: 20, optimizer }, splits, referenceKernels);
    const events = [...train(training)];
    const last = events[events.length - 1];
    if (last.kind !== 'epoch') throw new Error('the run did not end with an epoch');
    expect(last.train.accuracy).toBe(1);
    expect(last.validation!.accuracy).toBeGreaterThan(0.8);

    const weights = new Float32Array(weightCount(training.model.parameters));
    copyWeights(training.model.parameters, weights);
    const predictor = new Predictor(spec, referenceKernels);
    predictor.setWeights(weights);
    let correct = 0;
    for (let i = 0; i < validation.count; i++) {
      const pixels = Float32Array.from(validation.images.subarray(36 * i, 36 * (i + 1)), (pixel) => pixel / 255);
      const [first, second] = predictor.predict(pixels);
      expect(first + second).toBeCloseTo(1, 6);
      if (Number(second >= first) === validation.labels[i]) correct++;
    }
    expect(correct / validation.count).toBe(last.validation!.accuracy);
  });
});
