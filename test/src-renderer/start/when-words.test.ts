import { expect, it } from 'vitest';
import { whenWords } from '../../../src-renderer/start/when-words';

const now = new Date(2026, 10, 26, 9, 30).getTime();

it.each([
  [new Date(2026, 10, 26, 0, 5), 'today, 00:05'],
  [new Date(2026, 10, 25, 23, 59), 'yesterday'],
  [new Date(2026, 10, 24, 23, 59), '24 November'],
  [new Date(2025, 11, 31), '31 December 2025'],
])('%s is %s', (date, words) => {
  expect(whenWords(date.getTime(), now)).toBe(words);
});
