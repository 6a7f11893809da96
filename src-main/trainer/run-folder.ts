import { existsSync, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { networkSpecSchema } from '../../src-core/architecture/network-spec';
import { trainingSettingsSchema } from '../../src-core/architecture/training-settings';
import { describeIssue, InputError } from '../../src-core/input-error';
import type { NamedTensor } from '../../src-core/model/weights';
import type { Checkpoint } from '../../src-core/training/checkpoint';
import { describeFileError } from '../storage/file-error';
import { writeFileAtomically } from '../storage/write-file';
import { RunCheckpoints } from './run-checkpoints';
import { RunHistory, type EpochEvent, type HistoryEvent } from './run-history';

// A run on disk: what it is made of (run.json), what it went through (history.ndjson), moments from which it can go on
// (checkpoints/). The window and the command line write and read the same.

const RUN_FILE = 'run.json';
const HISTORY_FILE = 'history.ndjson';
const CHECKPOINTS = 'checkpoints';

const runFileSchema = z.strictObject({
  format: z.literal('kernelsmith.run'),
  version: z.literal(1),
  network: networkSpecSchema,
  settings: trainingSettingsSchema,
  /** Which kernels computed it: others may differ in the last bits. */
  kernels: z.string(),
});
type RunFile = z.infer<typeof runFileSchema>;

/** What a run is made of. */
export type RunParts = Omit<RunFile, 'format' | 'version'>;

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

/** Which of two epochs did better on validation images, the earlier one where they are equal. */
function better(best: EpochEvent | null, epoch: EpochEvent): EpochEvent | null {
  if (!epoch.validation) return best;
  return best?.validation && best.validation.accuracy >= epoch.validation.accuracy ? best : epoch;
}

/** A run that is being written. What is on the disk can be resumed at any moment. */
export class RunWriter {
  readonly #folder: string;
  readonly #history: RunHistory;
  readonly #checkpoints: RunCheckpoints;
  #best: EpochEvent | null;

  private constructor(folder: string, history: RunHistory, epochs: readonly EpochEvent[]) {
    this.#folder = folder;
    this.#history = history;
    this.#checkpoints = new RunCheckpoints(join(folder, CHECKPOINTS));
    this.#best = epochs.reduce(better, null);
  }

  /** Makes the folder and claims it. Throws an InputError when there is a run in it already: none is ever overwritten. */
  static async create(folder: string, parts: RunParts): Promise<RunWriter> {
    try {
      mkdirSync(folder, { recursive: true });
      if (existsSync(join(folder, RUN_FILE))) throw Object.assign(new Error('taken'), { code: 'EEXIST' });
      const history = RunHistory.create(join(folder, HISTORY_FILE));
      const file: RunFile = { format: 'kernelsmith.run', version: 1, ...parts };
      const text = `${JSON.stringify(file, null, 2)}\n`;
      await writeFileAtomically(join(folder, RUN_FILE), new TextEncoder().encode(text));
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
  static async resume(folder: string): Promise<{ writer: RunWriter; checkpoint: Checkpoint; epochs: EpochEvent[] }> {
    const checkpoint = await new RunCheckpoints(join(folder, CHECKPOINTS)).newest();
    try {
      const { history, epochs } = RunHistory.resume(join(folder, HISTORY_FILE), checkpoint.progress);
      return { writer: new RunWriter(folder, history, epochs), checkpoint, epochs };
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

/** What a run is made of. Throws an InputError that names the file and what is wrong with it. */
export async function readRunParts(folder: string): Promise<RunParts> {
  const path = join(folder, RUN_FILE);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new InputError(`${path}: cannot be read: ${describeFileError(error)}; a run folder holds this file.`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new InputError(`${path}: is not valid JSON.`);
  }
  const result = runFileSchema.safeParse(json);
  if (!result.success) throw new InputError(`${path}: ${describeIssue(result.error)}.`);
  const { network, settings, kernels } = result.data;
  return { network, settings, kernels };
}

/** Reads a run with its newest weights. Throws an InputError that names the file and what is wrong with it. */
export async function readRun(folder: string): Promise<StoredRun> {
  const parts = await readRunParts(folder);
  const { progress, weights } = await new RunCheckpoints(join(folder, CHECKPOINTS)).newest();
  return { ...parts, step: progress.step, weights };
}
