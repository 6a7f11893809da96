import { expect, it } from 'vitest';
import { COLUMNS, nameWidth, widthsOf } from '../../../src-renderer/runs/columns';
import { entriesOf, type Entry } from '../../../src-renderer/state/run-entries';
import { seriesOf, shownRunOf } from '../support/runs';

const now = new Date(2026, 10, 26, 10, 0).getTime();
const cell = (entry: Entry, id: string): string =>
  COLUMNS.find((column) => column.id === id)!
    .cell(entry, now)
    .filter(Boolean)
    .join(' ');

const [run] = entriesOf([shownRunOf()]);
const [series] = entriesOf(seriesOf('s', [0.97, 0.98, 0.99]));

it.each([
  ['name', 'lenet-5'],
  ['state', 'finished'],
  ['accuracy', '98.00 % of 5,000'],
  ['validationLoss', '0.0100'],
  ['loss', '0.0600'],
  ['epochs', '3 of 3'],
  ['steps', '2,580'],
  ['started', 'today, 09:30'],
  ['seconds', '6 s'],
  ['network', 'lenet-5'],
  ['parameters', '61,706'],
  ['learningRate', '0.02'],
  ['batchSize', '64'],
  ['seed', '7'],
  ['testLooks', 'sealed'],
])('%s of a run: %s', (id, text) => {
  expect(cell(run, id)).toBe(text);
});

it('a learning rate that was changed on the way is told as both', () => {
  const [changed] = entriesOf([shownRunOf({ learningRate: 50, lastLearningRate: 5 })]);
  expect(cell(changed, 'learningRate')).toBe('50 → 5');
});

it('a series says how many of its seeds are missing, or to come while it is trained', () => {
  const runs = seriesOf('s', [0.97, 0.98], { seriesCount: 5 });
  const [cutOff] = entriesOf(runs);
  expect(cell(cutOff, 'state')).toBe('3 missing, 2 finished');
  const [goesOn] = entriesOf(runs.map((run, i) => (i === 1 ? { ...run, phase: 'training' as const } : run)));
  expect(cell(goesOn, 'state')).toBe('1 finished, 1 training, 3 to come');
});

it('every column has its test', () => {
  expect(COLUMNS).toHaveLength(15);
});

it.each([
  ['accuracy', '98.00 % 97.00–99.00 mean and range of 3 finished runs'],
  ['validationLoss', '0.0100 0.0050–0.0150 mean and range of 3 finished runs'],
  ['seed', '7–9'],
  ['batchSize', '64'],
  ['seconds', '18 s'],
])('%s of a series: %s', (id, text) => {
  expect(cell(series, id)).toBe(text);
});

it('seeds that have no room are said to be several', () => {
  const [long] = entriesOf(seriesOf('s', [0.97, 0.98]).map((one) => ({ ...one, seed: one.seed + 831_012 })));
  expect(cell(long, 'seed')).toBe('several');
});

it('what is not known is a dash, and comes without a value to sort by', () => {
  const [bare] = entriesOf([shownRunOf({ best: null, last: null, seconds: null })]);
  for (const id of ['accuracy', 'validationLoss', 'loss', 'seconds']) {
    expect(cell(bare, id)).toBe('–');
    expect(COLUMNS.find((column) => column.id === id)!.value(bare)).toBeNull();
  }
});

it('states of a series are counted where they differ', () => {
  const [first, second, third] = seriesOf('s', [0.97, 0.98, 0.99]);
  const [mixed] = entriesOf([
    first,
    { ...second, state: 'failed' },
    { ...third, state: 'unfinished', phase: 'training' },
  ]);
  expect(cell(mixed, 'state')).toBe('1 finished, 1 failed, 1 training');
});

it.each([true, false])('the edge of a table of any width cuts no column in two, with a series: %s', (hasSeries) => {
  const [, ...others] = COLUMNS.map((column) => widthsOf(column, hasSeries).width);
  for (let room = 400; room < 1300; room += 7) {
    const name = nameWidth(room, hasSeries);
    const ends = others.reduce<number[]>((sums, width) => [...sums, (sums.at(-1) ?? name) + width], []);
    const isWidest = name === 320;
    expect(ends.includes(room) || isWidest || ends[0] > room, `${room}`).toBe(true);
    expect(name).toBeGreaterThanOrEqual(148);
  }
});

it('in the smallest window mean and range of the validation figures of a series are in sight', () => {
  const room = 454;
  const [, accuracy, loss] = COLUMNS.map((column) => widthsOf(column, true).width);
  expect(COLUMNS.slice(1, 3).map(({ id }) => id)).toEqual(['accuracy', 'validationLoss']);
  expect(nameWidth(room, true) + accuracy + loss).toBeLessThanOrEqual(room);
});
