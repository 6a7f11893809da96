import { existsSync, readdirSync } from 'node:fs';
import { rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sameContent } from '../../src-core/architecture/same-content';
import { InputError } from '../../src-core/input-error';
import { bestEpoch, better } from '../../src-core/metrics/best-epoch';
import type { NamedTensor } from '../../src-core/model/weights';
import type { Checkpoint } from '../../src-core/training/checkpoint';
import { describeFileError } from '../storage/file-error';
import { makeFolder } from '../storage/make-folder';
import type { HistoryEvent } from './history-queue';
import { readCourse, type Course, type EpochEvent, type Moment } from './history-reader';
import { RunCheckpoints } from './run-checkpoints';
import {
  originOf,
  readRunParts,
  RUN_FILE,
  writeRunFile,
  type RunOrigin,
  type RunParts,
  type RunRecipe,
} from './run-file';
import { RunHistory } from './run-history';
import { hold, isAbandoned, isHeld, release } from './run-hold';
import {
  isStandingOf,
  readStanding,
  STANDING_FILE,
  standingOf,
  summarizeEpoch,
  writeStanding,
  type RunStanding,
} from './run-standing';

// A run on disk: what it is made of (run.json), what it went through (history.ndjson), moments from which it can go on
// (checkpoints/). The window and the command line write and read the same.

const HISTORY_FILE = 'history.ndjson';
const CHECKPOINTS = 'checkpoints';

/** A run as it is read: with the weights of one of its checkpoints. */
export interface StoredRun extends RunParts {
  /** Steps that the weights have behind them. */
  readonly step: number;
  readonly weights: readonly NamedTensor[];
}

/** Why a folder cannot hold a new run. */
function describeClaimError(folder: string, error: unknown): string {
  const taken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
  return taken
    ? `${folder}: already holds a run; choose another folder.`
    : `${folder}: no run can be written there: ${describeFileError(error)}.`;
}

/** A moment of a run on the disk. */
export interface RunPoint {
  readonly folder: string;
  readonly moment: Moment;
}

/** Gives a new folder the checkpoints of another run until a moment, where there is one; returns the epochs until then. */
async function takeOver(past: RunPoint | null, folder: string): Promise<readonly EpochEvent[]> {
  if (!past) return [];
  const other = new RunCheckpoints(join(past.folder, CHECKPOINTS));
  await new RunCheckpoints(join(folder, CHECKPOINTS)).copy(other, past.moment.step);
  return (await readRunCourse(past)).epochs;
}

/** Whether a run has been begun there that is none yet, as it has no checkpoint; an empty folder was made for one. */
export const isUnbegun = (folder: string): boolean =>
  !existsSync(join(folder, RUN_FILE)) && (isHeld(folder) || isEmpty(folder));

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch {
    return false;
  }
}

/** Empties a folder in which a process began a run and was killed before it was one; returns whether there was that to do. */
export async function clearUnbegun(folder: string): Promise<boolean> {
  if (!isUnbegun(folder) || !isAbandoned(folder)) return false;
  hold(folder); // or another would begin there meanwhile
  try {
    if (existsSync(join(folder, RUN_FILE))) return false;
    await clear(folder);
    return true;
  } finally {
    release(folder);
  }
}

/** Throws where there is anything of a run: it may be all that is left of one. */
function checkEmpty(folder: string): void {
  const names = [RUN_FILE, HISTORY_FILE, CHECKPOINTS].filter((name) => existsSync(join(folder, name)));
  if (names.length > 0) throw Object.assign(new Error('taken'), { code: 'EEXIST' });
}

/** Removes what there is of a run that is none. */
async function clear(folder: string): Promise<void> {
  await rm(join(folder, CHECKPOINTS), { recursive: true, force: true });
  for (const file of [HISTORY_FILE, STANDING_FILE]) await rm(join(folder, file), { force: true });
}

/** A run cannot be written any more from the moment that it stands at: another program has gone on with it. */
export class Superseded extends InputError {}

/** Throws where a run has been trained on since a moment of it was read. Later checkpoints that are damaged are nobody's. */
async function checkNewest(folder: string, { step }: Moment): Promise<void> {
  const checkpoints = new RunCheckpoints(join(folder, CHECKPOINTS));
  const [last = step] = await checkpoints.steps();
  const newest = last > step ? (await checkpoints.newest()).progress.step : step;
  if (newest <= step) return;
  throw new Superseded(
    `${folder}: another program has trained this run on, to step ${newest}: open it again to go on from there.`,
  );
}

