import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { analyzeNetwork } from '../../src-core/architecture/analyze';
import { InputError } from '../../src-core/input-error';
import type { Params, Result } from '../../src-core/protocol/methods';
import { runIdSchema } from '../../src-core/protocol/run-id';
import type { RunSummary, TestLook } from '../../src-core/protocol/runs';
import type { NamedTensor } from '../../src-core/model/weights';
import { weightsOfStep } from '../../src-core/training/checkpoint';
import { describeFileError } from '../storage/file-error';
import type { RunPast } from './run';
import { readRunParts, type RunParts } from './run-file';
import {
  damageWords,
  isUnbegun,
  readCheckpointAt,
  readMoment,
  readRunStanding,
  readSavedAt,
  readWrittenStanding,
  refreshStanding,
} from './run-folder';
import { checkFree, isAbandoned, isHeld, release, untilFree } from './run-hold';
import { newRunId, runName } from './run-name';
import { addTestLook, changeNotes, readNotes, readTestLooks } from './run-notes';
import { RunNumbers } from './run-numbers';
import { writeStanding, type RunStanding } from './run-standing';

/** Runs that are read at a time: each has some files open. */
const AT_A_TIME = 16;
/** Where deleted runs lie: its name is no run's. */
const DELETED = '.deleted';

/** To which series a run belongs, and how many runs that is to have. */
export type SeriesPlace = Pick<RunSummary, 'series' | 'seriesCount'>;

/** A series that a run was taken into comes before that which it was begun in. */
const seriesPlace = (joined: SeriesPlace, begun: SeriesPlace): SeriesPlace => {
  const { series, seriesCount } = joined.series === null ? begun : joined;
  return { series, seriesCount };
};

/** A run as it is to go on, or to be looked at. */
interface OpenedRun extends SeriesPlace {
  readonly parts: RunParts;
  readonly past: RunPast;
  readonly testLooks: TestLook[];
  /** Why it does not stand at its newest checkpoint, one sentence; null: it does. */
  readonly damage: string | null;
}

/** The runs in a folder, by their ids. */
async function idsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink());
  return folders.flatMap(({ name }) => (runIdSchema.safeParse(name).success ? name : []));
}

