import { chain } from '../../src-core/architecture/presets/preset';
import { layerOf } from './layer-kinds';
import type { Block } from './network-edit';
import type { Findable } from './word-search';

/** Where a template is put. */
export interface TemplatePlace {
  /** What the layer gives that it is put behind; null where that is not known. */
  readonly shape: readonly number[] | null;
  /** Of the network. */
  readonly classes: number;
}

/** Layers that are mostly used together, for the list of single ones. */
export interface Template extends Findable {
  readonly id: string;
  /** What it does, in one sentence. */
  readonly sentence: string;
  readonly block: (place: TemplatePlace) => Block;
}

const USUAL_FILTERS = 16;

/** Of what a template is put behind; where that is no image, the usual number of filters. */
const channelsOf = ({ shape }: TemplatePlace): number =>
  shape?.length === 3 ? Math.min(shape[0] ?? USUAL_FILTERS, 4096) : USUAL_FILTERS;

/** Batch normalization behind it brings the bias. */
const unbiasedConv = (name: string, filters: number) => layerOf('conv2d', { name, filters, bias: false });

function convReluPool(): Block {
  return chain([layerOf('conv2d'), layerOf('relu'), layerOf('maxPool2d')]);
}

function convNormRelu(): Block {
  return chain([unbiasedConv('conv1', USUAL_FILTERS), layerOf('batchNorm'), layerOf('relu')]);
}

function denseReluDropout(): Block {
  return chain([layerOf('dense'), layerOf('relu'), layerOf('dropout')]);
}

function answer({ shape, classes }: TemplatePlace): Block {
  const dense = layerOf('dense', { units: classes });
  return shape?.length === 1 ? [dense] : chain([layerOf('flatten'), dense]);
}

/** Two convolutions whose result is added to what they read (He et al. 2016). */
function residualBlock(place: TemplatePlace): Block {
  const filters = channelsOf(place);
  return [
    ...chain([
      ...[unbiasedConv('conv1', filters), layerOf('batchNorm'), layerOf('relu')],
      ...[unbiasedConv('conv2', filters), layerOf('batchNorm', { name: 'bn2' })],
    ]),
    layerOf('add', { inputs: ['bn2', 'input'] }),
    layerOf('relu', { name: 'relu2', inputs: ['add1'] }),
  ];
}

/** A depthwise convolution, then a 1×1 convolution over the channels (Howard et al. 2017). */
function depthwiseSeparable(): Block {
  return chain([
    ...[layerOf('depthwiseConv2d', { bias: false }), layerOf('batchNorm'), layerOf('relu')],
    { ...unbiasedConv('conv1', 2 * USUAL_FILTERS), kernelSize: 1 },
    ...[layerOf('batchNorm', { name: 'bn2' }), layerOf('relu', { name: 'relu2' })],
  ]);
}

/** All templates, in the order of the palette. */
export const templates: readonly Template[] = [
  {
    id: 'conv-relu-pool',
    name: 'Conv2D, ReLU, MaxPooling2D',
    sentence: 'Finds patterns and halves the image: the classic step of a CNN.',
    words: ['conv pool', 'LeNet', 'VGG', 'block'],
    block: convReluPool,
  },
  {
    id: 'conv-norm-relu',
    name: 'Conv2D, BatchNormalization, ReLU',
    sentence: 'Finds patterns, kept at one size of numbers: the step of most networks today.',
    words: ['conv bn relu', 'BN', 'block'],
    block: convNormRelu,
  },
  {
    id: 'dense-relu-dropout',
    name: 'Dense, ReLU, Dropout',
    sentence: 'A hidden layer that does not learn by heart.',
    words: ['Linear', 'fully connected', 'hidden layer', 'MLP', 'block'],
    block: denseReluDropout,
  },
  {
    id: 'answer',
    name: 'Answer: Flatten, Dense',
    sentence: 'One output for each class: the end of a network.',
    words: ['output', 'classifier', 'head', 'logits', 'Linear', 'fully connected', 'block'],
    block: answer,
  },
  {
    id: 'residual',
    name: 'Residual block',
    sentence: 'Two convolutions whose result is added to what they read, so that deep networks learn.',
    words: ['ResNet', 'skip', 'shortcut', 'add', 'block'],
    block: residualBlock,
  },
  {
    id: 'depthwise-separable',
    name: 'Depthwise-separable convolution',
    sentence: 'Filters for each channel, then a 1×1 convolution over all: much fewer weights.',
    words: ['MobileNet', 'SeparableConv2D', 'separable', 'pointwise', 'block'],
    block: depthwiseSeparable,
  },
];
