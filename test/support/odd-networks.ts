import type { Initializer, LayerSpec } from '../../src-core/architecture/layer-spec';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { branchingNetwork } from './branching-network';
import { add, batchNorm, chainOf, conv2d, dense, dropout, flatten, maxPool2d, networkOf, relu } from './networks';

const same = (name: string, kernelSize: number, stride: number, inputs: string[] = []) =>
  ({ ...conv2d(name, 3, kernelSize, 0, inputs), stride, padding: 'same' }) as const;

const depthwise = (
  name: string,
  initializer: Initializer,
  padding: 'same' | number,
  stride = 1,
): Extract<LayerSpec, { kind: 'depthwiseConv2d' }> => ({
  ...{ kind: 'depthwiseConv2d', name, inputs: [], depthMultiplier: 2, kernelSize: 4, stride, padding, bias: true },
  initializer,
  biasInitializer: { kind: 'constant', value: 0.5 },
});

/** Names that mean something to Python or to a module of PyTorch, or are variables of generated code. */
export const AWKWARD_NAMES = [
  ...['class', 'None', 'train', 'forward', 'float', 'parameters', 'type', 'T_destination', 'eval'],
  ...['x', 'x_', 'self', 'torch', 'nn', 'F', 'image', 'layers', 'keras', 'inputs', 'model', 'print', 'CLASSES', 'Net'],
];

const initializers: readonly Initializer[] = [
  { kind: 'heNormal' },
  { kind: 'heUniform' },
  { kind: 'xavierNormal' },
  { kind: 'xavierUniform' },
  { kind: 'normal', sigma: 0.25 },
  { kind: 'constant', value: -1.5 },
];

/** Every layer is read by the next and by the sum at the end, so that each has a variable. */
function awkward(): NetworkSpec {
  const layers = AWKWARD_NAMES.map((name, i): LayerSpec => dense(name, 4, [i === 0 ? 'input' : AWKWARD_NAMES[i - 1]]));
  return networkOf([4], 4, [...layers, add('sum', ['input', 'input', ...AWKWARD_NAMES])]);
}

/** Whatever a program that writes networks as code may get wrong. */
export const oddNetworks: readonly NetworkSpec[] = [
  branchingNetwork({
    ...{ channels: 3, height: 10, width: 9, filters: 4, kernelSize: 3, multiplier: 2, classes: 5 },
    ...{ smoothing: 0.1, dropoutRate: 0 },
  }),
  ...[1, 2, 3, 4, 5].flatMap((kernelSize) =>
    [1, 2, 3].map((stride) => ({
      ...chainOf([3, 9, 12], 3, [
        same('conv', kernelSize, stride),
        { kind: 'leakyRelu', name: 'leaky', inputs: [], negativeSlope: 0.2 },
        flatten('flatten'),
        dense('fc', 3),
      ]),
      name: `same, ${kernelSize}×${kernelSize}, stride ${stride}`,
    })),
  ),
  {
    ...chainOf([3, 8, 8], 3, [
      same('conv', 5, 2),
      batchNorm('bn'),
      depthwise('wise', { kind: 'xavierNormal' }, 'same', 2),
      depthwise('wider', { kind: 'xavierUniform' }, 3),
      { kind: 'averagePool2d', name: 'average', inputs: [], kernelSize: 3, stride: 1 },
      { kind: 'tanh', name: 'tanh', inputs: [] },
      { ...maxPool2d('pool', 2), ties: 'all', stride: 1 },
      dropout('drop', 0),
      flatten('flatten'),
      flatten('again'),
      { ...batchNorm('bn2'), momentum: 0.3, epsilon: 0.01 },
      { kind: 'sigmoid', name: 'sigmoid', inputs: [] },
      dense('fc', 3),
      { kind: 'softmax', name: 'softmax', inputs: [] },
    ]),
    name: 'windows """ of \\ all\nkinds',
    classNames: ['"', '\\', 'é\n'],
    loss: { kind: 'meanSquaredError' },
    input: { shape: [3, 8, 8], normalization: { mean: -0.5, scale: 1 } },
  },
  {
    ...networkOf([1, 6, 5], 2, [
      { ...conv2d('a', 2, 3, 1, ['input']), bias: false },
      relu('b', ['a']),
      { kind: 'concatenate', name: 'c', inputs: ['input', 'b', 'input', 'a'] },
      { kind: 'globalAveragePool2d', name: 'gap', inputs: ['c'] },
      { kind: 'concatenate', name: 'twice', inputs: ['gap', 'gap'] },
      { ...dense('fc', 1, ['twice']), bias: false },
    ]),
    name: 'joins, the input read thrice',
    loss: { kind: 'halfSquaredError' },
  },
  ...initializers.map((initializer) => ({
    ...chainOf([3, 8, 8], 30, [
      { ...conv2d('conv', 20, 5), initializer, biasInitializer: initializer },
      { ...depthwise('wise', initializer, 1), depthMultiplier: 20, biasInitializer: initializer },
      flatten('flatten'),
      { ...dense('fc', 30), initializer, biasInitializer: initializer },
    ]),
    name: `first values by ${initializer.kind}`,
  })),
  { ...awkward(), name: 'awkward names' },
];
