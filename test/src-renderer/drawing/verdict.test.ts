import { expect, it } from 'vitest';
import { DIGITS } from '../../../src-core/architecture/presets/preset';
import { verdict } from '../../../src-renderer/drawing/verdict';

/** Probabilities of these digits; the rest share what is left. */
function probabilities(known: Record<number, number>): Float32Array {
  const rest = 1 - Object.values(known).reduce((sum, value) => sum + value, 0);
  const each = rest / (10 - Object.keys(known).length);
  return Float32Array.from({ length: 10 }, (_, digit) => known[digit] ?? each);
}

const judge = (known: Record<number, number>, step = 860): string =>
  verdict({ probabilities: probabilities(known), step }, DIGITS);

it('asks for a digit when there is none', () => {
  expect(verdict(null, DIGITS)).toBe('Draw a digit.');
});

it('says what it reads, with the right article', () => {
  expect(judge({ 7: 0.976 })).toBe('It reads a 7.');
  expect(judge({ 8: 0.976 })).toBe('It reads an 8.');
});

it('names the rival when it is not sure', () => {
  expect(judge({ 1: 0.45, 8: 0.4 })).toBe('It reads a 1, or perhaps an 8.');
  expect(judge({ 2: 0.51, 7: 0.446 })).toBe('It reads a 2, or perhaps a 7.');
  expect(judge({ 2: 0.4, 7: 0.1 })).toBe('It reads a 2.');
});

it('says when its answer is no better than chance', () => {
  expect(judge({ 1: 0.236, 9: 0.21 })).toBe('It cannot tell.');
});

it('does not make an untrained network look as if it knew', () => {
  expect(judge({}, 0)).toBe('An untrained network: about 10 % for each digit.');
  expect(judge({ 7: 0.6 }, 0)).toBe('An untrained network: it can only guess.');
});

it('makes nothing of numbers that are none', () => {
  expect(verdict({ probabilities: new Float32Array(10).fill(NaN), step: 4 }, DIGITS)).toBe(
    'No answer: its weights overflowed.',
  );
});