/** A run that is being written. What is on the disk can be resumed at any moment. */
export class RunWriter {
  readonly #folder: string;
  readonly #history: RunHistory;
  readonly #checkpoints: RunCheckpoints;
  #best: EpochEvent | null;
  #last: EpochEvent | null;
  /** What makes a run of the folder, until that is written: behind the first checkpoint, so that there is no run without one. */
  #unwritten: RunParts | null;

  private constructor(
    folder: string,
    history: RunHistory,
    epochs: readonly EpochEvent[],
    unwritten: RunParts | null = null,
  ) {
    this.#folder = folder;
    this.#history = history;
    this.#unwritten = unwritten;
    this.#checkpoints = new RunCheckpoints(join(folder, CHECKPOINTS));
    this.#best = bestEpoch(epochs);
    this.#last = epochs.at(-1) ?? null;
  }

  /**
   * Makes the folder and claims it, with what another run went through where it goes on from there; the first checkpoint makes
   * it a run. Throws an InputError when there is one in it already: none is ever overwritten.
   */
  static async create(
    folder: string,
    recipe: RunRecipe,
    origin: Partial<RunOrigin> = {},
    past: RunPoint | null = null,
  ): Promise<RunWriter> {
    const isNew = !existsSync(folder);
    let isOurs = false;
    try {
      await makeFolder(folder);
      await clearUnbegun(folder);
      checkEmpty(folder);
      isOurs = hold(folder);
      const from = past && { path: join(past.folder, HISTORY_FILE), moment: past.moment };
      const history = RunHistory.create(join(folder, HISTORY_FILE), from);
      const epochs = await takeOver(past, folder).catch(async (error: unknown) => {
        history.remove();
        await clear(folder);
        throw error;
      });
      const takenOver = past?.moment.step ?? 0;
      return new RunWriter(folder, history, epochs, { ...recipe, ...originOf(origin), takenOver });
    } catch (error) {
      // What is no run shall claim no folder: it may be tried again.
      if (isOurs) release(folder);
      // Only where nothing is in it.
      if (isNew) await rmdir(folder).catch(() => undefined);
      if (error instanceof InputError) throw error;
      throw new InputError(describeClaimError(folder, error));
    }
  }

  /** Of a run that nobody keeps: only its history is made, as that of any other. */
  static discarded(): RunWriter {
    return new RunWriter('', RunHistory.discarded(), []);
  }

  /** Goes on with a run from its newest checkpoint. */
  static async resume(folder: string): Promise<{ writer: RunWriter; checkpoint: Checkpoint; course: Course }> {
    const checkpoint = await readNewestCheckpoint(folder, await readRunParts(folder));
    const course = await readRunCourse({ folder, moment: checkpoint.progress });
    return { writer: await this.continue(folder, checkpoint.progress, course), checkpoint, course };
  }

  /**
   * The same from a moment that has been read already. Rejects with a `Superseded` where that is not the newest any more, and
   * nothing is changed.
   */
  static async continue(folder: string, moment: Moment, { epochs }: Course): Promise<RunWriter> {
    const isOurs = hold(folder);
    try {
      await checkNewest(folder, moment);
      return new RunWriter(folder, RunHistory.resume(join(folder, HISTORY_FILE), moment), epochs);
    } catch (error) {
      if (isOurs) release(folder);
      if (error instanceof InputError) throw error;
      throw new InputError(`${folder}: this run cannot be resumed: ${describeFileError(error)}.`);
    }
  }

  /** Whether there is a folder. */
  get keeps(): boolean {
    return this.#folder !== '';
  }

