import { DIGITS } from '../../../src-core/architecture/presets/preset';
import { expect, it } from 'vitest';
import { imageWords, readingWords, pinnedImage, turned } from '../../../src-renderer/state/pinned-image';

const drawn = Float32Array.of(0, 1);
const VALIDATION = { kind: 'validation', count: 5000 } as const;
const NONE = { kind: 'training', count: 0 } as const;
const IMAGE = [1, 28, 28];

it('is the drawing or a validation image, whichever is wanted', () => {
  expect(pinnedImage({ source: 'drawing', index: 3 }, VALIDATION, drawn)).toEqual({ kind: 'drawing', pixels: drawn });
  expect(pinnedImage({ source: 'example', index: 3 }, VALIDATION, drawn)).toEqual({ kind: 'validation', index: 3 });
});

it('is the other where one is missing, and nothing where both are', () => {
  expect(pinnedImage({ source: 'drawing', index: 3 }, VALIDATION, null)).toEqual({ kind: 'validation', index: 3 });
  expect(pinnedImage({ source: 'example', index: 3 }, NONE, drawn)?.kind).toBe('drawing');
  expect(pinnedImage({ source: 'example', index: 3 }, NONE, null)).toBeNull();
});

it('is a training image where none are kept apart for validation', () => {
  const training = { kind: 'training', count: 4 } as const;
  expect(pinnedImage({ source: 'example', index: 2 }, training, null)).toEqual({ kind: 'training', index: 2 });
});

it('stays among the validation images when there are fewer than before', () => {
  expect(pinnedImage({ source: 'example', index: 4000 }, { kind: 'validation', count: 100 }, null)).toEqual({
    kind: 'validation',
    index: 99,
  });
});

it('goes round and round', () => {
  expect(turned(0, -1, 5000)).toBe(4999);
  expect(turned(4999, 1, 5000)).toBe(0);
});

it('is said in words', () => {
  const words = imageWords({ kind: 'validation', index: 1481 }, 5000, IMAGE);
  expect(words.replaceAll('\u00a0', ' ')).toBe('validation image 1,482 of 5,000');
  const vector = imageWords({ kind: 'training', index: 2 }, 4, [2]);
  expect(vector.replaceAll('\u00a0', ' ')).toBe('training example 3 of 4');
  expect(imageWords({ kind: 'drawing', pixels: drawn }, 5000, IMAGE)).toBe('your drawing');
});

it.each([
  [[0.07, 0.93], 12, 'reads b, 93 %'],
  [[0.001, 0.999], 12, 'reads b, over 99 %'],
  [[0.52, 0.48], 0, 'untrained, guesses a, 52 %'],
  [[NaN, NaN], 12, 'no answer: its weights overflowed'],
])('probabilities %j after step %d: "%s"', (probabilities, step, words) => {
  expect(readingWords({ probabilities: Float32Array.from(probabilities), step }, ['a', 'b'])).toBe(words);
});

it('is no reading where the answer on the pad would be that it cannot tell', () => {
  const probabilities = new Float32Array(10).fill(0.1);
  const words = (step: number): string => readingWords({ probabilities, step }, DIGITS);
  expect(words(9)).toBe('cannot tell');
  expect(words(0)).toBe('untrained, guesses 0, 10 %');
});
