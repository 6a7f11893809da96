import type { LayerAnalysis } from '../../src-core/architecture/analyze';
import type { Initializer, LayerSpec } from '../../src-core/architecture/layer-spec';
import { formatCount, plural } from '../state/format';
import { weightsWords } from '../state/words';

/** [6, 28, 28] → "6 × 28 × 28" */
export function shapeWords(shape: readonly number[]): string {
  return shape.join(' × ');
}

/** [6, 28, 28] → "6 maps of 28 × 28", [400] → "400 values" */
export function outputWords([first = 0, ...sides]: readonly number[]): string {
  return sides.length > 0 ? `${plural(first, 'map')} of ${shapeWords(sides)}` : plural(first, 'value');
}

/** What a picture of a layer's output shows. */
export function mapsWords(name: string, shape: readonly number[], step: number | null): string {
  const when = step === null ? 'values are still to come' : weightsWords(step);
  return `${name}: ${outputWords(shape)}, ${when}`;
}

/** Three digits that tell something: 0, 0.412, 3.07, 12.5, 1,240, 1.2e-5 */
export function formatValue(value: number): string {
  if (value === 0) return '0';
  if (value < 0.001 || value >= 1e6) return value.toExponential(1);
  return value >= 1000 ? formatCount(value) : value.toPrecision(3);
}

/** How the first weights were drawn, with the deviation that this comes to here. */
function initializerWords(initializer: Initializer, fanIn: number, fanOut: number): string {
  switch (initializer.kind) {
    case 'heNormal':
      return `N(0,\u00a0√(2\u00a0/\u00a0${fanIn})), after He`;
    case 'xavierNormal':
      return `N(0,\u00a0√(2\u00a0/\u00a0${fanIn + fanOut})), after Glorot`;
    case 'normal':
      return `N(0,\u00a0${initializer.sigma})`;
    default:
      return initializer satisfies never;
  }
}

type Kind<K extends LayerSpec['kind']> = Extract<LayerSpec, { kind: K }>;

function convWords({ filters, kernelSize, stride, padding, bias }: Kind<'conv2d'>, channels: number): string {
  const size = `${channels} × ${kernelSize} × ${kernelSize}`;
  const edge = padding > 0 ? `with ${padding} of padding` : 'without padding';
  return `${plural(filters, 'filter')} of ${size}, ${edge}, moved by ${stride}, ${bias ? 'each with a bias' : 'without bias'}.`;
}

function poolWords({ kernelSize, stride, ties }: Kind<'maxPool2d'>): string {
  const equals = ties === 'all' ? 'all of equal largest ones' : 'the first of equal largest ones';
  return `The largest value of each ${kernelSize} × ${kernelSize} window, moved by ${stride}; gradients go to ${equals}.`;
}

/** What a layer does, in a sentence. */
function doesWords({ spec, inputShapes }: LayerAnalysis): string {
  const input = inputShapes?.[0] ?? [];
  switch (spec.kind) {
    case 'conv2d':
      return convWords(spec, input[0] ?? 0);
    case 'maxPool2d':
      return poolWords(spec);
    case 'relu':
      return 'Positive values as they are, zero for negative ones.';
    case 'flatten':
      return `${shapeWords(input)} laid out as one vector.`;
    case 'dense':
      return `${plural(spec.units, 'weighted sum')} of ${plural(input[0] ?? 0, 'value')}${spec.bias ? ', each with a bias' : ', without bias'}.`;
    case 'add':
      return `The sum of ${spec.inputs.join(' and ')}, value by value.`;
    default:
      return spec satisfies never;
  }
}

/** What a layer does, what it reads and how its weights began. */
export function settingsWords(layer: LayerAnalysis): string {
  const { spec, inputShapes, parameters } = layer;
  const reads = `Reads ${spec.inputs.map((name, i) => `${name}, ${shapeWords(inputShapes?.[i] ?? [])}`).join('; ')}.`;
  const [weight] = parameters;
  const begins =
    weight && 'initializer' in spec
      ? `First weights from ${initializerWords(spec.initializer, weight.fanIn, weight.fanOut)}.`
      : 'It has no weights to learn.';
  return `${doesWords(layer)} ${reads} ${begins}`;
}

/** How a picture of weights (out, in, k, k) or (out, in) is to be read. */
export function weightsLegend([out = 0, channels = 0, ...kernel]: readonly number[]): string {
  if (kernel.length === 0) return `${plural(out, 'output')} down, ${plural(channels, 'input')} across`;
  const down = channels > 1 ? `, ${plural(channels, 'input channel')} down` : '';
  return `${plural(out, 'filter')} across${down}`;
}
