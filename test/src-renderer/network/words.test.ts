import { describe, expect, it } from 'vitest';
import { analyzeNetwork } from '../../../src-core/architecture/analyze';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { notebook000 } from '../../../src-core/architecture/presets/notebook-000';
import {
  formatValue,
  mapsWords,
  outputLegend,
  outputStepWords,
  outputWords,
  settingsWords,
  weightsLegend,
} from '../../../src-renderer/network/words';
import { shapeWords } from '../../../src-renderer/network/shape-words';

const layers = [lenet5, notebook000].flatMap(({ network }) => analyzeNetwork(network).layers);
const wordsOf = (name: string): string =>
  settingsWords(layers.find(({ spec }) => spec.name === name)!).replaceAll('\u00a0', ' ');

it('says a shape as it is read', () => {
  expect(shapeWords([16, 5, 5])).toBe('16 × 5 × 5');
  expect(outputWords([16, 5, 5])).toBe('16 maps of 5 × 5');
  expect(outputWords([400])).toBe('400 values');
  expect(mapsWords('fc3', [10], 860)).toBe('fc3: 10 values, weights after step 860');
});

it.each([
  [0, '0'],
  [0.41236, '0.412'],
  [12.5, '12.5'],
  [1240.4, '1,240'],
  [999.7, '1,000'],
  [0.0000123, '1.2e−5'],
  [-0.41236, '−0.412'],
  [-1240.4, '−1,240'],
  [-2.5e7, '−2.5e7'],
  [NaN, 'not a number'],
  [-Infinity, '−∞'],
])('%d → %s', (value, text) => {
  expect(formatValue(value)).toBe(text);
});

describe('the settings of', () => {
  it.each([
    [
      'conv1',
      '6 filters of 1 × 5 × 5, with 2 of padding, moved by 1 pixel at a time (stride 1), each with a bias. Reads input, 1 × 28 × 28. First weights from N(0, √(2 / 25)), after He: at random, two in three within ±0.283, so that what passes through keeps its size.',
    ],
    [
      'fc3',
      '10 weighted sums of 84 values, each with a bias. Reads relu4, 84. First weights from N(0, 0.01): at random, two in three within ±0.0100.',
    ],
    [
      'fc',
      '10 weighted sums of 169 values, each with a bias. Reads flatten, 169. First weights from N(0, 0.1): at random, two in three within ±0.100.',
    ],
    ['pool', 'The largest value of each 2 × 2 window, moved by 2 pixels at a time (stride 2); gradients, which tell each value how it should have been, go to all of equal largest ones. Reads relu, 1 × 26 × 26. It has no weights to learn.'], // prettier-ignore
    ['flatten', '16 × 5 × 5 laid out as one vector. Reads pool2, 16 × 5 × 5. It has no weights to learn.'],
  ])('%s', (name, words) => {
    expect(wordsOf(name)).toBe(words);
  });
});

it('says of which weights an output is', () => {
  expect(outputStepWords(286, true)).toBe('weights after step 286');
  expect(outputStepWords(286, false)).toBe('output by the weights after step 286');
});

it('says how a picture of weights is read', () => {
  expect(weightsLegend([16, 6, 5, 5])).toBe('16 filters across, 6 input channels down');
  expect(weightsLegend([1, 1, 3, 3])).toBe('1 filter');
  expect(weightsLegend([8])).toBe('one of each of 8 channels');
  expect(weightsLegend([120, 400])).toBe('120 outputs down, 400 inputs across');
});

it('says where values are left out', () => {
  expect(outputLegend([400], 1)).toBe('400 values');
  expect(outputLegend([8192], 2)).toBe('8,192 values, every 2nd value shown');
  expect(outputLegend([16384], 4)).toBe('16,384 values, every 4th value shown');
});
