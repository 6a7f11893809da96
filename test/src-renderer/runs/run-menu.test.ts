import { expect, it } from 'vitest';
import { runMenu } from '../../../src-renderer/runs/run-menu';
import { repeatWay, type RepeatWay } from '../../../src-renderer/state/repeat-way';
import { entriesOf, type Entry } from '../../../src-renderer/state/run-entries';
import { seriesOf, shownRunOf } from '../support/runs';

const nothing = (): void => undefined;
const deeds = {
  openRun: nothing,
  fork: nothing,
  repeat: nothing,
  repeatWay: ({ runs }: Entry): RepeatWay => repeatWay(runs[0], runs, false),
  rename: nothing,
  star: nothing,
  remove: nothing,
};
const menu = (entry: ReturnType<typeof entriesOf>[number], isCompared = false, refusal: string | null = null) =>
  runMenu(entry, deeds, { has: () => isCompared, toggle: nothing }, refusal);

it('what is being trained is not deleted, and the present run is open already', () => {
  const [entry] = entriesOf([shownRunOf({ phase: 'training' })]);
  const refused = menu(entry).filter(({ refusal }) => refusal);
  expect(refused.map(({ label }) => label)).toEqual(['Open', 'Delete']);
  expect(menu(entriesOf([shownRunOf()])[0]).filter(({ refusal }) => refusal)).toEqual([]);
});

it('without a trainer runs are compared, and nothing else', () => {
  const items = menu(entriesOf([shownRunOf()])[0], false, 'There is none.');
  expect(items.filter(({ refusal }) => refusal !== 'There is none.').map(({ label }) => label)).toEqual(['Compare']);
});

it('a series is not forked but completed, and deleted as a whole', () => {
  const labels = menu(entriesOf(seriesOf('s', [0.9, 0.91]))[0]).map(({ label }) => label);
  expect(labels).toEqual([
    'Open the first run',
    'Complete the series',
    'Compare',
    'Rename',
    'Star',
    'Delete all 2 runs',
  ]);
});

it('what cannot be repeated says why', () => {
  const items = menu(entriesOf([shownRunOf({ state: 'stopped' })])[0]);
  expect(items.find(({ testid }) => testid === 'run-repeat')?.refusal).toBe('it was stopped: restart it first');
});

it('what is compared or starred can be taken out again', () => {
  const labels = menu(entriesOf([shownRunOf({ starred: true })])[0], true).map(({ label }) => label);
  expect(labels).toContain('Out of the comparison');
  expect(labels).toContain('Take the star away');
});
