import { expect, it } from 'vitest';
import {
  aboutSeconds,
  bytesWords,
  countWords,
  epochHint,
  layerTimeWords,
} from '../../../src-renderer/editor/cost-words';

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

it('tells what of an epoch is a layer’s', () => {
  const time = { seconds: 2, layers: [0.7, 0, 0.004], images: 1.296, basis: 'steps' } as const;
  expect([0, 1, 2].map((at) => layerTimeWords(time, at))).toEqual([
    '≈ 0.70 s of an epoch (35 %)',
    'no time of its own',
    '≈ 4.0 ms of an epoch (< 1 %)',
  ]);
  expect(layerTimeWords(time, -1)).toBeNull();
  expect(layerTimeWords({ ...time, layers: null }, 0)).toBeNull();
  expect(layerTimeWords(null, 0)).toBeNull();
});

it('tells how the time of an epoch is known, and what of it is no layer’s', () => {
  const time = { seconds: 2, layers: null, images: null, basis: 'contendedSteps' } as const;
  expect(epochHint(time)).toBe('Found by running some steps on this machine, beside the training that is going on');
  expect(epochHint({ ...time, images: 0.5, basis: 'work' })).toBe(
    'An estimate, by how much more or less this is to compute than what was measured last. Images, loaded and augmented: 25 %',
  );
});
