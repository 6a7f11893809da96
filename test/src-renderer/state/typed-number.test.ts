import { expect, it } from 'vitest';
import { z } from 'zod';
import { parseNumber, rangeWords, shownNumber } from '../../../src-renderer/state/typed-number';

it.each([
  ['0.02', 0.02],
  [' 1e-3 ', 0.001],
  ['.5', 0.5],
  ['55,000', 55000],
  ['-2', -2],
  ['5,5', NaN],
  ['1e', NaN],
  ['0x10', NaN],
  ['', NaN],
])('"%s" is read as %d', (text, value) => {
  expect(parseNumber(text)).toBe(value);
});

it('what is shown is read as the same', () => {
  for (const value of [0, 7, 55000, 1234567, 0.02, -3.5]) expect(parseNumber(shownNumber(value))).toBe(value);
  expect(shownNumber(55000)).toBe('55,000');
});

it('a range says whether its lower end belongs to it', () => {
  expect(rangeWords(z.int().min(1).max(4096))).toBe('a whole number from 1 to 4,096');
  expect(rangeWords(z.number().gt(0).max(10))).toBe('a number above 0, at most 10');
  expect(rangeWords(z.int().min(1).max(4096), 20)).toBe('a whole number from 1 to 20');
});
