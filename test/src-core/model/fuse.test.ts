import { describe, expect, it } from 'vitest';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import { findPreset } from '../../../src-core/architecture/presets';
import type { Splits } from '../../../src-core/data/dataset';
import type { KernelCall, Kernels } from '../../../src-core/kernels/kernels';
import type { LayerContext } from '../../../src-core/layers/layer';
import { fuse } from '../../../src-core/model/fuse';
import { buildModel } from '../../../src-core/model/model';
import { recordingKernels, runPlan } from '../../../src-core/model/plan';
import { prepareTraining, type Training } from '../../../src-core/training/prepare';
import { train } from '../../../src-core/training/train';
import { firstDigits } from '../../support/digits';
import { implementations, wasmKernels } from '../../support/kernels';
import {
  add,
  barsNetwork,
  batchNorm,
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

/** Batch normalization before one ReLU, a convolution of eight channels before the other. */
const channels = chainOf([1, 28, 28], 10, [
  ...[conv2d('conv1', 8, 3), batchNorm('bn'), relu('relu1'), maxPool2d('pool1', 2)],
  ...[conv2d('conv2', 5, 3), relu('relu2'), { ...maxPool2d('pool2', 2), ties: 'all' as const }],
  ...[flatten('flatten'), dense('fc', 10)],
]);

const FUSED = ['conv2dReluMaxPool', 'reluMaxPoolBackward'];

describe.each(implementations)('a fused plan, $name', (kernels) => {
  it.each([
    ['lenet-5', findPreset('lenet-5').network, 'conv2dReluMaxPool', 2, 3],
    ['notebook-000', findPreset('notebook-000').network, 'conv2dReluMaxPool', 1, 3],
    ['a network of many channels', channels, 'reluMaxPool', 2, 2],
  ] as const)('of %s leaves the same weights, bit by bit', (_, network, kernel, times, saved) => {
    const [plain, fused] = [recorded(network, kernels), recorded(network, kernels)];
    const plan = fuse(fused.plan, []);
    for (const name of [kernel, 'reluMaxPoolBackward']) {
      expect(namesOf(plan).filter((other) => other === name)).toHaveLength(times);
    }
    expect(plan).toHaveLength(plain.plan.length - saved * times);
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
    expect(namesOf(fused)).toEqual(['conv2dReluMaxPool', 'conv2d', 'reluMaxPool', 'dense']);
    expect([fused[0].args[4], fused[2].args[2]]).toEqual([null, null]);
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

  it.each<[string, LayerSpec[]]>([
    [
      'that is read beside its ReLU',
      [...ordinary, maxPool2d('negative', 2, ['conv']), add('sum', ['pool', 'negative'])],
    ],
    ['of many channels', [conv2d('first', 8, 1, 0, ['input']), { ...conv, inputs: ['first'] }, ...ordinary.slice(1)]],
    [
      'whose output is normalized',
      [conv, batchNorm('bn', ['conv']), relu('relu', ['bn']), maxPool2d('pool', 2, ['relu'])],
    ],
  ])('fuses ReLU and pooling alone behind a convolution %s', (_, layers) => {
    const { before, after } = kernelsOf(layers);
    const [relu, back] = [before.indexOf('relu'), before.indexOf('reluBackward') - 1];
    expect(before.slice(relu, relu + 2)).toEqual(['relu', 'maxPool2d']);
    expect(before[back]).toBe('maxPool2dBackward');
    const between = before.slice(relu + 2, back);
    const fused = [...before.slice(0, relu), 'reluMaxPool', ...between, 'reluMaxPoolBackward'];
    expect(after).toEqual([...fused, ...before.slice(back + 2)]);
  });

  it('leaves a ReLU alone that somebody looks at, and a convolution', () => {
    const seen = (name: string, argument: number) => (plan: readonly KernelCall[]) => [
      plan.find(({ kernel }) => kernel === name)!.args[argument] as Float32Array,
    ];
    const { before, after } = kernelsOf(ordinary, seen('relu', 1));
    expect(after).toEqual(before);
    expect(kernelsOf(ordinary, seen('conv2d', 3)).after.slice(2, 4)).toEqual(['conv2d', 'reluMaxPool']);
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

describe('Model.repeat', () => {
  it.each([
    ['does not make what nobody looks at', [], false],
    ['makes what somebody looks at', ['relu'], true],
    ['makes everything where nothing is said of it', undefined, true],
  ] as const)('%s', (_, seen, made) => {
    const model = buildModel(barsNetwork, wasmKernels()[0], { maxBatch: BATCH, trainable: false, seed: 1 });
    const context: LayerContext = { mode: 'eval', batchSize: BATCH, seed: 0, step: 0 };
    const repeat = () => model.repeat(model, context, (now) => model.forward(now), seen);
    model.batch.x.set(normals(model.batch.x.length, 2));
    const expected = bytesOf(repeat());
    model.output('relu').fill(NaN);
    expect(bytesOf(repeat())).toEqual(expected);
    expect(model.output('relu').some((value) => Number.isNaN(value))).toBe(!made);
  });
});
