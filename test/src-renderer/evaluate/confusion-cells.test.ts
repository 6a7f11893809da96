import { describe, expect, it } from 'vitest';
import { cellWords, confusionCells } from '../../../src-renderer/evaluate/confusion-cells';

/** Of 100 zeros 4 are read as a one, of 10 ones 2 as a zero. */
const MATRIX = [
  [96, 4],
  [2, 8],
];
const NAMES = ['0', '1'];

const textsOf = (mode: 'counts' | 'shares'): string[][] =>
  confusionCells(MATRIX, mode).rows.map((row) => row.map(({ text }) => text));

describe('the cells', () => {
  it('are images, or percent of the images of their row', () => {
    expect(textsOf('counts')).toEqual([['96', '4'], ['2', '8']]); // prettier-ignore
    expect(textsOf('shares')).toEqual([['96.0', '4.0'], ['20.0', '80.0']]); // prettier-ignore
  });

  it('are strongest where the largest mistake is, and say how large it is', () => {
    const counts = confusionCells(MATRIX, 'counts');
    expect(counts.strongest).toBe('4 images');
    expect(counts.rows[0][1]).toMatchObject({ kind: 'wrong', strength: 1 });
    expect(counts.rows[1][0].strength).toBeCloseTo(0.6);
    const shares = confusionCells(MATRIX, 'shares');
    expect(shares.strongest).toBe('20.0 %');
    expect(shares.rows[1][0].strength).toBe(1);
  });

  it('on the diagonal tell the share that is right, whatever is written in them', () => {
    for (const mode of ['counts', 'shares'] as const) {
      expect(confusionCells(MATRIX, mode).rows[1][1]).toMatchObject({ kind: 'right' });
      expect(confusionCells(MATRIX, mode).rows[1][1].strength).toBeCloseTo(0.2 + 0.8 * 0.8);
    }
  });

  it('of nothing are empty, also for a class without images', () => {
    const { rows, strongest } = confusionCells([[5, 0], [0, 0]], 'shares'); // prettier-ignore
    expect(strongest).toBeNull();
    expect(rows.flat().map(({ text }) => text)).toEqual(['100.0', '', '', '']);
  });
});

it('a cell in words', () => {
  expect(cellWords(MATRIX, 1, 0, NAMES)).toBe('1 read as 0: 2 of 10 images, 20.0 %');
  expect(cellWords([[0, 0]], 0, 1, NAMES)).toBe('0 read as 1: 0 of 0 images');
});
