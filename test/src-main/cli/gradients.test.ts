import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import { readSafetensors, writeSafetensors } from '../../../src-core/formats/safetensors';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { buildModel, type Model } from '../../../src-core/model/model';
import { namedWeights, type NamedTensor } from '../../../src-core/model/weights';
import { sizeOf } from '../../../src-core/tensor/shape';
import { cli, refusal, temporaryFolder } from '../../support/cli';
import { readGolden, SEVERAL_STEPS, transposed, type GoldenArray } from '../../support/golden';
import { gradientError, numericGradient } from '../../support/gradient-check';
import { trainingContext } from '../../support/layers';
import { add, batchNorm, chainOf, conv2d, dense, flatten, maxPool2d, networkOf, relu } from '../../support/networks';
import { expectClose, normals } from '../../support/numbers';
import { batchFile } from '../../support/safetensors';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

interface Files {
  readonly network: NetworkSpec;
  readonly weights: Uint8Array;
  readonly batch: Uint8Array;
}

/** Puts the files where the command finds them, and returns its arguments. */
function argumentsFor({ network, weights, batch }: Files): string[] {
  const files = { network: JSON.stringify(network), weights, batch };
  const args = Object.entries(files).flatMap(([name, content]) => {
    writeFileSync(join(folder, name), content);
    return [`--${name}`, join(folder, name)];
  });
  return ['gradients', ...args, '--out', join(folder, 'out')];
}

/** What the command leaves in its file. */
async function gradientsOf(files: Files): Promise<Map<string, NamedTensor>> {
  await cli(...argumentsFor(files));
  return new Map(readSafetensors(readFileSync(join(folder, 'out')), 'out').map((tensor) => [tensor.name, tensor]));
}

const tensor = (name: string, shape: readonly number[], values: ArrayLike<number>): NamedTensor => ({
  name,
  shape,
  values: Float32Array.from(values),
});

const HE = { kind: 'heNormal' } as const;
/** Every kind of layer; those with kinks where few values come through. */
const everything = networkOf([3, 6, 6], 3, [
  { ...conv2d('conv', 4, 3, 0, ['input']), padding: 'same' },
  batchNorm('bn', ['conv']),
  {
    kind: 'depthwiseConv2d',
    name: 'depth',
    inputs: ['bn'],
    depthMultiplier: 1,
    kernelSize: 3,
    stride: 1,
    padding: 1,
    bias: true,
    initializer: HE,
  },
  { kind: 'tanh', name: 'tanh', inputs: ['depth'] },
  add('sum', ['tanh', 'bn']),
  { kind: 'concatenate', name: 'join', inputs: ['sum', 'input'] },
  { kind: 'dropout', name: 'dropout', inputs: ['join'], rate: 0.5 },
  { kind: 'averagePool2d', name: 'average', inputs: ['dropout'], kernelSize: 3, stride: 1 },
  { kind: 'sigmoid', name: 'sigmoid', inputs: ['average'] },
  { kind: 'globalAveragePool2d', name: 'global', inputs: ['sigmoid'] },
  dense('fc1', 3, ['global']),
  batchNorm('bn1', ['fc1']),
  { kind: 'leakyRelu', name: 'leaky', inputs: ['bn1'], negativeSlope: 0.3 },
  maxPool2d('max', 6, ['conv']),
  relu('relu', ['max']),
  flatten('flatten', ['relu']),
  dense('fc2', 3, ['flatten']),
  { kind: 'softmax', name: 'softmax', inputs: ['fc2'] },
  add('logits', ['leaky', 'softmax']),
]);

/** Drawn weights, and scales, shifts and statistics that are not 1 and 0. */
function drawnModel(network: NetworkSpec, batchSize: number): Model {
  const model = buildModel(network, referenceKernels, { maxBatch: batchSize, trainable: false, seed: 11 });
  model.parameters.forEach(({ name, value }, i) => {
    if (/bn1?\./.test(name)) value.set(normals(value.length, 100 + i).map((v) => 1 + 0.2 * v));
  });
  return model;
}

type ExampleLoss = (outputs: readonly number[], example: number) => number;

