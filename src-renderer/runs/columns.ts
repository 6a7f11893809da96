import { formatCount, formatDuration, formatLoss, formatPercent, NO_FIGURE, plural } from '../state/format';
import { bestAccuracies, bestLosses, meanOf, nameOf, rangeOf, trainLosses, type Entry } from '../state/run-entries';
import { seedsMissing } from '../state/repeat-way';
import { stateWord, type ShownRun } from '../state/shown-run';
import { whenWords } from '../start/when-words';

export interface Column {
  readonly id: string;
  readonly label: string;
  /** What it is, and on what it is measured. */
  readonly title: string;
  readonly isNumber: boolean;
  /** Room for the heading, or for what stands below it without a detail, CSS pixels. */
  readonly width: number;
  /** Room for the detail of a run, and of a series, CSS pixels; none where this is left out. */
  readonly detail?: readonly [ofRun: number, ofSeries: number];
  /** By what it is sorted; null: nothing to sort by. */
  readonly value: (entry: Entry) => number | string | null;
  /** What stands in a cell, the second fainter; the last is told where there is room. */
  readonly cell: (entry: Entry, now: number) => readonly [text: string, detail?: string, more?: string];
}

/** Room for "97.91–98.23" and for "0.1288–0.2391", CSS pixels. */
const SHARES = 76;
const LOSSES = 88;

/** So many figures of seeds have room. */
const MOST_FIGURES = 8;

/** What all runs of an entry have alike; null where they differ. */
function alike<T>({ runs: [first, ...others] }: Entry, read: (run: ShownRun) => T): T | null {
  const value = read(first);
  return others.every((run) => read(run) === value) ? value : null;
}

const sumOf = ({ runs }: Entry, read: (run: ShownRun) => number): number =>
  runs.reduce((sum, run) => sum + read(run), 0);

/** Null where it is not known of some run. */
const secondsOf = (entry: Entry): number | null =>
  entry.runs.some(({ seconds }) => seconds === null) ? null : sumOf(entry, ({ seconds }) => seconds ?? 0);

/** "0.005", "50 → 5" */
const learningRateWords = ({ learningRate, lastLearningRate }: ShownRun): string =>
  lastLearningRate === learningRate ? String(learningRate) : `${learningRate} → ${lastLearningRate}`;

/** A number that is part of the recipe. */
function plainColumn(
  id: string,
  label: string,
  title: string,
  width: number,
  read: (run: ShownRun) => number,
  format: (value: number) => string = formatCount,
): Column {
  return {
    ...{ id, label, title, width, isNumber: true },
    value: (entry) => alike(entry, read),
    cell: (entry) => {
      const value = alike(entry, read);
      return value === null ? ['several'] : [format(value)];
    },
  };
}

/** Something measured: of a series the mean, and the range in which its runs lie. */
function measuredColumn(
  id: string,
  label: string,
  title: string,
  width: number,
  read: (entry: Entry) => readonly number[],
  format: (value: number) => string,
  room: NonNullable<Column['detail']>,
  images: (entry: Entry) => string | undefined = () => undefined,
): Column {
  return {
    ...{ id, label, title, width, isNumber: true, detail: room },
    value: (entry) => (read(entry).length === 0 ? null : meanOf(read(entry))),
    cell: (entry) => {
      const values = read(entry);
      if (values.length === 0) return [NO_FIGURE];
      if (!entry.isSeries) return [format(values[0] ?? NaN), images(entry)];
      const [least, most] = rangeOf(values).map(format);
      const range = [least, most].map((one) => one?.replace(/ %$/, '')).join('–');
      return [format(meanOf(values)), range, `mean and range of ${plural(values.length, 'finished run')}`];
    },
  };
}

function imagesWords(entry: Entry): string | undefined {
  const { count } = bestAccuracies(entry);
  return count === null ? undefined : `of ${formatCount(count)}`;
}

const percent = (share: number): string => formatPercent(share);

/** "training", "2 missing, 2 finished, 1 stopped" */
function stateWords({ runs, isSeries }: Entry): string {
  const words = runs.map(stateWord);
  const isTraining = words.includes('training');
  const missing = isSeries ? seedsMissing(runs[0], runs) : 0;
  // There is room for the first only: what is missing can be trained.
  if (isTraining) words.push(...new Array<string>(missing).fill('to come'));
  else words.unshift(...new Array<string>(missing).fill('missing'));
  const kinds = [...new Set(words)];
  if (kinds.length === 1) return kinds.join();
  return kinds.map((kind) => `${words.filter((word) => word === kind).length} ${kind}`).join(', ');
}

/** "7", "7–11"; many figures have no room. */
function seedWords({ runs }: Entry): string {
  const [least, most] = rangeOf(runs.map(({ seed }) => seed));
  const range = least === most ? String(least) : `${least}–${most}`;
  return range.length <= MOST_FIGURES ? range : 'several';
}

