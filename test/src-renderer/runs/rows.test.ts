import { describe, expect, it } from 'vitest';
import { COLUMNS } from '../../../src-renderer/runs/columns';
import {
  filtered,
  NO_FILTER,
  orderWords,
  placeIn,
  rowBeside,
  rowsOf,
  seenRows,
  sorted,
  sortedBy,
} from '../../../src-renderer/runs/rows';
import { entriesOf, runEntry, type Entry } from '../../../src-renderer/state/run-entries';
import { epochOf, seriesOf, shownRunOf } from '../support/runs';

const column = (id: string) => COLUMNS.find((one) => one.id === id)!;
const keys = (entries: readonly Entry[]): string[] => entries.map(({ key }) => key);

const runs = [
  shownRunOf({ id: 'a', name: 'Wide', startedAt: 1, best: epochOf(0.99), tags: ['keep'], seed: 10 }),
  shownRunOf({ id: 'b', name: 'narrow 10', startedAt: 2, best: null, notes: 'Too small', seed: 9, state: 'stopped' }),
  shownRunOf({ id: 'c', name: 'narrow 9', startedAt: 3, best: epochOf(0.97), network: 'tiny', starred: true, seed: 9 }),
];
const entries = entriesOf(runs);

describe('sorting', () => {
  it('puts what has no value last, whichever way', () => {
    expect(keys(sorted(entries, column('accuracy'), true))).toEqual(['a', 'c', 'b']);
    expect(keys(sorted(entries, column('accuracy'), false))).toEqual(['c', 'a', 'b']);
  });

  it('reads numbers in names, and among equals the newest is first', () => {
    expect(keys(sorted(entries, column('name'), false))).toEqual(['c', 'b', 'a']);
    expect(keys(sorted(entries, column('seed'), false))).toEqual(['c', 'b', 'a']);
    expect(keys(sorted(entries, column('seed'), true))).toEqual(['a', 'c', 'b']);
  });

  it('works by every column', () => {
    for (const one of COLUMNS) expect(keys(sorted(entries, one, true)).sort(), one.id).toEqual(['a', 'b', 'c']);
  });

  it('by the same column again turns round; numbers begin with the largest, words with the first', () => {
    const byName = sortedBy({ by: 'started', descending: true }, column('name'));
    expect(byName).toEqual({ by: 'name', descending: false });
    expect(sortedBy(byName, column('name'))).toEqual({ by: 'name', descending: true });
    expect(sortedBy(byName, column('accuracy'))).toEqual({ by: 'accuracy', descending: true });
  });
});

describe('the filter', () => {
  it.each([
    ['keep', ['a']],
    ['too SMALL', ['b']],
    ['narrow tiny', ['c']],
    ['  ', ['a', 'b', 'c']],
    ['nothing', []],
  ])('"%s" is looked for in name, tags, notes and network', (text, found) => {
    expect(keys(filtered(entries, { ...NO_FILTER, text }))).toEqual(found);
  });

  it('finds letters with and without their marks, whatever else they mean elsewhere', () => {
    const odd = ['Größe É', 'a.b (2×)', 'ﬁne'].map((name) => runEntry(shownRunOf({ id: name, name })));
    const found = (text: string) => keys(filtered(odd, { ...NO_FILTER, text }));
    expect([found('große é'), found('GRO')]).toEqual([['Größe É'], ['Größe É']]);
    expect([found('(2'), found('a.b'), found('axb'), found('fine')]).toEqual([['a.b (2×)'], ['a.b (2×)'], [], ['ﬁne']]);
  });

  it('knows states and stars', () => {
    expect(keys(filtered(entries, { ...NO_FILTER, state: 'stopped' }))).toEqual(['b']);
    const present = entriesOf([shownRunOf({ id: 'p', phase: 'failed', state: 'unfinished' })]);
    expect(keys(filtered(present, { ...NO_FILTER, state: 'failed' }))).toEqual(['p']);
    expect(keys(filtered(entries, { ...NO_FILTER, starred: true }))).toEqual(['c']);
  });

  it('finds a series by any of its runs', () => {
    const [first, second] = seriesOf('s', [0.9, 0.91]);
    const series = entriesOf([first, { ...second, notes: 'the odd one' }]);
    expect(keys(filtered(series, { ...NO_FILTER, text: 'odd' }))).toEqual(['series:s']);
  });
});

it('the runs of an opened series stand below it', () => {
  const all = entriesOf([...seriesOf('s', [0.9, 0.91]), runs[0]]);
  expect(rowsOf(all, []).map(({ entry }) => entry.key)).toEqual(['series:s', 'a']);
  expect(rowsOf(all, ['series:s', 'a']).map(({ entry, isPart }) => [entry.key, isPart])).toEqual([
    ['series:s', false],
    ['s-0', true],
    ['s-1', true],
    ['a', false],
  ]);
});

it('only rows in sight and some around them are drawn', () => {
  expect(seenRows(0, 280, 28, 500)).toEqual([0, 16]);
  expect(seenRows(2800, 280, 28, 500)).toEqual([94, 116]);
  expect(seenRows(28 * 499, 280, 28, 500)).toEqual([493, 500]);
  expect(seenRows(2800, 280, 28, 3)).toEqual([3, 3]);
});

it('tells in which order the rows stand', () => {
  expect(orderWords(column('started'), true)).toBe('newest first');
  expect(orderWords(column('started'), false)).toBe('oldest first');
  expect(orderWords(column('accuracy'), true)).toBe('by val. accuracy ↓');
});

describe('the current row', () => {
  const all = entriesOf([...runs, ...seriesOf('s', [0.9, 0.91])]);
  const [closed, opened] = [rowsOf(all, []), rowsOf(all, ['series:s'])];

  it('is that of its key, or that of the series around it', () => {
    expect(placeIn(closed, 'b')).toBe(1);
    expect(placeIn(closed, 's-1')).toBe(3);
    expect(placeIn(opened, 's-1')).toBe(5);
  });

  it('is the first where what it was is gone, and none where nothing is', () => {
    expect(placeIn(closed, 'gone')).toBe(0);
    expect(placeIn(closed, null)).toBe(0);
    expect(placeIn([], 'a')).toBe(-1);
  });

  it('gives way to the next one, at the end to the one before; with a series go its runs', () => {
    expect(rowBeside(closed, 1, closed[1].entry)?.entry.key).toBe('c');
    expect(rowBeside(closed, 3, closed[3].entry)?.entry.key).toBe('c');
    expect(rowBeside(opened, 3, opened[3].entry)?.entry.key).toBe('c');
    expect(rowBeside(closed.slice(0, 1), 0, closed[0].entry)).toBeUndefined();
  });
});
