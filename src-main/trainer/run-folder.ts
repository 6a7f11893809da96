import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { networkSpecSchema } from '../../src-core/architecture/network-spec';
import { trainingSettingsSchema } from '../../src-core/architecture/training-settings';
import { readSafetensors, writeSafetensors } from '../../src-core/formats/safetensors';
import { describeIssue, InputError } from '../../src-core/input-error';
import type { NamedTensor } from '../../src-core/model/weights';
import type { TrainingEvent } from '../../src-core/training/train';
import { describeFileError } from '../storage/file-error';
import { writeFileAtomically } from '../storage/write-file';

// A run on disk: what it was made of (run.json), what it went through (history.ndjson), what came of it (weights.safetensors).

const RUN_FILE = 'run.json';
const HISTORY_FILE = 'history.ndjson';
const WEIGHTS_FILE = 'weights.safetensors';

const runFileSchema = z.strictObject({
  format: z.literal('kernelsmith.run'),
  version: z.literal(1),
  network: networkSpecSchema,
  settings: trainingSettingsSchema,
  /** Which kernels computed it: others may differ in the last bits. */
  kernels: z.string(),
  /** Steps that the weights have behind them. */
  step: z.int().min(0),
});
type RunFile = z.infer<typeof runFileSchema>;

export interface StoredRun extends RunFile {
  readonly weights: readonly NamedTensor[];
}

/** What goes into the history: every step and every epoch. */
export type HistoryEvent = Exclude<TrainingEvent, { kind: 'validating' }>;

async function read(folder: string, file: string): Promise<Buffer> {
  const path = join(folder, file);
  return readFile(path).catch((error: unknown) => {
    throw new InputError(`${path}: cannot be read: ${describeFileError(error)}; a run folder holds this file.`);
  });
}

/** History lines that are written together. */
const LINES_AT_ONCE = 1000;

/** Why a folder cannot hold a new run. */
function describeClaimError(folder: string, error: unknown): string {
  const taken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
  return taken
    ? `${folder}: already holds a run; choose another folder.`
    : `${folder}: no run can be written there: ${describeFileError(error)}.`;
}

/**
 * A run that is being written. Its history grows as the training goes on; weights and run.json come when it is finished,
 * run.json last: a folder that has it is complete.
 */
export class RunWriter {
  readonly #folder: string;
  readonly #history: number;
  #lines: string[] = [];

  /** Makes the folder and claims it. Throws an InputError when there is a run in it already: none is ever overwritten. */
  constructor(folder: string) {
    this.#folder = folder;
    try {
      mkdirSync(folder, { recursive: true });
      if (existsSync(join(folder, RUN_FILE))) throw Object.assign(new Error('taken'), { code: 'EEXIST' });
      this.#history = openSync(join(folder, HISTORY_FILE), 'wx');
    } catch (error) {
      throw new InputError(describeClaimError(folder, error));
    }
  }

  /** Puts an event at the end of the history. */
  record(event: HistoryEvent): void {
    this.#lines.push(`${JSON.stringify(event)}\n`);
    if (this.#lines.length >= LINES_AT_ONCE) this.#write();
  }

  /** Writes what makes the run complete. Throws an InputError when that cannot be. */
  async finish({ weights, ...run }: Omit<StoredRun, 'format' | 'version'>): Promise<void> {
    const file: RunFile = { format: 'kernelsmith.run', version: 1, ...run };
    try {
      this.#write();
      fsyncSync(this.#history);
      closeSync(this.#history);
      await writeFileAtomically(join(this.#folder, WEIGHTS_FILE), writeSafetensors(weights));
      const text = `${JSON.stringify(file, null, 2)}\n`;
      await writeFileAtomically(join(this.#folder, RUN_FILE), new TextEncoder().encode(text));
    } catch (error) {
      throw new InputError(`${this.#folder}: the run could not be written: ${describeFileError(error)}.`);
    }
  }

  #write(): void {
    writeSync(this.#history, this.#lines.join(''));
    this.#lines = [];
  }
}

/** Reads a run back. Throws an InputError that names the file and what is wrong with it. */
export async function readRun(folder: string): Promise<StoredRun> {
  const path = join(folder, RUN_FILE);
  const text = (await read(folder, RUN_FILE)).toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new InputError(`${path}: is not valid JSON.`);
  }
  const result = runFileSchema.safeParse(json);
  if (!result.success) throw new InputError(`${path}: ${describeIssue(result.error)}.`);
  const weights = readSafetensors(await read(folder, WEIGHTS_FILE), join(folder, WEIGHTS_FILE));
  return { ...result.data, weights };
}
