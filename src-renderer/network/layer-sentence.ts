import type { LayerSpec } from '../../src-core/architecture/layer-spec';
import { plural } from '../state/format';
import { shapeWords } from './shape-words';

type Kind<K extends LayerSpec['kind']> = Extract<LayerSpec, { kind: K }>;
type Shape = readonly number[];

function edgeWords(padding: number | 'valid' | 'same'): string {
  if (padding === 'same') return 'padded to its full size';
  return padding === 'valid' || padding === 0 ? 'without padding' : `with ${padding} of padding`;
}

/** As the field calls it, and what it means. */
const strideWords = (stride: number): string => `moved by ${plural(stride, 'pixel')} at a time (stride ${stride})`;

const biasWords = (bias: boolean): string => (bias ? 'each with a bias' : 'without bias');

function convolution({ filters, kernelSize, stride, padding, bias }: Kind<'conv2d'>, channels: number): string {
  const size = `${channels} × ${kernelSize} × ${kernelSize}`;
  return `${plural(filters, 'filter')} of ${size}, ${edgeWords(padding)}, ${strideWords(stride)}, ${biasWords(bias)}.`;
}

function depthwiseConvolution(spec: Kind<'depthwiseConv2d'>): string {
  const { depthMultiplier, kernelSize, stride, padding, bias } = spec;
  const filters = `${plural(depthMultiplier, 'filter')} of ${kernelSize} × ${kernelSize}`;
  return `For each channel ${filters}, ${edgeWords(padding)}, ${strideWords(stride)}, ${biasWords(bias)}.`;
}

function maxPool({ kernelSize, stride, ties }: Kind<'maxPool2d'>): string {
  const equals = ties === 'all' ? 'all of equal largest ones' : 'the first of equal largest ones';
  const window = `The largest value of each ${kernelSize} × ${kernelSize} window, ${strideWords(stride)}`;
  return `${window}; gradients, which tell each value how it should have been, go to ${equals}.`;
}

function dense({ units, bias }: Kind<'dense'>, values: number): string {
  return `${plural(units, 'weighted sum')} of ${plural(values, 'value')}, ${biasWords(bias)}.`;
}

/** What a layer does, in a sentence. */
export function layerSentence(spec: LayerSpec, [input = []]: readonly Shape[]): string {
  const [channels = 0] = input;
  switch (spec.kind) {
    case 'conv2d':
      return convolution(spec, channels);
    case 'depthwiseConv2d':
      return depthwiseConvolution(spec);
    case 'maxPool2d':
      return maxPool(spec);
    case 'averagePool2d':
      return `The mean of each ${spec.kernelSize} × ${spec.kernelSize} window, ${strideWords(spec.stride)}.`;
    case 'globalAveragePool2d':
      return 'The mean of each channel.';
    case 'dense':
      return dense(spec, channels);
    case 'flatten':
      return `${shapeWords(input)} laid out as one vector.`;
    case 'relu':
      return 'Positive values as they are, zero for negative ones.';
    case 'leakyRelu':
      return `Positive values as they are, negative ones times ${spec.negativeSlope}.`;
    case 'sigmoid':
      return 'Each value pressed between 0 and 1.';
    case 'tanh':
      return 'Each value pressed between −1 and 1.';
    case 'softmax':
      return 'Values as shares of 1: the larger, the more.';
    case 'dropout':
      return `While learning, ${spec.rate * 100} % of the values left out at random; the others make up for them.`;
    case 'batchNorm':
      return `Each ${input.length > 1 ? 'channel' : 'feature'} brought to mean 0 and deviation 1 over the batch, then scaled and shifted.`;
    case 'add':
      return `The sum of ${spec.inputs.join(' and ')}, value by value.`;
    case 'concatenate':
      return `${spec.inputs.join(' and ')} behind each other.`;
    default:
      return spec satisfies never;
  }
}
