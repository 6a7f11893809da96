import { expect, it } from 'vitest';
import {
  bestAccuracies,
  bestLosses,
  entriesOf,
  judgedFigures,
  trainLosses,
} from '../../../src-renderer/state/run-entries';
import { epochOf, seriesOf, shownRunOf } from '../support/runs';

it('runs of a series are one entry, where its newest stands, as they were begun', () => {
  const [first, second] = seriesOf('s', [0.97, 0.98]);
  const entries = entriesOf([shownRunOf({ id: 'x' }), second, shownRunOf({ id: 'y' }), first]);
  expect(entries.map(({ key }) => key)).toEqual(['x', 'series:s', 'y']);
  expect(entries[1].runs.map(({ id }) => id)).toEqual(['s-0', 's-1']);
});

it('the last run that is left of a series is a run', () => {
  const [entry] = entriesOf(seriesOf('s', [0.97]));
  expect(entry).toMatchObject({ key: 's-0', isSeries: false });
});

it('of a series only what has come to its end counts, of a run what it has reached so far', () => {
  const [series] = entriesOf([
    ...seriesOf('s', [0.97, 0.98]),
    shownRunOf({ startedAt: 9, id: 'z', series: 's', best: epochOf(0.5), state: 'unfinished' }),
  ]);
  expect(bestAccuracies(series).values).toEqual([0.97, 0.98]);
  expect([bestLosses(series), trainLosses(series)].map(({ length }) => length)).toEqual([2, 2]);
  expect(bestAccuracies(entriesOf([shownRunOf({ best: epochOf(0.5), state: 'unfinished' })])[0]).values).toEqual([0.5]);
});

it('all figures of a run are of its best epoch, without validation of its last, and of a series their means', () => {
  const [run] = entriesOf([shownRunOf({ best: epochOf(0.98), last: { ...epochOf(0.9), epoch: 4 } })]);
  expect(judgedFigures(run, ({ accuracy }) => accuracy)).toEqual({ training: 0.981, validation: 0.98 });
  const [blind] = entriesOf([shownRunOf({ best: null, last: { ...epochOf(0.9), validation: null } })]);
  expect(judgedFigures(blind, ({ loss }) => loss)).toEqual({ training: 0.06, validation: null });
  const [series] = entriesOf(seriesOf('s', [0.97, 0.99]));
  expect(judgedFigures(series, ({ accuracy }) => accuracy).validation).toBeCloseTo(0.98, 12);
  const [begun] = entriesOf([shownRunOf({ best: null, last: null })]);
  expect(judgedFigures(begun, ({ loss }) => loss)).toEqual({ training: null, validation: null });
});

it('accuracies count as measured on one count of images only where they were', () => {
  const [series] = entriesOf(seriesOf('s', [0.97, 0.98]));
  expect(bestAccuracies(series)).toEqual({ values: [0.97, 0.98], count: 5000 });
  const small = { ...epochOf(0.9), validation: { count: 100, loss: 1, accuracy: 0.9 } };
  const [mixed] = entriesOf([
    ...seriesOf('s', [0.97]),
    shownRunOf({ startedAt: 1, id: 'z', series: 's', best: small }),
  ]);
  expect(bestAccuracies(mixed)).toEqual({ values: [0.97, 0.9], count: null });
  expect(bestAccuracies(entriesOf([shownRunOf({ best: null })])[0])).toEqual({ values: [], count: null });
});
