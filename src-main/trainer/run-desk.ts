import { InputError } from '../../src-core/input-error';
import type { NamedTensor } from '../../src-core/model/weights';
import type { Params, Result } from '../../src-core/protocol/methods';
import { PacedNotice } from './paced-notice';
import type { Run } from './run';
import type { RunStore } from './run-store';

/** Least time between two words about the list of runs, milliseconds. */
const INTERVAL = 500;

interface DeskContext {
  /** Where runs are kept; null: nowhere. */
  readonly runs: RunStore | null;
  /** Is told when the list of runs is another one, and of what could not be written. */
  readonly onList: () => void;
  readonly onFailure: (message: string) => void;
}

/** What a session asks of the store of runs, and what it tells of it. */
export class RunDesk {
  readonly #context: DeskContext;
  readonly #notice: PacedNotice;
  /** What was last said of a run that cannot be saved; empty while all is well. */
  #trouble = '';
  /** What is just being written. */
  readonly #writing = new Set<Promise<unknown>>();

  constructor(context: DeskContext) {
    this.#context = context;
    this.#notice = new PacedNotice(context.onList, INTERVAL);
  }

  /** Throws an InputError where no runs are kept. */
  get store(): RunStore {
    if (this.#context.runs) return this.#context.runs;
    throw new InputError('No runs are kept on this computer.');
  }

  /** Something on the disk is as it was not before. */
  changed(): void {
    this.#notice.give();
  }

  /** Says what is wrong with saving a run: once, and once more when it stands still. */
  tellOfSaving({ saveFailure, phase }: Run): void {
    const fate = phase === 'training' ? 'Training goes on' : 'The run is kept in memory';
    const trouble = saveFailure === null ? '' : `${saveFailure} ${fate}, and saving is tried again.`;
    if (trouble !== '' && trouble !== this.#trouble) this.#context.onFailure(trouble);
    this.#trouble = trouble;
  }

  async list(): Promise<Result<'listRuns'>> {
    return (await this.#context.runs?.list()) ?? { runs: [], damaged: [] };
  }

  edit({ id, change }: Params<'editRun'>): Promise<Result<'editRun'>> {
    return this.#write(this.store.edit(id, change));
  }

  remove(id: string): Promise<void> {
    return this.#write(this.store.remove(id));
  }

  restore(id: string): Promise<Result<'restoreRun'>> {
    return this.#write(this.store.restore(id));
  }

  /** Resolves when all that was to be written is on the disk, or could not be. */
  async settle(): Promise<void> {
    while (this.#writing.size > 0) await Promise.allSettled(this.#writing);
  }

  async #write<T>(writing: Promise<T>): Promise<T> {
    this.#writing.add(writing);
    try {
      const written = await writing;
      this.changed();
      return written;
    } finally {
      this.#writing.delete(writing);
    }
  }

  /**
   * Writes down that the test set was opened, and to which series the run belongs, as soon as it has a folder. What could not
   * be written is tried again the next time.
   */
  async keepNotes(run: Run): Promise<void> {
    if (run.savedId === null) return;
    const looks = run.testLooks.slice(run.keptLooks);
    run.keptLooks = run.testLooks.length;
    let kept = 0;
    const { savedId: id } = run;
    const write = async (): Promise<void> => {
      if (run.series !== null) await this.store.join(id, run);
      for (const look of looks) {
        await this.store.addLook(id, look);
        kept++;
      }
    };
    try {
      await this.#write(write());
    } catch (error) {
      run.keptLooks -= looks.length - kept;
      if (!(error instanceof InputError)) throw error;
      this.#context.onFailure(error.message);
    }
  }

  /** A run that diverged will not be trained on: from now on it has failed. */
  async keepFailure({ savedId, message }: Run): Promise<void> {
    if (savedId === null) return;
    try {
      await this.#write(this.store.fail(savedId, message));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.#context.onFailure(error.message);
    }
  }

  /** The weights of a run's best epoch on the validation images. */
  async bestWeights({ savedId, best }: Run): Promise<{ tensors: readonly NamedTensor[]; step: number }> {
    if (best && savedId !== null) return { tensors: await this.store.weightsAt(savedId, best.step), step: best.step };
    throw new InputError(
      'There are no weights of a best epoch: it takes validation images and a run that is kept on the disk.',
    );
  }
}
