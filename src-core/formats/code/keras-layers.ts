import type { RunnableLayer } from '../../architecture/analyze';
import type { LayerSpec } from '../../architecture/layer-spec';
import type { Shape } from '../../tensor/shape';
import { kerasDrawing } from './keras-initializers';
import { argumentsOf, stringLiteral } from './python';
import { samePadding } from './same-padding';

/** What makes a layer of Keras. */
export interface KerasCall {
  readonly kind: string;
  readonly args: readonly string[];
  /** What is not the same in Keras, or not what one expects. */
  readonly note: string | null;
}

/** How a layer is written in Keras. */
export interface KerasLayer {
  readonly own: KerasCall;
  /** What has to come before it. */
  readonly before: KerasCall | null;
}

type Named = Readonly<Record<string, string | number | boolean | null>>;

const TIES = 'Of equal maxima Keras gives the gradient to one; here all of them get it.';
const VARIANCE = 'The moving variance divides by N in Keras, here by N - 1.';
const PERMUTED = 'Channels come first in a flattened image, as the weights behind it expect.';

type Convolution = Extract<LayerSpec, { kind: 'conv2d' | 'depthwiseConv2d' }>;
type Weighted = Convolution | Extract<LayerSpec, { kind: 'dense' }>;

const made = (
  kind: string,
  positional: readonly (string | number)[],
  named: Named,
  note: string | null = null,
): KerasCall => ({
  kind: `layers.${kind}`,
  args: argumentsOf(positional, named),
  note,
});

/** The arguments that say how a layer's weights begin, and what is to be said of that. */
function drawn(spec: Weighted, { parameters }: RunnableLayer, key: string): { named: Named; note: string | null } {
  const [weight] = parameters;
  const kernel = kerasDrawing(spec.initializer, weight, spec.kind === 'depthwiseConv2d');
  const bias = spec.bias && spec.biasInitializer ? kerasDrawing(spec.biasInitializer, weight, true).text : null;
  const named = { use_bias: spec.bias ? null : false, [key]: kernel.text, bias_initializer: bias };
  return { named, note: kernel.note };
}

/** Whether as many pixels on each side are what "same" comes to. */
function isSame(pixels: number, { kernelSize, stride }: Convolution, input: Shape): boolean {
  return Object.values(samePadding(input, kernelSize, stride)).every((side) => side === pixels);
}

/** Keras knows no padding by pixels: where "same" will not do, zeros come from a layer of their own. */
function convolution(spec: Convolution, layer: RunnableLayer, name: string, nameBefore: string): KerasLayer {
  const { padding, kernelSize, stride } = spec;
  const zeros = typeof padding === 'number' && padding > 0 ? padding : 0;
  const same = padding === 'same' || (zeros > 0 && isSame(zeros, spec, layer.inputShapes[0]));
  const window = { strides: stride === 1 ? null : stride, padding: same ? '"same"' : null };
  const before = zeros > 0 && !same ? made('ZeroPadding2D', [zeros], { name: nameBefore }) : null;
  if (spec.kind === 'conv2d') {
    const { named, note } = drawn(spec, layer, 'kernel_initializer');
    return { own: made('Conv2D', [spec.filters, kernelSize], { ...window, ...named, name }, note), before };
  }
  const { named, note } = drawn(spec, layer, 'depthwise_initializer');
  const depth = { depth_multiplier: spec.depthMultiplier === 1 ? null : spec.depthMultiplier };
  return { own: made('DepthwiseConv2D', [kernelSize], { ...window, ...depth, ...named, name }, note), before };
}

/** Layers behind a flattened image expect its channels first. */
function flatten([channels, ...sides]: Shape, name: string, nameBefore: string): KerasLayer {
  const own = made('Flatten', [], { name });
  if (channels === 1 || sides.every((side) => side === 1)) return { own, before: null };
  return { own, before: made('Permute', ['(3, 1, 2)'], { name: nameBefore }, PERMUTED) };
}

/** 0.9 for 0.1, without what binary fractions add to it. */
const remainder = (share: number): number => Number((1 - share).toPrecision(12));

/** A layer in Keras' words. `before`: a free name for a layer before it. */
export function kerasLayer(layer: RunnableLayer, before: string): KerasLayer {
  const { spec } = layer;
  const name = stringLiteral(spec.name);
  if (spec.kind === 'conv2d' || spec.kind === 'depthwiseConv2d') {
    return convolution(spec, layer, name, stringLiteral(before));
  }
  if (spec.kind === 'flatten') return flatten(layer.inputShapes[0], name, stringLiteral(before));
  return { own: single(spec, layer, name), before: null };
}

type Single = Exclude<LayerSpec, { kind: Convolution['kind'] | 'flatten' }>;

/** What one layer of Keras does. */
function single(spec: Single, layer: RunnableLayer, name: string): KerasCall {
  switch (spec.kind) {
    case 'maxPool2d': {
      const strides = spec.stride === spec.kernelSize ? null : spec.stride;
      return made('MaxPooling2D', [spec.kernelSize], { strides, name }, spec.ties === 'all' ? TIES : null);
    }
    case 'averagePool2d': {
      const strides = spec.stride === spec.kernelSize ? null : spec.stride;
      return made('AveragePooling2D', [spec.kernelSize], { strides, name });
    }
    case 'globalAveragePool2d':
      return made('GlobalAveragePooling2D', [], { name });
    case 'dense': {
      const { named, note } = drawn(spec, layer, 'kernel_initializer');
      return made('Dense', [spec.units], { ...named, name }, note);
    }
    case 'batchNorm': {
      const { epsilon } = spec;
      return made('BatchNormalization', [], { momentum: remainder(spec.momentum), epsilon, name }, VARIANCE);
    }
    case 'dropout':
      return made('Dropout', [spec.rate], { name });
    case 'leakyRelu':
      return made('LeakyReLU', [], { negative_slope: spec.negativeSlope, name });
    case 'relu':
      return made('ReLU', [], { name });
    case 'sigmoid':
    case 'tanh':
      return made('Activation', [stringLiteral(spec.kind)], { name });
    case 'softmax':
      return made('Softmax', [], { name });
    case 'add':
      return made('Add', [], { name });
    case 'concatenate':
      return made('Concatenate', [], { name });
    default:
      return spec satisfies never;
  }
}
