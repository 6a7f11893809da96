import { expect, it } from 'vitest';
import {
  formatCount,
  formatDuration,
  formatLoss,
  formatMoment,
  formatPercent,
  formatRate,
  plural,
  roughDuration,
} from '../../../src-renderer/state/format';

it('has a word for what is not known', () => {
  expect([formatLoss(NaN), formatPercent(NaN)]).toEqual(['–', '–']);
});

it('sets counts with their thousands apart', () => {
  expect(formatCount(0)).toBe('0');
  expect(formatCount(55000)).toBe('55,000');
  expect(plural(1, 'time')).toBe('1 time');
  expect(plural(1204, 'step')).toBe('1,204 steps');
});

it('writes shares as percent', () => {
  expect(formatPercent(0.9761)).toBe('97.61 %');
  expect(formatPercent(1, 0)).toBe('100 %');
});

it('keeps a loss short, however small or large', () => {
  expect(formatLoss(0.05213)).toBe('0.0521');
  expect(formatLoss(16.1181)).toBe('16.12');
  expect(formatLoss(8.219e31)).toBe('8.2e+31');
});

it.each([
  [0, '0 s'],
  [59.4, '59 s'],
  [59.6, '1 min 00 s'],
  [125, '2 min 05 s'],
  [4020, '1 h 07 min'],
])('says %d seconds as "%s"', (seconds, words) => {
  expect(formatDuration(seconds)).toBe(words);
});

it('dates a moment', () => {
  expect(formatMoment(new Date(2026, 10, 26, 3, 58).getTime())).toBe('26 Nov 2026, 03:58');
});

it.each([
  [0.2, '1 s'],
  [12.4, '12 s'],
  [43, '45 s'],
  [59, '1 min'],
  [124, '2 min'],
  [126, '2 min 10 s'],
  [1000, '17 min'],
  [4000, '1 h 05 min'],
])('says of an estimate of %d seconds no more than is known: %s', (seconds, words) => {
  expect(roughDuration(seconds)).toBe(words);
});

it.each([
  [0, '0'],
  [0.02, '0.02'],
  [0.0134567, '0.0135'],
  [0.00016, '0.00016'],
  [1.6e-8, '1.6e-8'],
  [1e-5, '1e-5'],
])('shows a rate of %d as "%s"', (rate, words) => {
  expect(formatRate(rate)).toBe(words);
});
