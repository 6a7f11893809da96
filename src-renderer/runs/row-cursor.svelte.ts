import { untrack } from 'svelte';
import type { Entry } from '../state/run-entries';
import { COLUMNS } from './columns';
import { placeIn } from './rows';
import { headingCommand } from './table-keys';
import type { TableRows } from './table-rows.svelte';

/** Where the keys are in the table of runs. */
export class RowCursor {
  readonly #table: TableRows;
  #key: string | null = $state(null);
  /** The run that the trainer was at when it was looked for. */
  #present: string | null = null;
  /** How often the current row was one to be gone to, wherever it is. */
  shows = $state(0);
  /** Place of the column that the keys go to; null: they go to the rows. */
  headed: number | null = $state(null);

  /** Place of the current row; that of its series where it is in one, the first where it is gone, -1 without rows. */
  readonly place: number = $derived.by(() => placeIn(this.#table.rows, this.#key));

  readonly current: Entry | null = $derived.by(() => this.#table.rows[this.place]?.entry ?? null);

  constructor(table: TableRows) {
    this.#table = table;
  }

  /** Another run is the present one: whoever looked at the one before goes with it. */
  follow(id: string | null): void {
    if (id === null || id === this.#present) return;
    const current = untrack(() => this.current);
    if (current === null || current.runs.some((run) => run.id === this.#present)) this.#key = id;
    this.#present = id;
  }

  select({ key }: Entry): void {
    this.#key = key;
  }

  /** The keys go to a run, whatever hides it now. */
  show(id: string): void {
    if (!this.#table.reveal(id)) return;
    this.#key = id;
    this.shows++;
  }

  /** Shows the runs of a series, or hides them: also where the keys came to it with one of its runs, they stay with it. */
  open(entry: Entry, open: boolean): void {
    if (entry.isSeries) this.select(entry);
    this.#table.open(entry, open);
  }

  /** The row that many down, or up; from the first one up to the headings. */
  walk(by: number): void {
    const { rows, sorting } = this.#table;
    const row = rows[Math.min(Math.max(0, this.place + by), rows.length - 1)];
    if (by === -1 && this.place <= 0) this.headed = COLUMNS.findIndex(({ id }) => id === sorting.by);
    else if (row) this.select(row.entry);
  }

  /** A key while a heading has the focus; false where it means nothing there. */
  headingKey(key: string): boolean {
    const place = this.headed ?? 0;
    const command = headingCommand(key);
    if (command === null) return false;
    if (command.kind === 'leave') this.headed = null;
    else if (command.kind === 'go') this.headed = Math.min(COLUMNS.length - 1, Math.max(0, place + command.by));
    else this.#table.sortBy(COLUMNS[place]?.id ?? '');
    return true;
  }
}
