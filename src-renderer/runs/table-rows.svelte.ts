import type { Entry } from '../state/run-entries';
import type { RunList } from '../state/run-list.svelte';
import { Stored } from '../state/stored';
import { COLUMNS, type Column } from './columns';
import {
  filtered,
  FIRST_SORTING,
  NO_FILTER,
  orderWords,
  rowsOf,
  sorted,
  sortedBy,
  sortingSchema,
  type Filter,
  type Row,
  type Sorting,
} from './rows';

const MINUTE = 60_000;

/** Which runs stand in the table, and in which order. */
export class TableRows {
  readonly #runs: RunList;
  readonly #keptSorting: Stored<Sorting>;
  filter: Filter = $state.raw(NO_FILTER);
  sorting: Sorting = $state.raw(FIRST_SORTING);
  /** Series whose runs are shown. */
  #open: readonly string[] = $state.raw([]);

  readonly #entries: readonly Entry[] = $derived.by(() => this.#runs.entries);

  readonly #found: readonly Entry[] = $derived.by(() => filtered(this.#entries, this.filter));

  readonly hasSeries: boolean = $derived.by(() => this.#entries.some(({ isSeries }) => isSeries));

  /** How many runs the filter lets through. */
  readonly found: number = $derived.by(() => this.#found.reduce((sum, { runs }) => sum + runs.length, 0));

  /** By which it is sorted. */
  readonly #sorted: Column | undefined = $derived(COLUMNS.find(({ id }) => id === this.sorting.by) ?? COLUMNS[0]);

  /** In which order the runs stand, also where the heading that tells it is out of sight. */
  readonly order: string = $derived.by(() => (this.#sorted ? orderWords(this.#sorted, this.sorting.descending) : ''));

  readonly rows: readonly Row[] = $derived.by(() => {
    const column = this.#sorted;
    const { descending } = this.sorting;
    return rowsOf(column ? sorted(this.#found, column, descending) : this.#found, this.#open);
  });

  /** In which minute the list was looked at, milliseconds since 1970. */
  readonly now: number = $derived.by(() => (this.rows, MINUTE * Math.floor(Date.now() / MINUTE)));

  /** `storage`: what outlives the program; null: nothing is kept. */
  constructor(runs: RunList, storage: Storage | null) {
    this.#runs = runs;
    this.#keptSorting = new Stored<Sorting>(storage, 'kernelsmith.runs.sorting', sortingSchema);
    this.sorting = this.#keptSorting.read() ?? FIRST_SORTING;
  }

  sortBy(id: string): void {
    const column = COLUMNS.find((other) => other.id === id);
    if (!column) return;
    this.sorting = sortedBy(this.sorting, column);
    this.#keptSorting.write(this.sorting);
  }

  /** Looks for nothing in particular any more. */
  findAll(): void {
    this.filter = NO_FILTER;
  }

  /** Shows the runs of a series, or hides them. */
  open({ key, isSeries }: Entry, open: boolean): void {
    const others = this.#open.filter((other) => other !== key);
    if (isSeries) this.#open = open ? [...others, key] : others;
  }

  /** Shows a run, whatever hides it now; false where there is none. */
  reveal(id: string): boolean {
    const around = this.#entries.find(({ runs }) => runs.some((run) => run.id === id));
    if (!around) return false;
    if (!this.#found.includes(around)) this.findAll();
    this.open(around, true);
    return true;
  }
}
