import { untrack } from 'svelte';
import type { Params } from '../../src-core/protocol/methods';
import type { MenuItem } from '../ui/menu-item';
import type { RepeatWay } from '../state/repeat-way';
import { NO_TRAINER } from '../state/trainer-client';
import type { Workbench } from '../state/workbench.svelte';
import { beganWith, bestAccuracies, nameOf, runEntry, type Entry } from '../state/run-entries';
import { differenceWords } from '../state/recipe-difference';
import { onTheWay } from '../state/run-changes';
import { Steady } from '../state/steady';
import { readStored, writeStored } from '../state/stored';
import { verdict } from '../state/run-verdict';
import { COLUMNS, type Column } from './columns';
import { runMenu } from './run-menu';
import {
  filtered,
  FIRST_SORTING,
  NO_FILTER,
  rowsOf,
  sorted,
  sortedBy,
  sortingSchema,
  type Filter,
  type Row,
  type Sorting,
} from './rows';
import { letterOf } from './letters';
import { sameTrace, type Trace } from './overlay';
import type { RowCommand } from './table-keys';

/** The name under which it is kept how the runs are sorted. */
const SORTING = 'kernelsmith.runs.sorting';

/** So many can be told apart. */
const MOST_COMPARED = 8;
const MINUTE = 60_000;

/** What is done with rows by the window alone. */
const NEEDS_NO_TRAINER: ReadonlySet<RowCommand> = new Set(['expand', 'collapse', 'compare']);

/** How the runs are looked at: in which order, which of them, and which of them beside each other. */
export class RunsView {
  readonly workbench: Workbench;
  readonly #storage: Storage | null;
  filter: Filter = $state.raw(NO_FILTER);
  sorting: Sorting = $state.raw(FIRST_SORTING);
  /** Series whose runs are shown. */
  #open: readonly string[] = $state.raw([]);
  /** The row that the keys go to. */
  #current: string | null = $state(null);
  /** The run that the trainer was at when it was looked for. */
  #present: string | null = null;
  /** What is compared, by its place, which it keeps; null: the place is free. */
  compared: readonly (string | null)[] = $state.raw([]);
  /** What the others are held against; null: the first. */
  #base: string | null = $state(null);
  /** How often the current row was one to be gone to, wherever it is. */
  shows = $state(0);
  /** The entry whose name is being typed. */
  renaming: string | null = $state(null);
  /** Place of the column that the keys go to; null: they go to the rows. */
  headed: number | null = $state(null);
  /** What stands below the table. */
  below: 'details' | 'comparison' = $state('details');

  readonly #entries: readonly Entry[] = $derived.by(() => this.workbench.runs.entries);

  readonly #found: readonly Entry[] = $derived.by(() => filtered(this.#entries, this.filter));

  /** Why nothing can be done with the runs but to look at them; null when it can. */
  readonly refusal: string | null = $derived.by(() => (this.workbench.session.lost ? NO_TRAINER : null));

