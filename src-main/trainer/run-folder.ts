import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../src-core/input-error';
import { bestEpoch, better } from '../../src-core/metrics/best-epoch';
import type { NamedTensor } from '../../src-core/model/weights';
import type { Checkpoint } from '../../src-core/training/checkpoint';
import { describeFileError } from '../storage/file-error';
import { RunCheckpoints } from './run-checkpoints';
import {
  newOrigin,
  readRunParts,
  RUN_FILE,
  writeRunFile,
  type RunOrigin,
  type RunParts,
  type RunRecipe,
} from './run-file';
import { readCourse, RunHistory, type Course, type EpochEvent, type HistoryEvent } from './run-history';
import { readStanding, standingOf, summarizeEpoch, writeStanding, type RunStanding } from './run-standing';

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

/** A run that is being written. What is on the disk can be resumed at any moment. */
export class RunWriter {
  readonly #folder: string;
  readonly #history: RunHistory;
  readonly #checkpoints: RunCheckpoints;
  #best: EpochEvent | null;
  #last: EpochEvent | null;

  private constructor(folder: string, history: RunHistory, epochs: readonly EpochEvent[]) {
    this.#folder = folder;
    this.#history = history;
    this.#checkpoints = new RunCheckpoints(join(folder, CHECKPOINTS));
    this.#best = bestEpoch(epochs);
    this.#last = epochs.at(-1) ?? null;
  }

  /** Makes the folder and claims it. Throws an InputError when there is a run in it already: none is ever overwritten. */
  static async create(folder: string, recipe: RunRecipe, origin: RunOrigin = newOrigin()): Promise<RunWriter> {
    try {
      mkdirSync(folder, { recursive: true });
      if (existsSync(join(folder, RUN_FILE))) throw Object.assign(new Error('taken'), { code: 'EEXIST' });
      const history = RunHistory.create(join(folder, HISTORY_FILE));
      await writeRunFile(folder, { ...recipe, ...origin });
      return new RunWriter(folder, history, []);
    } catch (error) {
      throw new InputError(describeClaimError(folder, error));
    }
  }

  /** Of a run that nobody keeps: only its history is made, as that of any other. */
  static discarded(): RunWriter {
    return new RunWriter('', RunHistory.discarded(), []);
  }

  /** Goes on with a run from its newest checkpoint. */
  static async resume(folder: string): Promise<{ writer: RunWriter; checkpoint: Checkpoint; course: Course }> {
    const checkpoint = await new RunCheckpoints(join(folder, CHECKPOINTS)).newest();
    try {
      const { history, course } = RunHistory.resume(join(folder, HISTORY_FILE), checkpoint.progress);
      return { writer: new RunWriter(folder, history, course.epochs), checkpoint, course };
    } catch (error) {
      throw new InputError(`${folder}: this run cannot be resumed: ${describeFileError(error)}.`);
    }
  }

  /** Puts an event at the end of the history. Returns whether it is the best epoch so far, whose weights are to be saved. */
  record(event: HistoryEvent): boolean {
    this.#guard(() => {
      this.#history.add(event);
    });
    if (event.kind !== 'epoch') return false;
    this.#last = event;
    this.#best = better(this.#best, event);
    return this.#best === event;
  }

  /** Saves a moment of the run; what it went through is on the disk before it. */
  async checkpoint(checkpoint: Checkpoint): Promise<void> {
    this.#guard(() => {
      this.#history.sync();
    });
    await this.#checkpoints.write(checkpoint, this.#best?.step ?? null).catch((error: unknown) => {
      throw this.#complaint(error);
    });
  }

  /** Writes down where the run stands, for lists of many. */
  async stand(standing: Omit<RunStanding, 'best' | 'last'>): Promise<void> {
    const [best, last] = [this.#best, this.#last].map((epoch) => epoch && summarizeEpoch(epoch));
    await writeStanding(this.#folder, { ...standing, best: best ?? null, last: last ?? null }).catch(
      (error: unknown) => {
        throw this.#complaint(error);
      },
    );
  }

  close(): void {
    this.#guard(() => {
      this.#history.close();
    });
  }

  #guard(write: () => void): void {
    try {
      write();
    } catch (error) {
      throw this.#complaint(error);
    }
  }

  #complaint(error: unknown): InputError {
    return new InputError(`${this.#folder}: the run could not be written: ${describeFileError(error)}.`);
  }
}

/** Reads a run with its newest weights. Throws an InputError that names the file and what is wrong with it. */
export async function readRun(folder: string): Promise<StoredRun> {
  const parts = await readRunParts(folder);
  const { progress, weights } = await new RunCheckpoints(join(folder, CHECKPOINTS)).newest();
  return { ...parts, step: progress.step, weights };
}

/** What a run went through, until its newest checkpoint. */
export async function readRunCourse(folder: string): Promise<Course> {
  const { progress } = await new RunCheckpoints(join(folder, CHECKPOINTS)).newest();
  return courseUntil(folder, progress);
}

/** Where a run stands. Throws an InputError when it has no checkpoint, or its history cannot be read. */
export async function readRunStanding(folder: string, allEpochs: number): Promise<RunStanding> {
  const checkpoints = new RunCheckpoints(join(folder, CHECKPOINTS));
  const [step] = await checkpoints.steps();
  const written = await readStanding(folder);
  if (written && written.step === step) return written;
  const { progress } = await checkpoints.newest();
  const { epochs } = await courseUntil(folder, progress);
  return standingOf(epochs, progress.step, allEpochs);
}

async function courseUntil(folder: string, moment: Checkpoint['progress']): Promise<Course> {
  const path = join(folder, HISTORY_FILE);
  return readCourse(path, moment).catch((error: unknown) => {
    throw new InputError(`${path}: cannot be read: ${describeFileError(error)}.`);
  });
}
