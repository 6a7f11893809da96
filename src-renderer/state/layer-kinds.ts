import { KIND_NAMES } from '../../src-core/architecture/describe-layer';
import type { LayerSpec } from '../../src-core/architecture/layer-spec';
import { INPUT } from '../../src-core/architecture/network-spec';
import { freshName } from './layer-names';
import type { Findable } from './word-search';

export type LayerKind = LayerSpec['kind'];

/** The groups of the palette, in their order. */
export const KIND_GROUPS = ['Convolution', 'Pooling', 'Activation', 'Dense & shape', 'Regularisation', 'Join'] as const;
type KindGroup = (typeof KIND_GROUPS)[number];

/** What the palette tells of a kind of layer. */
export interface KindEntry extends Findable {
  readonly kind: LayerKind;
  /** Keras' name, as it stands on screen. */
  readonly name: string;
  readonly group: KindGroup;
  /** What it does, in one sentence. */
  readonly sentence: string;
}

const entry = (kind: LayerKind, group: KindGroup, sentence: string, words: readonly string[]): KindEntry => ({
  kind,
  name: KIND_NAMES[kind],
  group,
  sentence,
  words,
});

const CONVOLUTION = 'Slides small filters over the image: each becomes a map of where its pattern is.';
const DEPTHWISE = 'Gives each channel filters of its own; mixing channels is left to a 1×1 convolution.';
const MAX_POOL = 'Keeps the largest value of each window: a smaller image, whatever is in it.';
const BATCH_NORM = 'Brings each channel to mean 0 and deviation 1 over the batch: deeper networks learn faster.';

/** All kinds, in the order of the palette. */
export const layerKinds: readonly KindEntry[] = [
  entry('conv2d', 'Convolution', CONVOLUTION, ['Conv', 'Convolution', 'Convolutional', 'filter', 'kernel']),
  entry('depthwiseConv2d', 'Convolution', DEPTHWISE, ['Conv2d groups', 'separable', 'depth wise', 'MobileNet']),
  entry('maxPool2d', 'Pooling', MAX_POOL, ['MaxPool2d', 'max pool', 'pool', 'subsampling', 'downsample']),
  entry('averagePool2d', 'Pooling', 'Takes the mean of each window: a smaller, smoother image.', [
    ...['AvgPool2d', 'average pool', 'mean pool', 'pool', 'subsampling', 'downsample'],
  ]),
  entry('globalAveragePool2d', 'Pooling', 'Makes one number of each channel, its mean: a vector, whatever the size.', [
    ...['GAP', 'AdaptiveAvgPool2d', 'global pool', 'average pool', 'mean'],
  ]),
  entry('relu', 'Activation', 'Lets positive values pass and makes negative ones zero.', [
    ...['rectifier', 'rectified linear', 'nonlinearity'],
  ]),
  entry('leakyRelu', 'Activation', 'Lets positive values pass and makes negative ones small, so that no unit dies.', [
    ...['rectifier', 'negative slope', 'nonlinearity'],
  ]),
  entry('sigmoid', 'Activation', 'Presses each value between 0 and 1.', ['logistic', 'nonlinearity']),
  entry('tanh', 'Activation', 'Presses each value between −1 and 1.', ['hyperbolic tangent', 'nonlinearity']),
  entry('softmax', 'Activation', 'Makes shares of 1 of a vector; the loss does so by itself where it needs them.', [
    ...['probabilities', 'output'],
  ]),
  entry('dense', 'Dense & shape', 'Weighs all values of a vector, once for each unit.', [
    ...['Linear', 'fully connected', 'FC', 'MLP', 'perceptron', 'inner product', 'output'],
  ]),
  entry('flatten', 'Dense & shape', 'Lays an image out as one vector, as dense layers need it.', [
    ...['reshape', 'view', 'vector'],
  ]),
  entry('dropout', 'Regularisation', 'While learning, leaves out values at random: against learning by heart.', [
    ...['regularization', 'overfitting'],
  ]),
  entry('batchNorm', 'Regularisation', BATCH_NORM, ['BN', 'BatchNorm2d', 'BatchNorm1d', 'batch norm', 'normalisation']),
  entry('add', 'Join', 'Adds layers of one shape, value by value: the way around a residual block.', [
    ...['sum', 'plus', 'skip', 'residual', 'shortcut', 'ResNet', 'merge'],
  ]),
  entry('concatenate', 'Join', 'Puts the channels of several layers behind each other.', [
    ...['concat', 'cat', 'stack', 'skip', 'merge', 'DenseNet', 'Inception'],
  ]),
];

const weights = { bias: true, initializer: { kind: 'heNormal' } } as const;
const halving = { kernelSize: 2, stride: 2 };

/** A layer of a kind with sensible settings, to be put in by an edit: it reads `input`, where its block is put. */
export function newLayer(kind: LayerKind): LayerSpec {
  const common = { name: freshName(kind, new Set()), inputs: [INPUT] };
  switch (kind) {
    case 'conv2d':
      return { kind, ...common, filters: 16, kernelSize: 3, stride: 1, padding: 'same', ...weights };
    case 'depthwiseConv2d':
      return { kind, ...common, depthMultiplier: 1, kernelSize: 3, stride: 1, padding: 'same', ...weights };
    case 'maxPool2d':
      return { kind, ...common, ...halving, ties: 'first' };
    case 'averagePool2d':
      return { kind, ...common, ...halving };
    case 'dense':
      return { kind, ...common, units: 64, ...weights };
    case 'leakyRelu':
      return { kind, ...common, negativeSlope: 0.01 };
    case 'dropout':
      return { kind, ...common, rate: 0.25 };
    case 'batchNorm':
      return { kind, ...common, momentum: 0.1, epsilon: 1e-5 };
    case 'globalAveragePool2d':
    case 'flatten':
    case 'relu':
    case 'sigmoid':
    case 'tanh':
    case 'softmax':
    case 'add':
    case 'concatenate':
      return { kind, ...common };
    default:
      return kind satisfies never;
  }
}

/** The same of one kind, with settings of its own. */
export function layerOf<K extends LayerKind>(
  kind: K,
  settings: Partial<Extract<LayerSpec, { kind: K }>> = {},
): Extract<LayerSpec, { kind: K }> {
  return { ...(newLayer(kind) as Extract<LayerSpec, { kind: K }>), ...settings };
}
