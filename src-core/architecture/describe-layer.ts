import { INPUT } from './network-spec';
import type { LayerSpec } from './layer-spec';

/** A layer's kind by the name that Keras gives it, as it stands on screen. */
export const KIND_NAMES: Record<LayerSpec['kind'], string> = {
  conv2d: 'Conv2D',
  depthwiseConv2d: 'DepthwiseConv2D',
  maxPool2d: 'MaxPooling2D',
  averagePool2d: 'AveragePooling2D',
  globalAveragePool2d: 'GlobalAveragePooling2D',
  dense: 'Dense',
  flatten: 'Flatten',
  relu: 'ReLU',
  leakyRelu: 'LeakyReLU',
  sigmoid: 'Sigmoid',
  tanh: 'Tanh',
  softmax: 'Softmax',
  dropout: 'Dropout',
  batchNorm: 'BatchNormalization',
  add: 'Add',
  concatenate: 'Concatenate',
};

const count = (number: number, one: string): string => `${number} ${number === 1 ? one : `${one}s`}`;

function describePadding(padding: number | 'valid' | 'same'): string[] {
  if (padding === 'same') return ['padding same'];
  return padding === 'valid' || padding === 0 ? [] : [`padding ${padding}`];
}

interface ConvolutionSettings {
  readonly kernelSize: number;
  readonly stride: number;
  readonly padding: number | 'valid' | 'same';
  readonly bias: boolean;
}

function describeConvolution(filters: string, { kernelSize, stride, padding, bias }: ConvolutionSettings): string {
  const parts = [`${filters} ${kernelSize}×${kernelSize}`];
  if (stride !== 1) parts.push(`stride ${stride}`);
  parts.push(...describePadding(padding));
  if (!bias) parts.push('no bias');
  return parts.join(', ');
}

function describePool({ kernelSize, stride }: { kernelSize: number; stride: number }): string {
  const window = `${kernelSize}×${kernelSize}`;
  return stride === kernelSize ? window : `${window}, stride ${stride}`;
}

/** The settings of a layer that decide what it computes, in a few words; empty where it has none. */
export function describeSettings(spec: LayerSpec): string {
  switch (spec.kind) {
    case 'conv2d':
      return describeConvolution(count(spec.filters, 'filter'), spec);
    case 'depthwiseConv2d':
      return describeConvolution(`${count(spec.depthMultiplier, 'filter')} a channel`, spec);
    case 'maxPool2d':
      return spec.ties === 'all' ? `${describePool(spec)}, ties to all` : describePool(spec);
    case 'averagePool2d':
      return describePool(spec);
    case 'dense':
      return `${count(spec.units, 'unit')}${spec.bias ? '' : ', no bias'}`;
    case 'leakyRelu':
      return `slope ${spec.negativeSlope}`;
    case 'dropout':
      return `rate ${spec.rate}`;
    case 'batchNorm':
      return spec.momentum === 0.1 ? '' : `momentum ${spec.momentum}`;
    case 'add':
      return spec.inputs.map((name) => (name === INPUT ? 'the input' : name)).join(' + ');
    case 'concatenate':
      return spec.inputs.map((name) => (name === INPUT ? 'the input' : name)).join(', ');
    case 'globalAveragePool2d':
    case 'flatten':
    case 'relu':
    case 'sigmoid':
    case 'tanh':
    case 'softmax':
      return '';
    default:
      return spec satisfies never;
  }
}
