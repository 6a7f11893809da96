import { formatShape, type Shape } from '../tensor/shape';
import type { LayerSpec } from './layer-spec';

/** What one layer makes of its inputs, or one sentence on why it cannot. Shapes are per example. */
export type Inference =
  | { readonly ok: true; readonly outputShape: Shape; readonly parameters: readonly ParameterShape[] }
  | { readonly ok: false; readonly error: string };

/** A parameter to be: `fanIn` and `fanOut` count the weights into and out of one unit, for the initialisers. */
export interface ParameterShape {
  readonly role: 'weight' | 'bias';
  readonly shape: Shape;
  readonly fanIn: number;
  readonly fanOut: number;
}

const fail = (error: string): Inference => ({ ok: false, error });
const pass = (outputShape: Shape, parameters: ParameterShape[] = []): Inference => ({
  ok: true,
  outputShape,
  parameters,
});

function weightAndBias(shape: Shape, fanIn: number, fanOut: number, bias: boolean): ParameterShape[] {
  const weight: ParameterShape = { role: 'weight', shape, fanIn, fanOut };
  return bias ? [weight, { role: 'bias', shape: [shape[0]], fanIn, fanOut }] : [weight];
}

function inferWindow(
  spec: { name: string; kernelSize: number; stride: number },
  word: 'kernel' | 'window',
  input: Shape,
  padding: number,
  channels: number,
): Inference {
  const [, height, width] = input;
  const { name, kernelSize: k, stride } = spec;
  if (k > height + 2 * padding || k > width + 2 * padding) {
    const padded = padding > 0 ? ` with padding ${padding}` : '';
    return fail(`${name}: a ${k}×${k} ${word} does not fit into ${height}×${width}${padded}.`);
  }
  const side = (size: number): number => Math.floor((size + 2 * padding - k) / stride) + 1;
  return pass([channels, side(height), side(width)]);
}

function inferConv2d(spec: LayerSpec & { kind: 'conv2d' }, input: Shape): Inference {
  const window = inferWindow(spec, 'kernel', input, spec.padding, spec.filters);
  if (!window.ok) return window;
  const area = spec.kernelSize * spec.kernelSize;
  const shape = [spec.filters, input[0], spec.kernelSize, spec.kernelSize];
  return pass(window.outputShape, weightAndBias(shape, input[0] * area, spec.filters * area, spec.bias));
}

function needsImage(spec: LayerSpec, input: Shape): string | null {
  if (input.length === 3) return null;
  return `${spec.name}: needs an image (channels×height×width), but its input is a vector of ${formatShape(input)}.`;
}

/** The output shape and the parameters of `spec` on inputs of these shapes. */
export function inferShape(spec: LayerSpec, inputs: readonly Shape[]): Inference {
  const input = inputs[0];
  if (spec.kind !== 'add' && inputs.length !== 1) {
    return fail(`${spec.name}: takes one input, but has ${inputs.length}.`);
  }
  switch (spec.kind) {
    case 'conv2d': {
      const error = needsImage(spec, input);
      return error ? fail(error) : inferConv2d(spec, input);
    }
    case 'maxPool2d': {
      const error = needsImage(spec, input);
      return error ? fail(error) : inferWindow(spec, 'window', input, 0, input[0]);
    }
    case 'relu':
      return pass(input);
    case 'flatten':
      return pass([input.reduce((product, size) => product * size, 1)]);
    case 'dense': {
      if (input.length !== 1) {
        return fail(`${spec.name}: needs a vector, but its input is ${formatShape(input)}; put a Flatten before it.`);
      }
      return pass([spec.units], weightAndBias([spec.units, input[0]], input[0], spec.units, spec.bias));
    }
    case 'add': {
      if (inputs.length < 2) return fail(`${spec.name}: adds two or more inputs, but has ${inputs.length}.`);
      const other = inputs.find((shape) => formatShape(shape) !== formatShape(input));
      if (!other) return pass(input);
      return fail(`${spec.name}: adds inputs of one shape, but has ${formatShape(input)} and ${formatShape(other)}.`);
    }
    default:
      return spec satisfies never;
  }
}