  /**
   * Puts an event at the end of the history. Returns whether it is the best epoch so far, whose weights are to be saved. What
   * is thrown here does not lose the event: it is written with the next checkpoint.
   */
  record(event: HistoryEvent): boolean {
    const best = event.kind === 'epoch' && this.#takeEpoch(event);
    this.#guard(() => {
      this.#history.add(event);
    });
    return best;
  }

  /** The same for several, none of which is lost for another that could not be written. */
  recordAll(events: readonly HistoryEvent[]): void {
    const failures: unknown[] = [];
    for (const event of events) {
      try {
        this.record(event);
      } catch (error) {
        failures.push(error);
      }
    }
    for (const failure of failures) throw failure;
  }

  /** Saves a moment of the run; what it went through is on the disk before it. */
  async checkpoint(checkpoint: Checkpoint, stepsPerEpoch = Infinity): Promise<void> {
    this.#guard(() => {
      this.#history.sync();
    });
    await this.#checkpoints.write(checkpoint, this.#best?.step ?? null, stepsPerEpoch);
    await this.#declare();
  }

  /** Writes down where the run stands, for lists of many. */
  async stand(standing: Omit<RunStanding, 'best' | 'last'>): Promise<void> {
    const [best, last] = [this.#best, this.#last].map((epoch) => epoch && summarizeEpoch(epoch));
    await writeStanding(this.#folder, { ...standing, best: best ?? null, last: last ?? null }).catch(
      (error: unknown) => {
        throw complaint(join(this.#folder, STANDING_FILE), error);
      },
    );
  }

  /** Where it throws, it may be tried again, or given up. */
  close(): void {
    this.#guard(() => {
      this.#history.close();
      release(this.#folder);
    });
  }

  /** It has never been: nothing of it stays. */
  async remove(): Promise<void> {
    this.#history.remove();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #declare(): Promise<void> {
    if (!this.#unwritten) return;
    await writeRunFile(this.#folder, this.#unwritten).catch((error: unknown) => {
      throw complaint(join(this.#folder, RUN_FILE), error);
    });
    this.#unwritten = null;
  }

  /** Whether it is the best so far. */
  #takeEpoch(event: EpochEvent): boolean {
    this.#last = event;
    this.#best = better(this.#best, event);
    return this.#best === event;
  }

  #guard(write: () => void): void {
    try {
      write();
    } catch (error) {
      throw complaint(join(this.#folder, HISTORY_FILE), error);
    }
  }
}

const complaint = (path: string, error: unknown): InputError =>
  new InputError(`${path}: the run could not be written: ${describeFileError(error)}.`);

/** When a run was last written down, milliseconds since 1970: its history is written before each checkpoint. */
export async function readSavedAt(folder: string): Promise<number> {
  return (await stat(join(folder, HISTORY_FILE))).mtimeMs;
}

/** Reads a run with its newest weights. Throws an InputError that names the file and what is wrong with it. */
export async function readRun(folder: string): Promise<StoredRun> {
  const parts = await readRunParts(folder);
  const { progress, weights } = await readNewestCheckpoint(folder, parts);
  return { ...parts, step: progress.step, weights };
}

/** The newest checkpoint of a run that is whole. Throws an InputError when there is none. */
export function readNewestCheckpoint(folder: string, { takenOver }: RunParts): Promise<Checkpoint> {
  return new RunCheckpoints(join(folder, CHECKPOINTS)).newest(takenOver);
}

/** What is to be said where a run goes on from a step that is not that of its newest checkpoint; null: it is. */
export async function damageWords(folder: string, step: number): Promise<string | null> {
  const [newest = step] = await new RunCheckpoints(join(folder, CHECKPOINTS)).steps();
  if (newest <= step) return null;
  return `The newest checkpoint of this run, after step ${newest}, is damaged: it goes on from step ${step}, the newest that is whole.`;
}

/** The checkpoint of a step. Throws an InputError when it is not kept, or damaged. */
export function readCheckpointAt(folder: string, step: number): Promise<Checkpoint> {
  return new RunCheckpoints(join(folder, CHECKPOINTS)).at(step);
}

/** What a run went through until a moment. */
export async function readRunCourse({ folder, moment }: RunPoint): Promise<Course> {
  const path = join(folder, HISTORY_FILE);
  return readCourse(path, moment).catch((error: unknown) => {
    throw new InputError(`${path}: cannot be read: ${describeFileError(error)}.`);
  });
}

/** Writes down where a run stands, unless that is so already. */
export async function refreshStanding(folder: string, parts: RunParts): Promise<void> {
  const standing = await readRunStanding(folder, parts);
  if (!sameContent(standing, await readStanding(folder))) await writeStanding(folder, standing);
}

/** Where a run stands. Throws an InputError when it has no checkpoint, or its history cannot be read. */
export async function readRunStanding(folder: string, parts: RunParts): Promise<RunStanding> {
  return (await readWrittenStanding(folder)) ?? (await readMoment(folder, parts)).standing;
}

/** The same as far as it is written down; null where that is not so, or need not be true. */
export async function readWrittenStanding(folder: string): Promise<RunStanding | null> {
  const [step] = await new RunCheckpoints(join(folder, CHECKPOINTS)).steps();
  const written = await readStanding(folder);
  // Only where it was killed can it be that a checkpoint of the same step is from before its epoch was over.
  return written?.step === step && !isAbandoned(folder) ? written : null;
}

/** The newest moment of a run that is whole. Throws an InputError when there is none, or its history cannot be read. */
export async function readMoment(
  folder: string,
  parts: RunParts,
): Promise<{ checkpoint: Checkpoint; course: Course; standing: RunStanding }> {
  const checkpoint = await readNewestCheckpoint(folder, parts);
  const { progress } = checkpoint;
  const course = await readRunCourse({ folder, moment: progress });
  const written = await readStanding(folder);
  if (isStandingOf(progress, written)) return { checkpoint, course, standing: written };
  return { checkpoint, course, standing: standingOf(progress, parts.settings, course, written) };
}
