import type { EpochSummary } from '../../src-core/protocol/runs';
import { formatCount } from './format';
import type { ShownRun } from './shown-run';
import { sameItems } from './steady';

/** Several values of one thing, and on how many images each was measured; null: on different counts, or none. */
export interface Shares {
  readonly values: readonly number[];
  readonly count: number | null;
}

interface Judged {
  readonly training: number | null;
  readonly validation: number | null;
}

/** A row of the table of runs: a run, or runs that differ by their seed only. */
export interface Entry {
  /** Of the run, or `series:` and the name of the series: unique among both. */
  readonly key: string;
  /** One or more, as they were begun. */
  readonly runs: readonly [ShownRun, ...ShownRun[]];
  readonly isSeries: boolean;
}

/** Of a run always the same object. */
export function runEntry(run: ShownRun): Entry {
  const entry = entryOfRun.get(run) ?? { key: run.id, runs: [run], isSeries: false };
  entryOfRun.set(run, entry);
  return entry;
}

/** The same object as long as the runs are the same. */
function seriesEntry(series: string, runs: Entry['runs']): Entry {
  const before = entryFrom.get(runs[0]);
  if (before && sameItems(before.runs, runs)) return before;
  const entry = { key: `series:${series}`, runs, isSeries: true };
  entryFrom.set(runs[0], entry);
  return entry;
}

const entryOfRun = new WeakMap<ShownRun, Entry>();
/** By the first run of a series. */
const entryFrom = new WeakMap<ShownRun, Entry>();

/** Runs of one series become one entry, in the place of the first of them that is met; a single one stays a run. */
export function entriesOf(runs: readonly ShownRun[]): readonly Entry[] {
  const series = new Map<string, ShownRun[]>();
  for (const run of runs) {
    if (run.series !== null) series.set(run.series, [...(series.get(run.series) ?? []), run]);
  }
  const met = new Set<string>();
  return runs.flatMap((run) => {
    const [first, ...others] = [...(series.get(run.series ?? '') ?? [])].sort((a, b) => a.startedAt - b.startedAt);
    if (run.series === null || !first || others.length === 0) return [runEntry(run)];
    if (met.has(run.series)) return [];
    met.add(run.series);
    return [seriesEntry(run.series, [first, ...others])];
  });
}

/** What an entry is called. */
export const nameOf = ({ runs: [first] }: Entry): string => first.name;

/** "began with the weights of lenet-5 #3, step 500"; null: with first weights, which its seed tells. Of a series no run tells it for all. */
export function beganWith({ runs: [{ parent }], isSeries }: Entry, all: readonly ShownRun[]): string | null {
  if (isSeries || !parent || parent.step === 0) return null;
  const name = all.find(({ id }) => id === parent.id)?.name ?? 'a run that is gone';
  return `began with the weights of ${name}, step ${formatCount(parent.step)}`;
}

/** Runs of a series are held against others when they have come to their end: before, they differ by more than their seed. */
const measured = ({ runs, isSeries }: Entry): readonly ShownRun[] =>
  isSeries ? runs.filter(({ state }) => state === 'finished') : runs;

/** The best validation accuracies of an entry; of a series those of the runs that are finished. */
export function bestAccuracies(entry: Entry): Shares {
  const found = measured(entry).flatMap(({ best }) => (best?.validation ? [best.validation] : []));
  const [first] = found;
  const isOne = first !== undefined && found.every(({ count }) => count === first.count);
  return { values: found.map(({ accuracy }) => accuracy), count: isOne ? first.count : null };
}

/** The validation losses of the best epochs; of the same runs. */
export const bestLosses = (entry: Entry): readonly number[] =>
  measured(entry).flatMap(({ best }) => (best?.validation ? [best.validation.loss] : []));

/** The epochs that runs are judged by: the best on validation, without validation the last; of the same runs. */
const judged = (entry: Entry): readonly EpochSummary[] =>
  measured(entry).flatMap(({ best, last }) => best ?? last ?? []);

/** The training losses of the epochs that runs are judged by, each the mean of its batches. */
export const trainLosses = (entry: Entry): readonly number[] => judged(entry).map(({ train }) => train.loss);

/** The figures of the epoch that a run is judged by, of a series their means; null where there is nothing. */
export function judgedFigures(entry: Entry, read: (evaluation: { loss: number; accuracy: number }) => number): Judged {
  const epochs = judged(entry);
  const mean = (values: readonly number[]): number | null => (values.length === 0 ? null : meanOf(values));
  return {
    training: mean(epochs.map(({ train }) => read(train))),
    validation: mean(epochs.flatMap(({ validation }) => (validation ? [read(validation)] : []))),
  };
}

/** NaN of nothing. */
export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Smallest and largest. */
export const rangeOf = (values: readonly number[]): readonly [number, number] => [
  Math.min(...values),
  Math.max(...values),
];
