import type { LayerAnalysis } from '../../src-core/architecture/analyze';
import type { Initializer } from '../../src-core/architecture/layer-spec';
import { formatCount, plural } from '../state/format';
import { weightsWords } from '../state/words';
import { layerSentence } from './layer-sentence';
import { shapeWords } from './shape-words';

/** [6, 28, 28] → "6 maps of 28 × 28", [400] → "400 values" */
export function outputWords([first = 0, ...sides]: readonly number[]): string {
  return sides.length > 0 ? `${plural(first, 'map')} of ${shapeWords(sides)}` : plural(first, 'value');
}

/** What a picture of a layer's output shows. */
export function mapsWords(name: string, shape: readonly number[], step: number | null): string {
  const when = step === null ? 'values are still to come' : weightsWords(step);
  return `${name}: ${outputWords(shape)}, ${when}`;
}

/** Of which weights an output is; a layer that has none is given what those before it made. */
export function outputStepWords(step: number, hasWeights: boolean): string {
  return hasWeights ? weightsWords(step) : `output by the ${weightsWords(step)}`;
}

/** Three digits that tell something, with a true minus sign: 0, −0.412, 3.07, 12.5, 1,240, 1.2e−5 */
export function formatValue(value: number): string {
  const size = Math.abs(value);
  if (Number.isNaN(value)) return 'not a number';
  if (size === Infinity) return value < 0 ? '−∞' : '∞';
  if (size === 0) return '0';
  const tiny = size < 0.001;
  const digits =
    tiny || size >= 1e6 ? value.toExponential(1) : size >= 999.5 ? formatCount(value) : value.toPrecision(3);
  return digits.replaceAll('-', '−').replace('+', '');
}

/** In plain words, what a normal distribution about zero gives. */
const random = (deviation: number): string => `at random, two in three within ±${formatValue(deviation)}`;
/** What the rules of He and Glorot are for. */
const KEEPS = ', so that what passes through keeps its size';

/** How the first weights were drawn, with the deviation that this comes to here. */
function initializerWords(initializer: Initializer, fanIn: number, fanOut: number): string {
  switch (initializer.kind) {
    case 'heNormal':
      return `from N(0,\u00a0√(2\u00a0/\u00a0${fanIn})), after He: ${random(Math.sqrt(2 / fanIn))}${KEEPS}`;
    case 'xavierNormal':
      return `from N(0,\u00a0√(2\u00a0/\u00a0${fanIn + fanOut})), after Glorot: ${random(Math.sqrt(2 / (fanIn + fanOut)))}${KEEPS}`;
    case 'heUniform':
      return `from U(±√(6\u00a0/\u00a0${fanIn})), after He: at random between these two${KEEPS}`;
    case 'xavierUniform':
      return `from U(±√(6\u00a0/\u00a0${fanIn + fanOut})), after Glorot: at random between these two${KEEPS}`;
    case 'constant':
      return `all ${initializer.value}`;
    case 'normal':
      return `from N(0,\u00a0${initializer.sigma}): ${random(initializer.sigma)}`;
    default:
      return initializer satisfies never;
  }
}

/** What a layer does, what it reads and how its weights began. */
export function settingsWords(layer: LayerAnalysis): string {
  const { spec, inputShapes, parameters } = layer;
  const reads = `Reads ${spec.inputs.map((name, i) => `${name}, ${shapeWords(inputShapes?.[i] ?? [])}`).join('; ')}.`;
  const [weight] = parameters;
  const begins =
    weight && 'initializer' in spec
      ? `First weights ${initializerWords(spec.initializer, weight.fanIn, weight.fanOut)}.`
      : 'It has no weights to learn.';
  const sentences = `${layerSentence(spec, inputShapes ?? [])} ${reads} ${begins}`;
  return sentences.replaceAll(' × ', '\u00a0×\u00a0'); // a shape stays in one line
}

/** How a picture of weights (out, in, k, k) or (out, in) is to be read. */
export function weightsLegend([out = 0, channels, ...kernel]: readonly number[]): string {
  if (channels === undefined) return `one of each of ${plural(out, 'channel')}`;
  if (kernel.length === 0) return `${plural(out, 'output')} down, ${plural(channels, 'input')} across`;
  if (channels === 1) return plural(out, 'filter');
  return `${plural(out, 'filter')} across, ${plural(channels, 'input channel')} down`;
}

const ORDINALS = ['', '', '2nd', '3rd'];

/** How an opened picture of an output is to be read. `stride`: every how manyth of its values is there. */
export function outputLegend(shape: readonly number[], stride: number): string {
  const thinned = stride === 1 ? '' : `, every ${ORDINALS[stride] ?? `${stride}th`} value shown`;
  return `${outputWords(shape)}${thinned}`;
}
