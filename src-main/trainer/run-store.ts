import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { analyzeNetwork } from '../../src-core/architecture/analyze';
import { InputError } from '../../src-core/input-error';
import type { Params, Result } from '../../src-core/protocol/methods';
import { runIdSchema } from '../../src-core/protocol/run-id';
import type { RunSummary, TestLook } from '../../src-core/protocol/runs';
import { describeFileError } from '../storage/file-error';
import { readRunParts, type RunParts } from './run-file';
import { readRunCourse, readRunStanding } from './run-folder';
import { newRunId } from './run-name';
import { addTestLook, readNotes, readTestLooks, writeNotes } from './run-notes';

/** Runs that are read at a time: each has some files open. */
const AT_A_TIME = 16;

/** The runs of the window: a folder of folders, each named by its run's id. */
export class RunStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  folderOf(id: string): string {
    return join(this.#folder, id);
  }

  /** An id for a new run of a network. */
  newId(network: string, time = new Date()): string {
    return newRunId(network, time);
  }

  /** All that can be read, the newest first, and why the others cannot. */
  async list(): Promise<Result<'listRuns'>> {
    const ids = (await readdir(this.#folder).catch(() => [])).filter((name) => runIdSchema.safeParse(name).success);
    const runs: RunSummary[] = [];
    const damaged: { id: string; message: string }[] = [];
    for (let i = 0; i < ids.length; i += AT_A_TIME) {
      const summarize = async (id: string): Promise<void> => {
        try {
          runs.push(await this.summary(id));
        } catch (error) {
          damaged.push({ id, message: error instanceof InputError ? error.message : describeFileError(error) });
        }
      };
      await Promise.all(ids.slice(i, i + AT_A_TIME).map(summarize));
    }
    runs.sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1));
    return { runs, damaged };
  }

  /** Throws an InputError when there is no such run, or it cannot be read. */
  async summary(id: string): Promise<RunSummary> {
    return this.#summaryOf(id, await readRunParts(this.folderOf(id)));
  }

  async read(id: string): Promise<Result<'readRun'>> {
    const folder = this.folderOf(id);
    const parts = await readRunParts(folder);
    const { network, settings, kernels } = parts;
    return { summary: await this.#summaryOf(id, parts), network, settings, kernels, ...(await readRunCourse(folder)) };
  }

  async edit(id: string, change: Params<'editRun'>['change']): Promise<RunSummary> {
    const { network } = await readRunParts(this.folderOf(id));
    await this.#write(id, async (folder) => {
      await writeNotes(folder, { ...(await readNotes(folder, network.name)), ...change });
    });
    return this.summary(id);
  }

  /** Notes that the test set was opened by a run. */
  async addLook(id: string, look: TestLook): Promise<void> {
    await this.#write(id, (folder) => addTestLook(folder, look));
  }

  async #write(id: string, write: (folder: string) => Promise<void>): Promise<void> {
    const folder = this.folderOf(id);
    await write(folder).catch((error: unknown) => {
      throw new InputError(`${folder}: nothing could be written there: ${describeFileError(error)}.`);
    });
  }

  async #summaryOf(id: string, { network, settings, startedAt, parent, series }: RunParts): Promise<RunSummary> {
    const folder = this.folderOf(id);
    const { state, step, totalSteps, epochsDone, seconds, best, last } = await readRunStanding(folder, settings.epochs);
    const { series: joined, ...notes } = await readNotes(folder, network.name);
    return {
      id,
      ...notes,
      network: network.name,
      ...{ startedAt, state, step, totalSteps, epochsDone },
      epochs: settings.epochs,
      parameters: analyzeNetwork(network).parameterCount,
      seed: settings.seed,
      ...{ seconds, best, last, parent },
      testLooks: await readTestLooks(folder),
      series: joined ?? series,
    };
  }
}
