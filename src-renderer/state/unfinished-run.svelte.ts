import { z } from 'zod';
import type { RunSummary } from '../../src-core/protocol/runs';
import { offeredRun, type Answered } from './offered-run';
import type { RunList } from './run-list.svelte';
import type { Session } from './session.svelte';
import { Stored } from './stored';

const answeredSchema = z.object({ id: z.string(), step: z.number() });

/** The run that the last session left unfinished, and the offer to go on with it. */
export class UnfinishedRun {
  #found: RunSummary | null = $state.raw(null);
  /** It is being opened. */
  opening: boolean = $state(false);
  readonly #session: Session;
  readonly #runs: RunList;
  readonly #answered: Stored<Answered>;
  readonly #goOn: (id: string) => Promise<boolean>;
  #hasLooked = false;

  /**
   * Null when there is none any more, while there is no trainer to go on with it, and when it has been answered: by a button,
   * or by beginning something else.
   */
  readonly offer: RunSummary | null = $derived.by(() => {
    const { hasRun, lost } = this.#session;
    const isKept = this.#runs.runs.some(({ id }) => id === this.#found?.id);
    return isKept && !hasRun && !lost ? this.#found : null;
  });

  /** `storage`: where it is kept which offer was answered. `goOn` opens a run and trains it; false where it cannot be opened. */
  constructor(session: Session, runs: RunList, storage: Storage | null, goOn: (id: string) => Promise<boolean>) {
    this.#session = session;
    this.#runs = runs;
    this.#answered = new Stored(storage, 'kernelsmith.answered-offer', answeredSchema);
    this.#goOn = goOn;
  }

  /** Looks for one, until it could once. */
  async look(): Promise<void> {
    await this.#runs.listed;
    if (this.#hasLooked || !this.#runs.isKnown || this.#session.hasRun) return;
    this.#found = offeredRun(this.#runs.runs, this.#answered.read());
    this.#hasLooked = true;
  }

  /** One that cannot be opened stays offered: it may be possible later. */
  async goOn(): Promise<void> {
    const run = this.#found;
    if (!run || this.opening) return;
    this.opening = true;
    const isOpen = await this.#goOn(run.id).finally(() => (this.opening = false));
    if (isOpen) this.#answer(run);
  }

  /** It stays in the list of runs. */
  leave(): void {
    if (this.#found && !this.opening) this.#answer(this.#found);
  }

  /** Something is trained: whatever becomes of that, the offer is answered. */
  pass(): void {
    this.#found = null;
  }

  #answer({ id, step }: RunSummary): void {
    this.#answered.write({ id, step });
    this.#found = null;
  }
}