/** Holds everything that the command gives against central differences of a loss in float64. */
async function expectTrueGradients(
  network: NetworkSpec,
  size: number,
  truth: object,
  loss: ExampleLoss,
): Promise<void> {
  const shape = [size, ...network.input.shape];
  const x = tensor('x', shape, normals(sizeOf(shape), 5));
  const model = drawnModel(
    { ...network, layers: network.layers.map((l) => (l.kind === 'dropout' ? { ...l, rate: 0 } : l)) },
    size,
  );
  const weights = writeSafetensors(namedWeights(model.parameters));
  const batch =
    'labels' in truth
      ? batchFile([x], { name: 'labels', shape: [size], labels: truth.labels as number[] })
      : writeSafetensors([x, truth as NamedTensor]);
  const found = await gradientsOf({ network, weights, batch });
  model.batch.x.set(x.values);
  const context = trainingContext(size);
  const meanLoss = (): number => {
    const outputs = Array.from(model.forward(context));
    const rows = Array.from({ length: size }, (_, i) =>
      outputs.slice(i * model.outputSize, (i + 1) * model.outputSize),
    );
    return rows.reduce((sum, row, i) => sum + loss(row, i), 0) / size;
  };
  const trainable = model.parameters.filter((parameter) => parameter.trainable);
  expect([...found.keys()]).toEqual(['logits', 'loss', 'd.x', ...trainable.map(({ name }) => `d.${name}`)]);
  expect(found.get('loss')!.shape).toEqual([]);
  expectClose(found.get('loss')!.values, [meanLoss()], 1e-6);
  expect(found.get('logits')).toEqual(tensor('logits', [size, model.outputSize], model.forward(context)));
  for (const { name, shape: expected } of trainable) expect(found.get(`d.${name}`)!.shape).toEqual(expected);
  expect(found.get('d.x')!.shape).toEqual(shape);
  const pairs = [{ name: 'x', value: model.batch.x }, ...trainable].map(({ name, value }) => ({
    analytic: found.get(`d.${name}`)!.values,
    numeric: numericGradient(value, value.length, meanLoss),
  }));
  expect(gradientError(pairs)).toBeLessThan(1e-3);
}

const squares = (row: readonly number[], target: ArrayLike<number>): number =>
  row.reduce((sum, value, k) => sum + (value - target[k]) ** 2, 0);

