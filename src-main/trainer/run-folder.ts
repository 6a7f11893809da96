import { mkdir, readFile } from 'node:fs/promises';
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

/** Makes the folder for a new run. Throws an InputError when there is a run in it already: none is ever overwritten. */
export async function createRunFolder(folder: string): Promise<void> {
  const taken = await readFile(join(folder, RUN_FILE)).catch(() => null);
  if (taken) throw new InputError(`${folder}: already holds a run; choose another folder.`);
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new InputError(`${folder}: cannot be made: ${describeFileError(error)}.`);
  });
}

/** Writes a finished run. run.json comes last: a folder that has it is complete. */
export async function writeRun(
  folder: string,
  run: Omit<StoredRun, 'format' | 'version'>,
  history: readonly HistoryEvent[],
): Promise<void> {
  const { weights, ...rest } = run;
  const file: RunFile = { format: 'kernelsmith.run', version: 1, ...rest };
  const text = (content: string): Uint8Array => new TextEncoder().encode(content);
  const lines = history.map((event) => `${JSON.stringify(event)}\n`).join('');
  await writeFileAtomically(join(folder, HISTORY_FILE), text(lines));
  await writeFileAtomically(join(folder, WEIGHTS_FILE), writeSafetensors(weights));
  await writeFileAtomically(join(folder, RUN_FILE), text(`${JSON.stringify(file, null, 2)}\n`));
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