  readonly hasSeries: boolean = $derived.by(() => this.#entries.some(({ isSeries }) => isSeries));

  /** How many runs the filter lets through. */
  readonly found: number = $derived.by(() => this.#found.reduce((sum, { runs }) => sum + runs.length, 0));

  /** By which it is sorted. */
  readonly #sorted: Column | undefined = $derived(COLUMNS.find(({ id }) => id === this.sorting.by) ?? COLUMNS[0]);

  /** In which order the runs stand, also where the heading that tells it is out of sight. */
  readonly order: string = $derived.by(() => {
    const { descending } = this.sorting;
    if (this.#sorted?.id === 'started') return descending ? 'newest first' : 'oldest first';
    return `by ${this.#sorted?.label.toLowerCase() ?? ''} ${descending ? '↓' : '↑'}`;
  });

  readonly rows: readonly Row[] = $derived.by(() => {
    const column = this.#sorted;
    const { descending } = this.sorting;
    return rowsOf(column ? sorted(this.#found, column, descending) : this.#found, this.#open);
  });

  /** Place of the current row; that of its series where it is in one, the first where it is gone, -1 without rows. */
  readonly place: number = $derived.by(() => {
    const { rows } = this;
    const own = rows.findIndex(({ entry }) => entry.key === this.#current);
    const around = rows.findIndex(({ entry }) => entry.runs.some(({ id }) => id === this.#current));
    return own >= 0 ? own : Math.max(around, Math.min(0, rows.length - 1));
  });

  readonly current: Entry | null = $derived.by(() => this.rows[this.place]?.entry ?? null);

  // What the trainer tells many times a second mostly concerns nothing that is compared: what is drawn stays the same then.
  readonly #steadyEntries = new Steady<Entry>();
  readonly #steadyTraces = new Steady<Trace>(sameTrace);

  /** What is compared, as far as it still is there. */
  readonly comparison: readonly Entry[] = $derived.by(() => {
    const all = this.#entries.flatMap((entry) => (entry.isSeries ? [entry, ...entry.runs.map(runEntry)] : [entry]));
    const keys = this.compared.filter((key) => key !== null);
    return this.#steadyEntries.keep(keys.flatMap((key) => all.find((entry) => entry.key === key) ?? []));
  });

  /** What the others are held against. */
  readonly base: Entry | undefined = $derived(
    this.comparison.find(({ key }) => key === this.#base) ?? this.comparison[0],
  );

  /** What is drawn of it. */
  readonly traces: readonly Trace[] = $derived.by(() => {
    const traces = this.comparison.map((entry) => ({
      key: entry.key,
      place: this.placeOf(entry),
      name: nameOf(entry),
      courses: entry.runs.flatMap(({ id }) => this.workbench.records.of(id) ?? []),
    }));
    return this.#steadyTraces.keep(traces);
  });

  /** `storage`: what outlives the program; null: nothing is kept. */
  constructor(workbench: Workbench, storage: Storage | null = null) {
    this.workbench = workbench;
    this.#storage = storage;
    this.sorting = (storage && readStored(storage, SORTING, sortingSchema)) ?? FIRST_SORTING;
  }

  /** Another run is the present one: whoever looked at the one before goes with it. */
  follow(id: string | null): void {
    if (id === null || id === this.#present) return;
    const current = untrack(() => this.current);
    if (current === null || current.runs.some((run) => run.id === this.#present)) this.#current = id;
    this.#present = id;
  }

  /** Has the courses read that are shown. */
  look(): void {
    const wanted = [...this.comparison.flatMap(({ runs }) => runs), ...(this.current?.runs.slice(0, 1) ?? [])];
    untrack(() => this.workbench.records.look(wanted));
  }

  sortBy(id: string): void {
    const column = COLUMNS.find((other) => other.id === id);
    if (!column) return;
    this.sorting = sortedBy(this.sorting, column);
    if (this.#storage) writeStored(this.#storage, SORTING, this.sorting);
  }

  /** Looks for nothing in particular any more. */
  findAll(): void {
    this.filter = NO_FILTER;
  }

  #go(place: number): void {
    const row = this.rows[Math.min(Math.max(0, place), this.rows.length - 1)];
    if (row) this.#current = row.entry.key;
  }

  select({ key }: Entry): void {
    this.#current = key;
  }

  /** One that is not compared is not to be seen in the comparison. */
  lookAt(entry: Entry): void {
    if (!this.isCompared(entry)) this.below = 'details';
  }

  /** The keys go to a run, whatever hides it now. */
  show(id: string): void {
    const around = this.#entries.find(({ runs }) => runs.some((run) => run.id === id));
    if (!around) return;
    if (!this.#found.includes(around)) this.findAll();
    this.open(around, true);
    this.#current = id;
    this.shows++;
  }

  /** Shows the runs of a series, or hides them. */
  open({ key, isSeries }: Entry, open: boolean): void {
    if (isSeries) this.#current = key; // also where the keys came to it with one of its runs
    const others = this.#open.filter((other) => other !== key);
    if (isSeries) this.#open = open ? [...others, key] : others;
  }

  isCompared({ key }: Entry): boolean {
    return this.comparison.some((entry) => entry.key === key);
  }

  /** Its place among what is compared, which decides its letter and colour; -1 where it is not. */
  placeOf({ key }: Entry): number {
    return this.compared.indexOf(key);
  }

  letterOf(entry: Entry): string {
    return letterOf(this.placeOf(entry));
  }

  /** Takes an entry into the comparison, at the first place that is free, or out of it; the others stay where they are. */
  compare(entry: Entry): void {
    const there = this.comparison.map(({ key }) => key);
    const places = this.compared.map((key) => (key !== null && there.includes(key) ? key : null));
    if (this.isCompared(entry)) this.#setCompared(places.map((key) => (key === entry.key ? null : key)));
    else if (there.length === MOST_COMPARED)
      this.workbench.messages.say(`No more than ${MOST_COMPARED} can be told apart: take another one out first`);
    else
      this.#setCompared(places.includes(null) ? places.with(places.indexOf(null), entry.key) : [...places, entry.key]);
  }

  #setCompared(places: readonly (string | null)[]): void {
    this.compared = places.some((key) => key !== null) ? places : [];
    this.below = this.compared.length > 0 ? 'comparison' : 'details';
  }

  /** From now on the others are held against it. */
  holdAgainst(key: string): void {
    this.#base = key;
  }

  compareNone(): void {
    this.compared = [];
    this.below = 'details';
  }

  /** What an entry has that the base has not; null while that is not known. */
  difference(entry: Entry): string | null {
    const { base } = this;
    const unread = [base, entry].find((some) => some && this.workbench.records.isUnreadable(some.runs[0].id));
    if (unread) return `${this.letterOf(unread)} cannot be read, so there is nothing to tell`;
    const [one, two] = [base, entry].map((some) => some && this.workbench.records.of(some.runs[0].id));
    if (!one || !two) return null;
    const words = differenceWords(one.recipe, two.recipe, { seed: !base?.isSeries && !entry.isSeries });
    const [first, then] = [onTheWay(one.changes), onTheWay(two.changes)];
    const [a, b] = [base, entry].map((some) => some && this.letterOf(some));
    const later = first === then ? [] : [first && `${a} later ${first}`, then && `${b} later ${then}`];
    const all = this.workbench.runs.runs;
    const [from, ownFrom] = [base, entry].map((some) => some && beganWith(some, all));
    const began = from === ownFrom ? [] : [from && `${a} ${from}`, ownFrom && `${b} ${ownFrom}`];
    return [words, ...later, ...began].filter(Boolean).join('; ');
  }

  /** Whether an entry is better or worse than the base by more than noise; null where no series is compared. */
  verdict(entry: Entry): string | null {
    const { base } = this;
    if (!base || base === entry || !(base.isSeries || entry.isSeries)) return null;
    const group = (one: Entry) => ({
      name: `${this.letterOf(one)} ${nameOf(one)}`,
      ...bestAccuracies(one),
    });
    return verdict(group(base), group(entry));
  }

  /** In which minute the list was looked at, milliseconds since 1970. */
  readonly now: number = $derived.by(() => (this.rows, MINUTE * Math.floor(Date.now() / MINUTE)));

  star(entry: Entry): void {
    this.edit(entry, { starred: !entry.runs.some((run) => run.starred) });
  }

  rename(entry: Entry): void {
    this.select(entry);
    this.renaming = entry.key;
  }

  /** The name is typed; one that is none leaves everything as it was. */
  endRename(entry: Entry, typed: string): void {
    if (this.renaming !== entry.key) return;
    this.renaming = null;
    const name = typed.trim();
    if (name !== '' && name !== nameOf(entry)) this.edit(entry, { name });
  }

  /** What is written about a series is written about each of its runs. */
  edit({ runs }: Entry, change: Params<'editRun'>['change']): void {
    for (const { id } of runs) void this.workbench.runs.edit(id, change);
  }

  /** The keys go on with the row that takes its place. */
  remove(entry: Entry): void {
    if (entry.runs.some(({ phase }) => phase === 'training')) {
      this.workbench.messages.fail(`${nameOf(entry)} is being trained: pause or stop it to delete it.`);
      return;
    }
    const isOther = (row: Row): boolean => row.entry.runs.every(({ id }) => entry.runs.every((run) => run.id !== id));
    const next = this.rows.slice(this.place).find(isOther) ?? this.rows.slice(0, this.place).findLast(isOther);
    if (next && this.current?.key === entry.key) this.select(next.entry);
    void this.workbench.runs.remove(entry.runs);
  }

  /** What was deleted last comes back, be it the only thing that there is. */
  undoRemove(): void {
    if (this.refusal === null) void this.workbench.runs.undoRemove();
    else this.workbench.messages.say(this.refusal);
  }

  openRun({ runs: [first] }: Entry): void {
    void this.workbench.openRun(first);
  }

  /** The present run can be forked; another one is opened first. */
  fork(entry: Entry): void {
    this.select(entry);
    this.below = 'details';
    if (entry.runs[0].phase === null) this.openRun(entry);
  }

  repeat(entry: Entry): void {
    void this.workbench.repeat(this.repeatWay(entry));
  }

  /** How an entry is trained again with other seeds. */
  repeatWay({ runs: [first] }: Entry): RepeatWay {
    return this.workbench.repeatWay(first);
  }

  menuOf(entry: Entry): MenuItem[] {
    return runMenu(entry, this, this.refusal);
  }

  /** A key while a heading has the focus; false where it means nothing there. */
  headingKey(key: string): boolean {
    const place = this.headed ?? 0;
    if (key === 'ArrowDown' || key === 'Escape') this.headed = null;
    else if (key === 'ArrowRight') this.headed = Math.min(COLUMNS.length - 1, place + 1);
    else if (key === 'ArrowLeft') this.headed = Math.max(0, place - 1);
    else if (key === 'Enter' || key === ' ') this.sortBy(COLUMNS[place]?.id ?? '');
    else return false;
    return true;
  }

  /** The row that many down, or up; from the first one up to the headings. */
  walk(by: number): void {
    if (by === -1 && this.place <= 0) this.headed = COLUMNS.findIndex(({ id }) => id === this.sorting.by);
    else this.#go(this.place + by);
  }

  /** Does something with an entry, or says why not. */
  act(does: RowCommand, entry: Entry): void {
    if (this.refusal !== null && !NEEDS_NO_TRAINER.has(does)) {
      this.workbench.messages.say(this.refusal);
      return;
    }
    const ways: Readonly<Record<RowCommand, (entry: Entry) => void>> = {
      expand: () => this.open(entry, true),
      collapse: () => this.open(entry, false),
      compare: () => this.compare(entry),
      open: () => (entry.isSeries ? this.open(entry, true) : this.openRun(entry)),
      rename: () => this.rename(entry),
      star: () => this.star(entry),
      delete: () => this.remove(entry),
    };
    ways[does](entry);
  }
}