describe('gradients', () => {
  it('of a cross-entropy with smoothed labels, through every kind of layer', async () => {
    const network: NetworkSpec = {
      ...everything,
      loss: { kind: 'softmaxCrossEntropy', epsilon: 0, labelSmoothing: 0.1 },
    };
    const labels = [2, 0, 1, 2];
    await expectTrueGradients(network, 4, { labels }, (row, i) => {
      const logSum = Math.log(row.reduce((sum, logit) => sum + Math.exp(logit), 0));
      return row.reduce((sum, logit, k) => sum + (0.1 / 3 + (k === labels[i] ? 0.9 : 0)) * (logSum - logit), 0);
    });
  });

  it('of a mean squared error from targets', async () => {
    const network: NetworkSpec = { ...everything, loss: { kind: 'meanSquaredError' } };
    const targets = tensor('targets', [4, 3], normals(12, 8));
    await expectTrueGradients(network, 4, targets, (row, i) => squares(row, targets.values.slice(3 * i)) / 3);
  });

  it('of half a squared error from labels, with one output for two classes', async () => {
    const chain = chainOf([2], 2, [
      dense('hidden', 3),
      { kind: 'sigmoid', name: 'sigmoid', inputs: [] },
      dense('fc', 1),
    ]);
    const network: NetworkSpec = { ...chain, loss: { kind: 'halfSquaredError' } };
    const labels = [1, 0, 0];
    await expectTrueGradients(network, 3, { labels }, (row, i) => squares(row, [labels[i]]) / 2);
  });

  it('are those of notebook-003: five steps by them end at its weights', async () => {
    const golden = (
      readGolden('notebook-003') as {
        network: {
          learningRate: number;
          init: Record<string, GoldenArray>;
          x: GoldenArray;
          labels: number[];
          lossPerStep: number[];
          final: Record<string, GoldenArray>;
        };
      }
    ).network;
    const { init, final, labels, x } = golden;
    const network = chainOf([1, 28, 28], 10, [
      ...[conv2d('conv1', 8, 3, 1), relu('relu1'), maxPool2d('pool1', 2)],
      ...[conv2d('conv2', 16, 3, 1), relu('relu2'), maxPool2d('pool2', 2)],
      ...[flatten('flatten'), dense('fc1', 128), relu('relu3'), dense('fc2', 10)],
    ]);
    const weights = [
      tensor('conv1.weight', [8, 1, 3, 3], init.conv1Weight.data),
      tensor('conv1.bias', [8], init.conv1Bias.data),
      tensor('conv2.weight', [16, 8, 3, 3], init.conv2Weight.data),
      tensor('conv2.bias', [16], init.conv2Bias.data),
      tensor('fc1.weight', [128, 784], transposed(init.dense1Weight)),
      tensor('fc1.bias', [128], new Float32Array(128)),
      tensor('fc2.weight', [10, 128], transposed(init.dense2Weight)),
      tensor('fc2.bias', [10], new Float32Array(10)),
    ];
    const batch = batchFile([tensor('x', [4, 1, 28, 28], x.data)], { name: 'labels', shape: [4], labels });
    for (const loss of golden.lossPerStep) {
      const found = await gradientsOf({ network, weights: writeSafetensors(weights), batch });
      expectClose(found.get('loss')!.values, [loss], SEVERAL_STEPS);
      for (const { name, values } of weights) {
        const { values: gradient } = found.get(`d.${name}`)!;
        values.forEach((value, i) => (values[i] = value - golden.learningRate * gradient[i]));
      }
    }
    expectClose(weights[0].values, final.conv1Weight.data, SEVERAL_STEPS);
    expectClose(weights[1].values, final.conv1Bias.data, SEVERAL_STEPS);
    expectClose(weights[2].values, final.conv2Weight.data, SEVERAL_STEPS);
    expectClose(weights[3].values, final.conv2Bias.data, SEVERAL_STEPS);
  });
});

