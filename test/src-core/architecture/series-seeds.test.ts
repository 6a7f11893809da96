import { expect, it } from 'vitest';
import { seedsLeft } from '../../../src-core/architecture/series-seeds';

const run = (id: string, seed: number, state: 'unfinished' | 'stopped' | 'finished' | 'failed', series = 'a') => ({
  ...{ id, seed, state },
  series,
});

it('what was stopped is trained again; what failed would fail again, and what is unfinished can go on', () => {
  const runs = [run('a', 7, 'finished'), run('b', 8, 'stopped'), run('c', 9, 'failed'), run('d', 10, 'unfinished')];
  expect(seedsLeft(runs, 'a', 6)).toEqual({ missing: [8, 11, 12], unfinished: [runs[3]] });
});

it('seeds follow that of the first run, and the lowest where that is gone', () => {
  expect(seedsLeft([run('b', 3, 'finished'), run('a', 7, 'finished')], 'a', 3).missing).toEqual([8, 9]);
  expect(seedsLeft([run('c', 9, 'finished'), run('b', 8, 'finished')], 'a', 3).missing).toEqual([10]);
});

it('other series, and one without a run, count for nothing', () => {
  expect(seedsLeft([run('a', 7, 'finished'), run('b', 8, 'finished', 'b')], 'a', 2).missing).toEqual([8]);
  expect(seedsLeft([run('a', 7, 'finished')], 'z', 2)).toEqual({ missing: [], unfinished: [] });
});
