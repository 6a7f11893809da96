import { describe, expect, it } from 'vitest';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import { findPreset } from '../../../src-core/architecture/presets';
import type { Splits } from '../../../src-core/data/dataset';
import type { KernelCall, Kernels } from '../../../src-core/kernels/kernels';
import { fuse } from '../../../src-core/model/fuse';
import { buildModel } from '../../../src-core/model/model';
import { recordingKernels, runPlan } from '../../../src-core/model/plan';
import { prepareTraining, type Training } from '../../../src-core/training/prepare';
import { train } from '../../../src-core/training/train';
import { firstDigits } from '../../support/digits';
import { implementations } from '../../support/kernels';
import {
  add,
  chainOf,
  conv2d,
  dense,
  flatten,
  maxPool2d,
  networkOf,
  quickSettings,
  relu,
} from '../../support/networks';
import { bytesOf, normals } from '../../support/numbers';
import { prepareStep } from '../../support/steps';

const BATCH = 3;
const digits = firstDigits(4 * BATCH);
const splits: Splits = { train: digits, validation: { ...digits, count: 0 }, test: digits };
const settings = { ...quickSettings, epochs: 1, batchSize: BATCH };
const [reference] = implementations;

/** A training after its first step, and the calls of a step. */
function recorded(network: NetworkSpec, kernels: Kernels): { training: Training; plan: KernelCall[] } {
  const plan: KernelCall[] = [];
  const training = prepareTraining(network, settings, splits, recordingKernels(kernels, plan));
  train(training).next();
  return { training, plan };
}

const namesOf = (plan: readonly KernelCall[]): string[] => plan.map(({ kernel }) => kernel);

/** The kernels of a step before and after, with the network's last layers behind these. */
function kernelsOf(layers: readonly LayerSpec[], seen: (plan: readonly KernelCall[]) => Float32Array[] = () => []) {
  const last = layers[layers.length - 1].name;
  const end = [flatten('flatten', [last]), dense('fc', 10, ['flatten'])];
  const { plan } = recorded(networkOf([1, 28, 28], 10, [...layers, ...end]), reference);
  return { before: namesOf(plan), after: namesOf(fuse(plan, seen(plan))) };
}

const FUSED = ['conv2dReluMaxPool', 'reluMaxPoolBackward'];

describe.each(implementations)('a fused plan, $name', (kernels) => {
  it.each([
    ['lenet-5', 2],
    ['notebook-000', 1],
  ])('of %s does %i times three calls in one and leaves the same weights, bit by bit', (preset, times) => {
    const { network } = findPreset(preset);
    const [plain, fused] = [recorded(network, kernels), recorded(network, kernels)];
    const plan = fuse(fused.plan, []);
    for (const kernel of FUSED) expect(namesOf(plan).filter((name) => name === kernel)).toHaveLength(times);
    expect(plan).toHaveLength(plain.plan.length - 3 * times);
    for (const step of [1, 2, 3]) {
      for (const { training } of [plain, fused]) prepareStep(training, step);
      runPlan(plain.plan, kernels);
      runPlan(plan, kernels);
      const [expected, actual] = [plain, fused].map(({ training: { model, loss } }) =>
        [loss.losses, ...model.parameters.map(({ value }) => value)].map(bytesOf),
      );
      expect(actual).toEqual(expected);
    }
  });

  it('without a way back keeps nothing for it and has the same outputs', () => {
    const network = chainOf([1, 9, 9], 3, [
      ...[conv2d('conv1', 9, 3), relu('relu1'), maxPool2d('pool1', 2)],
      ...[conv2d('conv2', 3, 2, 1), relu('relu2'), maxPool2d('pool2', 2), flatten('flatten'), dense('fc', 3)],
    ]);
    const plan: KernelCall[] = [];
    const options = { maxBatch: BATCH, trainable: false, seed: 1 };
    const model = buildModel(network, recordingKernels(kernels, plan), options);
    model.batch.x.set(normals(model.batch.x.length, 2));
    const outputs = model.forward({ mode: 'eval', batchSize: BATCH, seed: 0, step: 0 });
    const expected = bytesOf(outputs);
    outputs.fill(NaN);
    const fused = fuse(plan, []);
    runPlan(fused, kernels);
    expect(namesOf(fused)).toEqual(['conv2dReluMaxPool', 'conv2dReluMaxPool', 'dense']);
    for (const { kernel, args } of fused.slice(0, 2)) expect([kernel, args[4]]).toEqual(['conv2dReluMaxPool', null]);
    expect(bytesOf(outputs)).toEqual(expected);
  });
});

