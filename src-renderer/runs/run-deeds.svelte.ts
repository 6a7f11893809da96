import type { Params } from '../../src-core/protocol/methods';
import type { RepeatWay } from '../state/repeat-way';
import { nameOf, type Entry } from '../state/run-entries';
import { NO_TRAINER } from '../state/trainer-client';
import type { Workbench } from '../state/workbench.svelte';
import type { MenuItem } from '../ui/menu-item';
import type { Compared } from './compared.svelte';
import type { RowCursor } from './row-cursor.svelte';
import { rowBeside } from './rows';
import { runMenu } from './run-menu';
import { needsTrainer, type RowCommand } from './table-keys';
import type { TableRows } from './table-rows.svelte';

/** What is done with the runs of the table. */
export class RunDeeds {
  readonly #workbench: Workbench;
  readonly #table: TableRows;
  readonly #cursor: RowCursor;
  readonly #compared: Compared;
  /** The entry whose name is being typed. */
  renaming: string | null = $state(null);

  /** Why nothing can be done with the runs but to look at them; null when it can. */
  readonly refusal: string | null = $derived.by(() => (this.#workbench.session.lost ? NO_TRAINER : null));

  constructor(workbench: Workbench, table: TableRows, cursor: RowCursor, compared: Compared) {
    this.#workbench = workbench;
    this.#table = table;
    this.#cursor = cursor;
    this.#compared = compared;
  }

  star(entry: Entry): void {
    this.edit(entry, { starred: !entry.runs.some((run) => run.starred) });
  }

  rename(entry: Entry): void {
    this.#cursor.select(entry);
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
    for (const { id } of runs) void this.#workbench.runs.edit(id, change);
  }

  /** The keys go on with the row that takes its place. */
  remove(entry: Entry): void {
    if (entry.runs.some(({ phase }) => phase === 'training')) {
      this.#workbench.messages.fail(`${nameOf(entry)} is being trained: pause or stop it to delete it.`);
      return;
    }
    const next = rowBeside(this.#table.rows, this.#cursor.place, entry);
    if (next && this.#cursor.current?.key === entry.key) this.#cursor.select(next.entry);
    void this.#workbench.runs.remove(entry.runs);
  }

  /** What was deleted last comes back, be it the only thing that there is. */
  undoRemove(): void {
    if (this.refusal === null) void this.#workbench.runs.undoRemove();
    else this.#workbench.messages.say(this.refusal);
  }

  openRun({ runs: [first] }: Entry): void {
    void this.#workbench.openRun(first);
  }

  /** The present run can be forked; another one is opened first. */
  fork(entry: Entry): void {
    this.#cursor.select(entry);
    this.#compared.below = 'details';
    if (entry.runs[0].phase === null) this.openRun(entry);
  }

  repeat(entry: Entry): void {
    void this.#workbench.repeat(this.repeatWay(entry));
  }

  /** How an entry is trained again with other seeds. */
  repeatWay({ runs: [first] }: Entry): RepeatWay {
    return this.#workbench.repeatWay(first);
  }

  menuOf(entry: Entry): MenuItem[] {
    return runMenu(entry, this, this.#compared, this.refusal);
  }

  /** Does what a key says, or says why not. */
  act(does: RowCommand, entry: Entry): void {
    if (this.refusal !== null && needsTrainer(does)) {
      this.#workbench.messages.say(this.refusal);
      return;
    }
    const ways: Readonly<Record<RowCommand, (entry: Entry) => void>> = {
      expand: () => this.#cursor.open(entry, true),
      collapse: () => this.#cursor.open(entry, false),
      compare: () => this.#compared.toggle(entry),
      open: () => (entry.isSeries ? this.#cursor.open(entry, true) : this.openRun(entry)),
      rename: () => this.rename(entry),
      star: () => this.star(entry),
      delete: () => this.remove(entry),
    };
    ways[does](entry);
  }
}
