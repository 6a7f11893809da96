import { formatShape, sizeOf, type Shape } from '../tensor/shape';
import type { FaultKind } from './fault';
import type { LayerSpec } from './layer-spec';

/** What one layer makes of its inputs, or one sentence on why it cannot. Shapes are per example. */
export type Inference =
  | { readonly ok: true; readonly outputShape: Shape; readonly parameters: readonly ParameterShape[] }
  | { readonly ok: false; readonly kind: FaultKind; readonly error: string };

/** A parameter to be: `fanIn` and `fanOut` count the weights into and out of one unit, for the initialisers. */
export interface ParameterShape {
  /** The second half of PyTorch's key. */
  readonly role: 'weight' | 'bias' | 'running_mean' | 'running_var';
  /** False for running statistics, which no optimizer changes. */
  readonly trainable: boolean;
  readonly shape: Shape;
  readonly fanIn: number;
  readonly fanOut: number;
}

/** The spec of one kind of layer. */
type Spec<K extends LayerSpec['kind']> = Extract<LayerSpec, { kind: K }>;

const fail = (kind: FaultKind, error: string): Inference => ({ ok: false, kind, error });
const pass = (outputShape: Shape, parameters: ParameterShape[] = []): Inference => ({
  ok: true,
  outputShape,
  parameters,
});

function weightAndBias(shape: Shape, fanIn: number, fanOut: number, bias: boolean): ParameterShape[] {
  const weight: ParameterShape = { role: 'weight', trainable: true, shape, fanIn, fanOut };
  return bias ? [weight, { ...weight, role: 'bias', shape: [shape[0]] }] : [weight];
}

/** Scale, shift and running statistics of each channel. */
function batchNormParameters(channels: number): ParameterShape[] {
  const one = { shape: [channels], fanIn: 1, fanOut: 1 };
  return [
    { ...one, role: 'weight', trainable: true },
    { ...one, role: 'bias', trainable: true },
    { ...one, role: 'running_mean', trainable: false },
    { ...one, role: 'running_var', trainable: false },
  ];
}

interface Window {
  readonly name: string;
  readonly kernelSize: number;
  readonly stride: number;
  readonly padding: number | 'valid' | 'same';
}

/** Output of a window that slides over an image, or why it cannot. */
function inferWindow(spec: Window, word: 'kernel' | 'window', input: Shape, channels: number): Inference {
  const [, height, width] = input;
  const { name, kernelSize: k, stride } = spec;
  if (spec.padding === 'same') return pass([channels, Math.ceil(height / stride), Math.ceil(width / stride)]);
  const padding = spec.padding === 'valid' ? 0 : spec.padding;
  if (k > height + 2 * padding || k > width + 2 * padding) {
    const padded = padding > 0 ? ` with padding ${padding}` : '';
    return fail('windowTooLarge', `${name}: a ${k}×${k} ${word} does not fit into ${height}×${width}${padded}.`);
  }
  const side = (size: number): number => Math.floor((size + 2 * padding - k) / stride) + 1;
  return pass([channels, side(height), side(width)]);
}

function inferConv2d(spec: Spec<'conv2d'>, input: Shape): Inference {
  const window = inferWindow(spec, 'kernel', input, spec.filters);
  if (!window.ok) return window;
  const area = spec.kernelSize * spec.kernelSize;
  const shape = [spec.filters, input[0], spec.kernelSize, spec.kernelSize];
  return pass(window.outputShape, weightAndBias(shape, input[0] * area, spec.filters * area, spec.bias));
}

function inferDepthwiseConv2d(spec: Spec<'depthwiseConv2d'>, input: Shape): Inference {
  const filters = input[0] * spec.depthMultiplier;
  const window = inferWindow(spec, 'kernel', input, filters);
  if (!window.ok) return window;
  const area = spec.kernelSize * spec.kernelSize;
  const shape = [filters, 1, spec.kernelSize, spec.kernelSize];
  return pass(window.outputShape, weightAndBias(shape, area, spec.depthMultiplier * area, spec.bias));
}

function inferDense(spec: Spec<'dense'>, input: Shape): Inference {
  return pass([spec.units], weightAndBias([spec.units, input[0]], input[0], spec.units, spec.bias));
}

function inferAdd({ name }: Spec<'add'>, inputs: readonly Shape[]): Inference {
  if (inputs.length < 2) return fail('tooFewInputs', `${name}: adds two or more inputs, but has ${inputs.length}.`);
  const [first] = inputs;
  const other = inputs.find((shape) => formatShape(shape) !== formatShape(first));
  if (!other) return pass(first);
  const shapes = `${formatShape(first)} and ${formatShape(other)}`;
  return fail('shapesDiffer', `${name}: adds inputs of one shape, but has ${shapes}.`);
}

function inferConcatenate({ name }: Spec<'concatenate'>, inputs: readonly Shape[]): Inference {
  if (inputs.length < 2) return fail('tooFewInputs', `${name}: joins two or more inputs, but has ${inputs.length}.`);
  const [first] = inputs;
  const rest = (shape: Shape): string => `${shape.length} ${formatShape(shape.slice(1))}`;
  const other = inputs.find((shape) => rest(shape) !== rest(first));
  if (!other) return pass([inputs.reduce((sum, [size]) => sum + size, 0), ...first.slice(1)]);
  const shapes = `${formatShape(first)} and ${formatShape(other)}`;
  return fail('shapesDiffer', `${name}: joins inputs that differ in their channels only, but has ${shapes}.`);
}

function needsImage({ name }: LayerSpec, input: Shape, infer: () => Inference): Inference {
  if (input.length === 3) return infer();
  const found = `a vector of ${formatShape(input)}`;
  return fail('needsImage', `${name}: needs an image (channels×height×width), but its input is ${found}.`);
}

function needsVector({ name }: LayerSpec, input: Shape, infer: () => Inference): Inference {
  if (input.length === 1) return infer();
  const found = formatShape(input);
  return fail('needsVector', `${name}: needs a vector, but its input is ${found}; put a Flatten before it.`);
}

/** The output shape and the parameters of `spec` on inputs of these shapes. */
export function inferShape(spec: LayerSpec, inputs: readonly Shape[]): Inference {
  const input = inputs[0];
  if (spec.kind === 'add') return inferAdd(spec, inputs);
  if (spec.kind === 'concatenate') return inferConcatenate(spec, inputs);
  if (inputs.length === 0) return fail('readsNothing', `${spec.name}: reads nothing yet.`);
  if (inputs.length !== 1) return fail('tooManyInputs', `${spec.name}: takes one input, but has ${inputs.length}.`);
  switch (spec.kind) {
    case 'conv2d':
      return needsImage(spec, input, () => inferConv2d(spec, input));
    case 'depthwiseConv2d':
      return needsImage(spec, input, () => inferDepthwiseConv2d(spec, input));
    case 'maxPool2d':
    case 'averagePool2d':
      return needsImage(spec, input, () => inferWindow({ ...spec, padding: 'valid' }, 'window', input, input[0]));
    case 'globalAveragePool2d':
      return needsImage(spec, input, () => pass([input[0]]));
    case 'dense':
      return needsVector(spec, input, () => inferDense(spec, input));
    case 'softmax':
      return needsVector(spec, input, () => pass(input));
    case 'flatten':
      return pass([sizeOf(input)]);
    case 'batchNorm':
      return pass(input, batchNormParameters(input[0]));
    case 'dropout':
    case 'relu':
    case 'leakyRelu':
    case 'sigmoid':
    case 'tanh':
      return pass(input);
    default:
      return spec satisfies never;
  }
}
