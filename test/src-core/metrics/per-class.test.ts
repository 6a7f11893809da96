import { expect, it } from 'vitest';
import { scoresPerClass } from '../../../src-core/metrics/per-class';

it('gives precision, recall and F1 as worked out by hand, and null where there is nothing to take a share of', () => {
  const confusion = [
    [6, 2, 0],
    [3, 9, 0],
    [0, 0, 0],
  ];
  expect(scoresPerClass(confusion)).toEqual([
    { label: 0, support: 8, precision: 6 / 9, recall: 6 / 8, f1: 12 / 17 },
    { label: 1, support: 12, precision: 9 / 11, recall: 9 / 12, f1: 18 / 23 },
    { label: 2, support: 0, precision: null, recall: null, f1: null },
  ]);
});