describe('fuse', () => {
  const conv = conv2d('conv', 4, 3, 1, ['input']);
  const ordinary = [conv, relu('relu', ['conv']), maxPool2d('pool', 2, ['relu'])];

  it('keeps the order of calls', () => {
    const { before, after } = kernelsOf(ordinary);
    expect(before.slice(2, 7)).toEqual(['conv2d', 'relu', 'maxPool2d', 'dense', 'softmaxCrossEntropy']);
    expect(after.slice(2, 5)).toEqual(['conv2dReluMaxPool', 'dense', 'softmaxCrossEntropy']);
    const back = before.indexOf('maxPool2dBackward');
    expect(before.slice(back, back + 3)).toEqual(['maxPool2dBackward', 'reluBackward', 'conv2dBackwardWeight']);
    expect(after.slice(back - 2)).toEqual(['reluMaxPoolBackward', ...before.slice(back + 2)]);
  });

  it.each<[string, LayerSpec[]]>([
    ['whose ReLU two poolings read', [...ordinary, maxPool2d('again', 2, ['relu']), add('sum', ['pool', 'again'])]],
    [
      'that is read beside its ReLU',
      [...ordinary, maxPool2d('negative', 2, ['conv']), add('sum', ['pool', 'negative'])],
    ],
    ['of many products', [conv2d('first', 23, 1, 0, ['input']), { ...conv, inputs: ['first'] }, ...ordinary.slice(1)]],
    ['with a pooling of 3 × 3', [conv, relu('relu', ['conv']), maxPool2d('pool', 3, ['relu'])]],
    ['with windows that overlap', [conv, relu('relu', ['conv']), { ...maxPool2d('pool', 2, ['relu']), stride: 1 }]],
    ['whose pooling comes first', [conv, maxPool2d('pool', 2, ['conv']), relu('relu', ['pool'])]],
    [
      'with a leaky ReLU',
      [
        conv,
        { kind: 'leakyRelu', name: 'leaky', inputs: ['conv'], negativeSlope: 0.1 },
        maxPool2d('pool', 2, ['leaky']),
      ],
    ],
  ])('leaves a convolution alone %s', (_, layers) => {
    const { before, after } = kernelsOf(layers);
    expect(after).toEqual(before);
  });

  it.each([
    ['convolution', 3],
    ['ReLU', 1],
  ] as const)('leaves a %s alone that somebody looks at', (what, argument) => {
    const call = what === 'ReLU' ? 'relu' : 'conv2d';
    const { before, after } = kernelsOf(ordinary, (plan) => {
      return [plan.find(({ kernel }) => kernel === call)!.args[argument] as Float32Array];
    });
    expect(after).toEqual(before);
  });

  it('fuses one branch beside another that cannot be', () => {
    const other = [conv2d('other', 4, 3, 1, ['input']), maxPool2d('otherPool', 2, ['other'])];
    const { before, after } = kernelsOf([...ordinary, ...other, add('sum', ['pool', 'otherPool'])]);
    for (const kernel of FUSED) expect(after).toContain(kernel);
    for (const kernel of ['conv2d', 'maxPool2d', 'maxPool2dBackward', 'accumulate']) {
      const count = (names: string[]): number => names.filter((name) => name === kernel).length;
      expect(count(after)).toBe(count(before) - (kernel === 'accumulate' ? 0 : 1));
    }
  });
});