/** In the order in which they stand: what is compared first and what most often differs are in sight in a narrow window. */
export const COLUMNS: readonly Column[] = [
  {
    ...{ id: 'name', width: 148, label: 'Name', title: 'As you call it', isNumber: false },
    value: nameOf,
    cell: (entry) => [nameOf(entry)],
  },
  measuredColumn(
    'accuracy',
    'Val. accuracy',
    'Validation accuracy of the best epoch; of a series the mean, and the range of its runs',
    76,
    (entry) => bestAccuracies(entry).values,
    percent,
    [52, SHARES],
    imagesWords,
  ),
  measuredColumn(
    'validationLoss',
    'Val. loss',
    'Validation loss of the best epoch; of a series the mean, and the range of its runs',
    76,
    bestLosses,
    formatLoss,
    [0, LOSSES],
  ),
  {
    ...{ id: 'learningRate', width: 96, label: 'LR', isNumber: true },
    title: 'Learning rate, the optimizer’s; behind the arrow what it was changed to on the way',
    value: (entry) => alike(entry, (run) => run.learningRate),
    cell: (entry) => [alike(entry, learningRateWords) ?? 'several'],
  },
  {
    ...{ id: 'state', width: 104, label: 'State', title: 'What became of it', isNumber: false },
    value: stateWords,
    cell: (entry) => [stateWords(entry)],
  },
  {
    ...{ id: 'seed', width: 72, label: 'Seed', title: 'Of first weights and order of images', isNumber: true },
    value: (entry) => alike(entry, (run) => run.seed),
    cell: (entry) => [seedWords(entry)],
  },
  measuredColumn(
    'loss',
    'Train. loss',
    'Training loss of the best epoch, mean of its batches; without validation of the last',
    84,
    trainLosses,
    formatLoss,
    [0, LOSSES],
  ),
  {
    ...{
      id: 'epochs',
      width: 60,
      detail: [32, 32],
      label: 'Epochs',
      title: 'Done, of those that were planned',
      isNumber: true,
    },
    value: (entry) => sumOf(entry, (run) => run.epochsDone) / entry.runs.length,
    cell: (entry) => {
      const done = alike(entry, (run) => run.epochsDone);
      const planned = alike(entry, (run) => run.epochs);
      return [
        done === null ? 'several' : formatCount(done),
        planned === null ? undefined : `of ${formatCount(planned)}`,
      ];
    },
  },
  plainColumn('batchSize', 'Batch', 'Images in a step', 64, (run) => run.batchSize),
  plainColumn('steps', 'Steps', 'Done, a batch each', 76, (run) => run.step),
  {
    ...{ id: 'started', width: 112, label: 'Started', title: 'When it was begun', isNumber: false },
    value: ({ runs: [first] }) => first.startedAt,
    cell: ({ runs: [first] }, now) => [whenWords(first.startedAt, now)],
  },
  {
    ...{
      id: 'seconds',
      width: 92,
      label: 'Duration',
      title: 'Time spent training; of a series all of it',
      isNumber: true,
    },
    value: secondsOf,
    cell: (entry) => [secondsOf(entry) === null ? NO_FIGURE : formatDuration(secondsOf(entry) ?? 0)],
  },
  {
    ...{ id: 'network', width: 110, label: 'Network', title: 'The network that was trained', isNumber: false },
    value: (entry) => alike(entry, (run) => run.network),
    cell: (entry) => [alike(entry, (run) => run.network) ?? 'several'],
  },
  plainColumn('parameters', 'Parameters', 'Numbers that are learned', 92, (run) => run.parameters),
  {
    ...{
      id: 'testLooks',
      width: 88,
      label: 'Test looks',
      title: 'How often it was tested on the test set',
      isNumber: true,
    },
    value: (entry) => sumOf(entry, (run) => run.testLooks.length),
    cell: (entry) => {
      const looks = sumOf(entry, (run) => run.testLooks.length);
      return [looks === 0 ? 'sealed' : formatCount(looks)];
    },
  },
];

/** Room for "97.91 %" before a detail, CSS pixels. */
const FIGURE = 70;

/** How wide a column is, and how much of that its detail takes; CSS pixels. */
export function widthsOf({ width, detail: [ofRun, ofSeries] = [0, 0] }: Column, hasSeries: boolean) {
  const detail = hasSeries ? Math.max(ofRun, ofSeries) : ofRun;
  return { width: detail > 0 ? Math.max(width, FIGURE + detail) : width, detail };
}

/** The name is never wider than this: nothing of it is far from its figures, CSS pixels. */
const WIDEST_NAME = 320;
/** Where there is much room the name has this share of it at least, up to so many CSS pixels. */
const SHARE_OF_NAME = 0.22;
const ENOUGH_FOR_NAME = 240;

/**
 * How wide the name is where all columns have `room`, CSS pixels: what is left by those that have room beside it, so that the
 * edge cuts no column in two.
 */
export function nameWidth(room: number, hasSeries: boolean): number {
  const [name, ...others] = COLUMNS;
  const least = Math.max(name?.width ?? 0, Math.min(ENOUGH_FOR_NAME, Math.round(SHARE_OF_NAME * room)));
  let left = room - least;
  for (const column of others) {
    const { width } = widthsOf(column, hasSeries);
    if (width > left) break;
    left -= width;
  }
  return Math.min(WIDEST_NAME, least + Math.max(0, left));
}