describe('the files of gradients', () => {
  const network = chainOf([1, 2, 2], 3, [batchNorm('bn'), flatten('flatten'), dense('fc', 3)]);
  const x = tensor('x', [2, 1, 2, 2], normals(8, 1));
  const labels = { name: 'labels', shape: [2], labels: [0, 2] };
  const weights = namedWeights(drawnModel(network, 1).parameters);
  const good: Files = { network, weights: writeSafetensors(weights), batch: batchFile([x], labels) };
  const squared: NetworkSpec = { ...network, loss: { kind: 'meanSquaredError' } };
  const refuse = (files: Partial<Files>): Promise<string> => refusal(...argumentsFor({ ...good, ...files }));
  const refuseBatch = async (batch: Uint8Array, spec = network): Promise<string> => {
    const message = await refuse({ batch, network: spec });
    expect(message).toMatch(`${join(folder, 'batch')}: `);
    return message.slice(join(folder, 'batch').length + 2);
  };

  it('are told of in words and as JSON', async () => {
    const out = join(folder, 'out');
    expect(await cli(...argumentsFor(good))).toMatch(/^loss \d\.\d{6} over 2 examples; 7 tensors are in .*out\n$/);
    const told = JSON.parse(await cli(...argumentsFor(good), '--json')) as Record<string, unknown>;
    expect(told).toMatchObject({ file: out, examples: 2 });
    expect(told.tensors).toEqual(['logits', 'loss', 'd.x', 'd.bn.weight', 'd.bn.bias', 'd.fc.weight', 'd.fc.bias']);
  });

  it('may hold the counter that PyTorch keeps for a batch normalization', async () => {
    const expected = await gradientsOf(good);
    const counted = batchFile(weights, { name: 'bn.num_batches_tracked', shape: [], labels: [7] });
    expect(await gradientsOf({ ...good, weights: counted })).toEqual(expected);
    const other = batchFile(weights, { name: 'fc.num_batches_tracked', shape: [], labels: [7] });
    expect(await refuse({ weights: other })).toMatch(/"fc\.num_batches_tracked" is of type I64, expected F32\.$/);
  });

  it('are refused where a shape is wrong, naming the tensor and both shapes', async () => {
    const flat = { ...x, shape: [2, 4] };
    expect(await refuseBatch(batchFile([flat], labels))).toBe('"x" is [2, 4], expected [N, 1, 2, 2].');
    expect(await refuseBatch(batchFile([x], { ...labels, shape: [2, 1] }))).toBe('"labels" is [2, 1], expected [2].');
    const targets = tensor('targets', [2, 2], normals(4, 2));
    expect(await refuseBatch(writeSafetensors([x, targets]), squared)).toBe('"targets" is [2, 2], expected [2, 3].');
    const none = { ...labels, shape: [0], labels: [] };
    expect(await refuseBatch(batchFile([tensor('x', [0, 1, 2, 2], [])], none))).toBe(
      '"x" is [0, 1, 2, 2], expected one example at least.',
    );
    const wrong = weights.map((w) => (w.name === 'fc.weight' ? { ...w, shape: [4, 3] } : w));
    expect(await refuse({ weights: writeSafetensors(wrong) })).toBe(
      `${join(folder, 'weights')}: "fc.weight" is 4×3, expected 3×4.`,
    );
  });

  it('are refused where a value is none', async () => {
    const broken = { ...x, values: x.values.map((value, i) => (i === 3 ? NaN : value)) };
    expect(await refuseBatch(batchFile([broken], labels))).toBe('value 3 of "x" is NaN, expected finite numbers.');
    expect(await refuseBatch(batchFile([x], { ...labels, labels: [0, 3] }))).toBe(
      'label 1 is 3, expected a class number from 0 to 2.',
    );
    expect(await refuseBatch(batchFile([x], { ...labels, labels: [-1, 0] }))).toMatch('label 0 is -1, ');
    const infinite = weights.map((w) => (w.name === 'fc.bias' ? tensor('fc.bias', [3], [0, 0, Infinity]) : w));
    expect(await refuse({ weights: writeSafetensors(infinite) })).toBe(
      `${join(folder, 'weights')}: value 2 of "fc.bias" is Infinity, expected finite numbers.`,
    );
    const huge = weights.map((w) => (w.name === 'fc.weight' ? { ...w, values: w.values.map(() => 3e38) } : w));
    expect(await refuse({ weights: writeSafetensors(huge) })).toBe(
      'The loss is not a number: weights or batch are too large.',
    );
  });

  it('are refused where tensors are missing, of another type, or too many', async () => {
    const targets = tensor('targets', [2, 3], normals(6, 2));
    expect(await refuseBatch(writeSafetensors([targets]))).toBe('has no tensor "x", expected the examples.');
    expect(await refuseBatch(writeSafetensors([x]))).toMatch('has no tensor "labels", ');
    expect(await refuseBatch(writeSafetensors([x]), squared)).toMatch('has neither "labels" nor "targets", ');
    expect(await refuseBatch(writeSafetensors([x, targets]))).toBe(
      'has "targets", but the network\'s loss, softmaxCrossEntropy, needs "labels".',
    );
    expect(await refuseBatch(batchFile([x, targets], labels), squared)).toMatch('has both "labels" and "targets"');
    expect(await refuseBatch(writeSafetensors([x, tensor('labels', [2], [0, 1])]))).toBe(
      '"labels" is of type F32, expected I64.',
    );
    expect(await refuseBatch(batchFile([], { ...labels, name: 'x', shape: [2, 1, 1, 1] }))).toMatch(
      '"x" is [2, 1, 1, 1]',
    );
    expect(await refuseBatch(writeSafetensors([x, tensor('y', [1], [0])]))).toBe(
      'holds a tensor "y", expected x, labels, targets.',
    );
    const [first, ...rest] = weights;
    expect(await refuse({ weights: writeSafetensors(rest) })).toMatch(`has no tensor "${first.name}"`);
  });
});