/** The runs of the window: a folder of folders, each named by its run's id. */
export class RunStore {
  readonly #folder: string;
  #writing: Promise<void> = Promise.resolve();
  readonly #numbers = new RunNumbers(
    () => this.#readNumbers(),
    (id) => this.#isThere(id),
  );
  /** Ids of new runs, of which there need not be a folder yet. */
  readonly #given = new Set<string>();
  #forgetting: Promise<void> = Promise.resolve();
  /** Runs that were opened, which may be written since then. */
  readonly #opened = new Set<string>();
  /** The run that is just being tidied. */
  #tidying: { readonly id: string; readonly done: Promise<void> } | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  folderOf(id: string): string {
    return join(this.#folder, id);
  }

  /** An id for a new run of a network: that of no other run, whatever the clock says. */
  newId(network: string, time = new Date()): string {
    const first = newRunId(network, time);
    let id = first;
    for (let number = 2; this.#isTaken(id); number++) id = `${first}-${number}`;
    this.#given.add(id);
    return id;
  }

  #isTaken(id: string): boolean {
    return this.#given.has(id) || this.#isThere(id);
  }

  /** Also where it was deleted, and may be taken back. */
  #isThere(id: string): boolean {
    return [this.folderOf(id), join(this.#folder, DELETED, id)].some((path) => existsSync(path));
  }

  /** The number of a new run. */
  newNumber(id: string): Promise<number> {
    return this.#numbers.next(id);
  }

  /** All that can be read, the newest first, and why the others cannot. */
  async list(): Promise<Result<'listRuns'>> {
    const ids = await idsIn(this.#folder);
    const runs: RunSummary[] = [];
    const damaged: { id: string; message: string }[] = [];
    for (let i = 0; i < ids.length; i += AT_A_TIME) {
      const summarize = async (id: string): Promise<void> => {
        if (isUnbegun(this.folderOf(id))) return;
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
    const folder = this.folderOf(id);
    const parts = await readRunParts(folder);
    return this.#summaryOf(id, parts, await readRunStanding(folder, parts));
  }

  /** The newest moment of a run, to go on from or to be looked at. */
  async open(id: string): Promise<OpenedRun> {
    const folder = this.folderOf(id);
    this.#opened.add(id);
    if (this.#tidying?.id === id) await this.#tidying.done;
    await untilFree(folder);
    const parts = await readRunParts(folder);
    const { checkpoint, course, standing } = await readMoment(folder, parts);
    const { state, message, seconds } = standing;
    const notes = await readNotes(folder, parts.network.name);
    return {
      parts,
      past: { checkpoint, course, state, message, seconds },
      testLooks: await readTestLooks(folder),
      damage: await damageWords(folder, checkpoint.progress.step),
      ...seriesPlace(notes, parts),
    };
  }

  /** The weights of a run as they were after so many steps. Throws an InputError when they are not kept. */
  async weightsAt(id: string, step: number): Promise<readonly NamedTensor[]> {
    return weightsOfStep(await readCheckpointAt(this.folderOf(id), step));
  }

  async read(id: string): Promise<Result<'readRun'>> {
    const folder = this.folderOf(id);
    const parts = await readRunParts(folder);
    const { network, settings, kernels } = parts;
    const { course, standing } = await readMoment(folder, parts);
    return { summary: await this.#summaryOf(id, parts, standing), network, settings, kernels, ...course };
  }

  async edit(id: string, change: Params<'editRun'>['change']): Promise<RunSummary> {
    const { network } = await readRunParts(this.folderOf(id));
    await this.#write(id, (folder) => changeNotes(folder, network.name, change));
    return this.summary(id);
  }

  /** Takes a run that has begun into a series. */
  async join(id: string, { series, seriesCount }: SeriesPlace): Promise<void> {
    const { network, series: own } = await readRunParts(this.folderOf(id));
    if (own === series) return;
    await this.#write(id, (folder) => changeNotes(folder, network.name, { series, seriesCount }));
  }

  /** Puts a run aside, from where it can be taken back until the program starts anew, whatever becomes of the trainer. */
  async remove(id: string): Promise<void> {
    const folder = this.folderOf(id);
    checkFree(folder);
    await readRunParts(folder);
    await this.#write(id, async () => {
      await mkdir(join(this.#folder, DELETED), { recursive: true });
      await rm(join(this.#folder, DELETED, id), { recursive: true, force: true });
      await rename(folder, join(this.#folder, DELETED, id));
    });
  }

  async restore(id: string): Promise<RunSummary> {
    const aside = join(this.#folder, DELETED, id);
    await readRunParts(aside);
    if (existsSync(this.folderOf(id))) throw new InputError(`There is a run "${id}" already.`);
    await this.#write(id, (folder) => rename(aside, folder));
    return this.summary(id);
  }

  /** Removes for good what was deleted before. Only at the start of the program: no window can take it back any more. */
  forgetDeleted(): Promise<void> {
    return (this.#forgetting = this.#forgetAll());
  }

  async #forgetAll(): Promise<void> {
    const deleted = join(this.#folder, DELETED);
    // One by one, since others may be put there meanwhile.
    for (const id of await readdir(deleted).catch(() => [])) {
      await rm(join(deleted, id), { recursive: true, force: true }).catch(() => undefined);
    }
  }

  /**
   * Writes down where each run stands that was cut off or is of version 1, but for those that are opened before it is their turn.
   * What fails here is left as it is.
   */
  async tidy(): Promise<void> {
    for (const id of await idsIn(this.#folder)) {
      if (this.#opened.has(id)) continue;
      const done = this.#tidyRun(this.folderOf(id)).catch(() => undefined);
      this.#tidying = { id, done };
      await done;
    }
    this.#tidying = null;
  }

  async #tidyRun(folder: string): Promise<void> {
    if (isUnbegun(folder) || (isHeld(folder) && !isAbandoned(folder))) return;
    if (await readWrittenStanding(folder)) return; // as of nearly all
    try {
      await refreshStanding(folder, await readRunParts(folder));
    } finally {
      release(folder);
    }
  }

  /** Those of deleted runs as well: they may be taken back. */
  async #readNumbers(): Promise<{ id: string; startedAt: number; number: number | null }[]> {
    await this.#forgetting;
    const folders = [this.#folder, join(this.#folder, DELETED)];
    const paths = await Promise.all(folders.map(async (folder) => (await idsIn(folder)).map((id) => ({ folder, id }))));
    const all = paths.flat();
    const runs: { id: string; startedAt: number; number: number | null }[] = [];
    for (let i = 0; i < all.length; i += AT_A_TIME) {
      const read = async ({ folder, id }: { folder: string; id: string }): Promise<void> => {
        const parts = await readRunParts(join(folder, id)).catch(() => null);
        if (parts) runs.push({ id, ...parts });
      };
      await Promise.all(all.slice(i, i + AT_A_TIME).map(read));
    }
    return runs;
  }

  /** Writes down that a run which nobody is writing has failed, and why. */
  async fail(id: string, message: string | null): Promise<void> {
    const standing = await readRunStanding(this.folderOf(id), await readRunParts(this.folderOf(id)));
    await this.#write(id, (folder) => writeStanding(folder, { ...standing, state: 'failed', message }));
  }

  /** Notes that the test set was opened by a run. */
  async addLook(id: string, look: TestLook): Promise<void> {
    await this.#write(id, (folder) => addTestLook(folder, look));
  }

  /** One after the other: what is read to be changed is not changed by another meanwhile. */
  async #write(id: string, write: (folder: string) => Promise<void>): Promise<void> {
    const folder = this.folderOf(id);
    const written = this.#writing.then(() => write(folder));
    this.#writing = written.catch(() => undefined);
    await written.catch((error: unknown) => {
      throw new InputError(`${folder}: nothing could be written there: ${describeFileError(error)}.`);
    });
  }

  async #summaryOf(
    id: string,
    { network, settings, startedAt, parent, number, ...begun }: RunParts,
    { state, step, totalSteps, epochsDone, seconds, learningRate, best, last }: RunStanding,
  ): Promise<RunSummary> {
    const folder = this.folderOf(id);
    const { series, seriesCount, name, ...notes } = await readNotes(folder, network.name);
    return {
      id,
      name: runName(name, network.name, await this.#numbers.of({ id, startedAt, number })),
      ...notes,
      network: network.name,
      savedAt: await readSavedAt(folder).catch(() => startedAt),
      ...{ startedAt, state, step, totalSteps, epochsDone },
      epochs: settings.epochs,
      parameters: analyzeNetwork(network).parameterCount,
      seed: settings.seed,
      learningRate: settings.optimizer.learningRate,
      lastLearningRate: learningRate ?? settings.optimizer.learningRate,
      batchSize: settings.batchSize,
      ...{ seconds, best, last, parent },
      testLooks: await readTestLooks(folder),
      ...seriesPlace({ series, seriesCount }, begun),
    };
  }
}
