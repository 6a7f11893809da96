import { afterAll, describe, expect, it } from 'vitest';
import type { LayerSpec } from '../../src-core/architecture/layer-spec';
import type { Layer, LayerContext } from '../../src-core/layers/layer';
import { sizeOf, type Shape } from '../../src-core/tensor/shape';
import { looseLayer, trainingContext, type LooseSpec } from '../support/layers';
import { normals } from '../support/numbers';
import { askTorch, Differences, type NetworkAnswer, type NetworkQuestion, type TorchArray } from './torch';

interface Case {
  readonly spec: LooseSpec;
  readonly shapes: readonly Shape[];
  readonly batchSize: number;
  readonly mode: LayerContext['mode'];
}

const HE = { kind: 'heNormal' } as const;
const image: Shape = [3, 7, 6];
const vector: Shape = [9];

const windows = [
  { kernelSize: 3, stride: 1, padding: 0, bias: true },
  { kernelSize: 3, stride: 2, padding: 1, bias: false },
  { kernelSize: 2, stride: 3, padding: 2, bias: true },
  { kernelSize: 5, stride: 1, padding: 'same', bias: true },
  { kernelSize: 4, stride: 2, padding: 'same', bias: true },
  { kernelSize: 1, stride: 1, padding: 'valid', bias: false },
] as const;

const onImage: readonly LooseSpec[] = [
  ...windows.map((window): LooseSpec => ({ kind: 'conv2d', filters: 4, initializer: HE, ...window })),
  ...windows.map((window, i): LooseSpec => {
    return { kind: 'depthwiseConv2d', depthMultiplier: 1 + (i % 2), initializer: HE, ...window };
  }),
  { kind: 'maxPool2d', kernelSize: 2, stride: 2, ties: 'first' },
  { kind: 'maxPool2d', kernelSize: 3, stride: 2, ties: 'first' },
  { kind: 'averagePool2d', kernelSize: 2, stride: 2 },
  { kind: 'averagePool2d', kernelSize: 3, stride: 1 },
  { kind: 'globalAveragePool2d' },
  { kind: 'flatten' },
];
const onAny: readonly LooseSpec[] = [
  { kind: 'relu' },
  { kind: 'leakyRelu', negativeSlope: 0.2 },
  { kind: 'sigmoid' },
  { kind: 'tanh' },
  { kind: 'batchNorm', momentum: 0.1, epsilon: 1e-5 },
  { kind: 'batchNorm', momentum: 0.7, epsilon: 1e-2 },
];
const onVector: readonly LooseSpec[] = [
  { kind: 'dense', units: 5, bias: true, initializer: HE },
  { kind: 'dense', units: 1, bias: false, initializer: HE },
  { kind: 'softmax' },
];

const single = (specs: readonly LooseSpec[], shape: Shape, mode: LayerContext['mode'] = 'train'): Case[] =>
  specs.map((spec) => ({ spec, shapes: [shape], batchSize: 5, mode }));

const cases: readonly Case[] = [
  ...single([...onImage, ...onAny], image),
  ...single([...onVector, ...onAny], vector),
  ...[image, vector].flatMap((shape) =>
    single(onAny.filter(({ kind }) => kind === 'batchNorm').concat({ kind: 'dropout', rate: 0.5 }), shape, 'eval'),
  ),
  { spec: { kind: 'add' }, shapes: [image, image, image], batchSize: 2, mode: 'train' },
  { spec: { kind: 'concatenate' }, shapes: [image, [1, 7, 6], [2, 7, 6]], batchSize: 2, mode: 'train' },
  { spec: { kind: 'concatenate' }, shapes: [[2], [3]], batchSize: 2, mode: 'train' },
];

const arrayOf = (values: Float32Array, shape: readonly number[]): TorchArray => ({ shape, data: Array.from(values) });

/** A layer with drawn parameters and what it is asked. */
function prepare({ spec, shapes, batchSize, mode }: Case, seed: number) {
  const layer = looseLayer(spec, shapes, batchSize);
  layer.parameters.forEach(({ value, trainable }, i) => {
    value.set(normals(value.length, seed + 10 + i).map((drawn) => (trainable ? drawn : Math.abs(drawn) + 0.1)));
  });
  const xs = shapes.map((shape, i) => normals(batchSize * sizeOf(shape), seed + i));
  const dy = normals(batchSize * sizeOf(layer.outputShape), seed + 20);
  const named: LayerSpec = { ...spec, name: 'layer', inputs: shapes.map((_, i) => `input${i}`) };
  const question: NetworkQuestion = {
    ask: 'network',
    layers: [named],
    inputs: Object.fromEntries(xs.map((x, i) => [`input${i}`, arrayOf(x, [batchSize, ...shapes[i]])])),
    parameters: Object.fromEntries(layer.parameters.map(({ name, value, shape }) => [name, arrayOf(value, shape)])),
    training: mode === 'train',
    dy: arrayOf(dy, [batchSize, ...layer.outputShape]),
  };
  return { layer, xs, dy, context: { ...trainingContext(batchSize), mode }, question };
}

function compare(layer: Layer, dInputs: readonly (Float32Array | null)[], answer: NetworkAnswer): void {
  const kind = layer.constructor.name;
  dInputs.forEach((dx, i) => {
    differences.expect(`${kind}, dx`, dx!, answer.gradients[`input${i}`]);
  });
  for (const { name, grad, value, trainable } of layer.parameters) {
    const role = name.replace('layer.', '');
    if (trainable) differences.expect(`${kind}, d${role}`, grad, answer.gradients[name]);
    else differences.expect(`${kind}, ${role}`, value, answer.statistics[name]);
  }
}

const differences = new Differences();
const prepared = cases.map((one, i) => ({ ...one, ...prepare(one, 1000 * i) }));
const answers = askTorch<NetworkAnswer>(prepared.map(({ question }) => question));

describe('layers', () => {
  it.each(prepared.map((one, i) => ({ ...one, i, what: JSON.stringify(one.spec) })))(
    '$what, $mode',
    ({ layer, xs, dy, context, i }) => {
      differences.expect(`${layer.constructor.name}, y`, layer.forward(xs, context), answers[i].y);
      compare(layer, layer.backward(dy, context), answers[i]);
    },
  );

  it('are of every kind', () => {
    expect(new Set(cases.map(({ spec }) => spec.kind)).size).toBe(16);
  });

  afterAll(() => differences.report('layers'));
});
