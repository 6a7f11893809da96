import { untrack } from 'svelte';
import type { Workbench } from '../state/workbench.svelte';
import { Compared } from './compared.svelte';
import { RowCursor } from './row-cursor.svelte';
import { RunDeeds } from './run-deeds.svelte';
import { TableRows } from './table-rows.svelte';

/** How the runs are looked at: which of them stand in the table, where the keys are, which are compared, and what is done with them. */
export class RunsView {
  readonly workbench: Workbench;
  readonly table: TableRows;
  readonly cursor: RowCursor;
  readonly compared: Compared;
  readonly deeds: RunDeeds;

  /** `storage`: what outlives the program; null: nothing is kept. */
  constructor(workbench: Workbench, storage: Storage | null = null) {
    this.workbench = workbench;
    this.table = new TableRows(workbench.runs, storage);
    this.cursor = new RowCursor(this.table);
    this.compared = new Compared(workbench);
    this.deeds = new RunDeeds(workbench, this.table, this.cursor, this.compared);
  }

  /** Has the courses read that are shown. */
  look(): void {
    const { current } = this.cursor;
    const wanted = [...this.compared.entries.flatMap(({ runs }) => runs), ...(current?.runs.slice(0, 1) ?? [])];
    untrack(() => this.workbench.records.look(wanted));
  }
}
