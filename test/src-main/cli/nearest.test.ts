import { expect, it } from 'vitest';
import { nearest } from '../../../src-main/cli/nearest';

it.each([
  ['tarin', 'train'],
  ['sumary', 'summary'],
  ['EXPORT', 'export'],
  ['preset', 'presets'],
  ['', 'train'],
])('takes %j for %j', (word, meant) => {
  expect(nearest(word, ['summary', 'presets', 'export', 'train'])).toBe(meant);
});

it('takes the first of those that are equally near', () => {
  expect(nearest('x', ['a', 'b'])).toBe('a');
});
