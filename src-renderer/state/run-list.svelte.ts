import type { Params } from '../../src-core/protocol/methods';
import type { RunSummary } from '../../src-core/protocol/runs';
import type { Status } from '../../src-core/protocol/status';
import { deletionWords, type Deletion } from './deletions';
import { Paced } from './paced';
import type { Messages } from './messages.svelte';
import { entriesOf, type Entry } from './run-entries';
import type { Session } from './session.svelte';
import { shownRuns, writtenRun, type ShownRun } from './shown-run';
import type { TrainerClient } from './trainer-client';
import { Unchanged } from './unchanged';
import type { Stored } from './stored';

type Change = Params<'editRun'>['change'];

/** The list is not asked for more often than so, milliseconds. */
const INTERVAL = 500;

/** Without a trainer nothing is trained, whatever it told last. */
const standing = ({ status, lost }: Session): Status | null =>
  lost && status?.phase === 'training' ? { ...status, phase: 'paused' } : status;

/** The runs that are kept, and what the user writes about them. */
export class RunList {
  #kept: readonly ShownRun[] = $state.raw([]);
  /** Folders that cannot be read, and why; one sentence each. */
  damaged: readonly { readonly id: string; readonly message: string }[] = $state.raw([]);
  /** Whether there has been an answer. */
  isKnown = $state(false);
  readonly #known = new Unchanged<ShownRun>();
  readonly #session: Session;
  readonly #messages: Messages;
  readonly #listing = new Paced(() => this.#list(), INTERVAL);
  readonly #memory: Stored<readonly Deletion[]>;
  /** What was deleted and can be brought back, the latest last. */
  deletions: readonly Deletion[] = $state.raw([]);
  #turn: Promise<void> = Promise.resolve();
  #trainer: TrainerClient | null = null;
  /** What was written while there was no trainer, by the ids of the runs. */
  #unkept: readonly { readonly id: string; readonly change: Change }[] = [];

  readonly runs = $derived.by(() => shownRuns(this.#kept, standing(this.#session)));
  /** The one that the trainer is at; null as long as it is not written down. */
  readonly present: ShownRun | null = $derived(this.runs.find(({ phase }) => phase !== null) ?? null);
  readonly entries: readonly Entry[] = $derived.by(() => entriesOf(this.runs));

  constructor(session: Session, messages: Messages, memory: Stored<readonly Deletion[]>) {
    this.#session = session;
    this.#messages = messages;
    this.#memory = memory;
    this.deletions = memory.read() ?? [];
  }

  connect(trainer: TrainerClient): void {
    this.#trainer = trainer;
    this.look();
    trainer.listen(({ kind }) => kind === 'runs' && this.#listing.ask());
  }

  /** Asks for the list, of whose changes there was perhaps nobody to tell. */
  look(): void {
    this.#listing.askNow();
  }

  /** When the answer is there. */
  get listed(): Promise<void> {
    return this.#listing.rest;
  }

  /** Another trainer is there: what was written meanwhile is kept by that. */
  async goOn(): Promise<void> {
    const unkept = this.#unkept;
    this.#unkept = [];
    for (const { id, change } of unkept) await this.#edit(id, change);
    this.look();
  }

  /** What is being written while the trainer ends waits for the next one. */
  async edit(id: string, change: Change): Promise<void> {
    if (!this.#session.lost) return this.#edit(id, change);
    this.#unkept = [...this.#unkept, { id, change }];
    this.#kept = this.#kept.map((run) => (run.id === id ? { ...run, ...change } : run));
  }

  async #edit(id: string, change: Change): Promise<void> {
    await this.#do(async (trainer) => {
      const edited = await trainer.request('editRun', { id, change });
      this.#kept = this.#kept.map((run) => (run.id === id ? writtenRun(edited) : run));
    });
  }

  /** Moves runs aside; what is done with Undo is offered as long as nothing else is to be said. */
  remove(runs: readonly RunSummary[]): Promise<void> {
    return this.#inTurn(async () => {
      const removed: Deletion = [];
      await this.#do(async (trainer) => {
        for (const { id, name } of runs) {
          await trainer.request('deleteRun', { id });
          removed.push({ id, name });
          this.#kept = this.#kept.filter((run) => run.id !== id);
        }
      });
      if (removed.length === 0) return;
      this.#keepDeletions([...this.deletions, removed]);
      if (removed.length === runs.length) this.#offerUndo(`Deleted ${deletionWords(removed)}`, 'Undo');
    });
  }

  /** Brings back what was deleted last, of what has not been brought back; also where it is still being deleted. */
  undoRemove(): Promise<void> {
    return this.#inTurn(async () => {
      const last = this.deletions.at(-1);
      if (!last) return;
      let left = last;
      await this.#do(async (trainer) => {
        for (const { id } of last) {
          await trainer.request('restoreRun', { id });
          left = left.filter((run) => run.id !== id);
        }
      });
      this.#keepDeletions([...this.deletions.slice(0, -1), ...(left.length > 0 ? [left] : [])]);
      if (left.length === 0) this.#tellBack(last);
      this.look();
    });
  }

  #tellBack(restored: Deletion): void {
    const words = `${deletionWords(restored)} ${restored.length === 1 ? 'is' : 'are'} back`;
    const next = this.deletions.at(-1);
    if (next) this.#offerUndo(words, `Bring back ${deletionWords(next)} too`);
    else this.#messages.say(words);
  }

  #offerUndo(words: string, label: string): void {
    this.#messages.offer(words, { label, act: () => void this.undoRemove() });
  }

  #keepDeletions(deletions: readonly Deletion[]): void {
    this.deletions = deletions;
    this.#memory.write(deletions);
  }

  /** What is deleted and brought back in a hurry is done one after the other. */
  #inTurn(action: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(action);
    return this.#turn;
  }

  async #list(): Promise<void> {
    await this.#do(async (trainer) => {
      const { runs, damaged } = await trainer.request('listRuns', {});
      this.#kept = [...this.#known.keep(runs.map((run) => [run.id, writtenRun(run)])).values()];
      this.damaged = damaged;
      this.isKnown = true;
    });
  }

  async #do(action: (trainer: TrainerClient) => Promise<void>): Promise<void> {
    const trainer = this.#trainer;
    if (trainer) await this.#messages.guard(() => action(trainer));
  }
}
