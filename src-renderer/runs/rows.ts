import { z } from 'zod';
import { nameOf, runEntry, type Entry } from '../state/run-entries';
import { stateOf, type ShownRun } from '../state/shown-run';
import type { Column } from './columns';

export const sortingSchema = z.object({
  /** Of the column. */
  by: z.string(),
  descending: z.boolean(),
});
export type Sorting = Readonly<z.infer<typeof sortingSchema>>;

/** The newest on top. */
export const FIRST_SORTING: Sorting = { by: 'started', descending: true };

/** What of the runs is wanted. */
export interface Filter {
  /** Every word of it is to be found in what the user reads or wrote. */
  readonly text: string;
  readonly state: 'all' | 'unfinished' | 'finished' | 'stopped' | 'failed';
  readonly starred: boolean;
}

export const NO_FILTER: Filter = { text: '', state: 'all', starred: false };

/** A line of the table. */
export interface Row {
  readonly entry: Entry;
  /** It is a run of the series above it. */
  readonly isPart: boolean;
  /** Of a series: whether its runs are shown below it. */
  readonly isOpen: boolean;
}

/** The entries of which some run fits. */
export function filtered(entries: readonly Entry[], { text, state, starred }: Filter): readonly Entry[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return entries.filter(({ runs }) =>
    runs.some(
      (run) =>
        (!starred || run.starred) &&
        (state === 'all' || stateOf(run) === state) &&
        words.every((word) => textOf(run).includes(word)),
    ),
  );
}

const texts = new WeakMap<ShownRun, string>();

/** What is searched. Notes may be long, and the list is looked through many times a second. */
function textOf(run: ShownRun): string {
  const text = texts.get(run) ?? plain([run.name, run.network, run.notes, ...run.tags].join('\n'));
  texts.set(run, text);
  return text;
}

/** Without accents and capitals: "é" is found by "e". */
const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** What has no value stands last, whichever way; among equals the newest first. */
export function sorted(entries: readonly Entry[], { value }: Column, descending: boolean): readonly Entry[] {
  const way = descending ? -1 : 1;
  const begun = ({ runs: [first] }: Entry): number => first.startedAt;
  return [...entries].sort((a, b) => {
    const [one, two] = [value(a), value(b)];
    if (one === null || two === null) return Number(one === null) - Number(two === null) || begun(b) - begun(a);
    return way * compare(one, two) || begun(b) - begun(a);
  });
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compare(a: number | string, b: number | string): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}

/** Numbers are first asked for their largest, words for their first. */
export function sortedBy(sorting: Sorting, { id, isNumber }: Pick<Column, 'id' | 'isNumber'>): Sorting {
  if (sorting.by === id) return { by: id, descending: !sorting.descending };
  return { by: id, descending: isNumber || id === 'started' };
}

/** "newest first", "by val. accuracy ↓" */
export function orderWords({ id, label }: Pick<Column, 'id' | 'label'>, descending: boolean): string {
  if (id === 'started') return descending ? 'newest first' : 'oldest first';
  return `by ${label.toLowerCase()} ${descending ? '↓' : '↑'}`;
}

/** The entries as lines, the runs of an opened series below it. */
export function rowsOf(entries: readonly Entry[], open: readonly string[]): readonly Row[] {
  return entries.flatMap((entry) => {
    const isOpen = entry.isSeries && open.includes(entry.key);
    const parts = isOpen ? entry.runs.map((run) => ({ entry: runEntry(run), isPart: true, isOpen: false })) : [];
    return [{ entry, isPart: false, isOpen }, ...parts];
  });
}

/** Place of the row with a key; that of its series where it is in one, the first where it is gone, -1 without rows. */
export function placeIn(rows: readonly Row[], key: string | null): number {
  const own = rows.findIndex(({ entry }) => entry.key === key);
  const around = rows.findIndex(({ entry }) => entry.runs.some(({ id }) => id === key));
  return own >= 0 ? own : Math.max(around, Math.min(0, rows.length - 1));
}

/** The row that is nearest to a place when an entry is gone with all its runs: from there on down, else upwards. */
export function rowBeside(rows: readonly Row[], place: number, { runs }: Entry): Row | undefined {
  const stays = ({ entry }: Row): boolean => entry.runs.every(({ id }) => runs.every((run) => run.id !== id));
  return rows.slice(place).find(stays) ?? rows.slice(0, place).findLast(stays);
}

/** The lines to be drawn of `count`, each `rowHeight` high, where `height` of them are in sight; CSS pixels. */
export function seenRows(
  scrollTop: number,
  height: number,
  rowHeight: number,
  count: number,
): readonly [number, number] {
  const AROUND = 6;
  const first = Math.floor(scrollTop / rowHeight) - AROUND;
  const last = Math.ceil((scrollTop + height) / rowHeight) + AROUND;
  return [Math.max(0, Math.min(first, count)), Math.max(0, Math.min(last, count))];
}

/** What a row is called where it is spoken of. */
export const rowName = ({ entry }: Row): string =>
  `${nameOf(entry)}${entry.isSeries ? `, ${entry.runs.length} runs` : ''}`;
