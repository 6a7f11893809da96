import { expect, it } from 'vitest';
import { imageWords, pinnedImage, turned } from '../../../src-renderer/state/pinned-image';

const drawn = Float32Array.of(0, 1);

it('is the drawing or a validation image, whichever is wanted', () => {
  expect(pinnedImage({ source: 'drawing', index: 3 }, 5000, drawn)).toEqual({ kind: 'drawing', pixels: drawn });
  expect(pinnedImage({ source: 'validation', index: 3 }, 5000, drawn)).toEqual({ kind: 'validation', index: 3 });
});

it('is the other where one is missing, and nothing where both are', () => {
  expect(pinnedImage({ source: 'drawing', index: 3 }, 5000, null)).toEqual({ kind: 'validation', index: 3 });
  expect(pinnedImage({ source: 'validation', index: 3 }, 0, drawn)?.kind).toBe('drawing');
  expect(pinnedImage({ source: 'validation', index: 3 }, 0, null)).toBeNull();
});

it('stays among the validation images when there are fewer than before', () => {
  expect(pinnedImage({ source: 'validation', index: 4000 }, 100, null)).toEqual({ kind: 'validation', index: 99 });
});

it('goes round and round', () => {
  expect(turned(0, -1, 5000)).toBe(4999);
  expect(turned(4999, 1, 5000)).toBe(0);
});

it('is said in words', () => {
  expect(imageWords({ kind: 'validation', index: 1481 }, '3')).toBe('validation image 1,482, a 3');
  expect(imageWords({ kind: 'validation', index: 0 }, '8')).toBe('validation image 1, an 8');
  expect(imageWords({ kind: 'validation', index: 0 }, null)).toBe('validation image 1');
  expect(imageWords({ kind: 'drawing', pixels: drawn }, null)).toBe('your drawing');
});
