import { expect, it } from 'vitest';
import { aboutSeconds, bytesWords, countWords } from '../../../src-renderer/editor/cost-words';

it('tells counts, memory and time as they can be compared at a glance', () => {
  expect([0, 416_520, 11_250_000, 2.5e9].map(countWords)).toEqual(['0', '416,520', '11.3 M', '2.50 G']);
  expect([40, 18_816, 345_000, 24_300_000].map(bytesWords)).toEqual(['40 B', '18.4 kB', '337 kB', '23.2 MB']);
  expect([0.0004, 0.31, 1.44, 12.3, 125].map(aboutSeconds)).toEqual([
    '≈ 0.40 ms',
    '≈ 0.31 s',
    '≈ 1.4 s',
    '≈ 12 s',
    '≈ 2 min 05 s',
  ]);
});
