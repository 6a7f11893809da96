import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { networkSpecSchema } from '../../src-core/architecture/network-spec';
import { trainingSettingsSchema } from '../../src-core/architecture/training-settings';
import { describeIssue, InputError } from '../../src-core/input-error';
import { runParentSchema } from '../../src-core/protocol/runs';
import { describeFileError } from '../storage/file-error';
import { writeFileAtomically } from '../storage/write-file';

// run.json: what a run is made of. Written once, before its first checkpoint.

export const RUN_FILE = 'run.json';
const VERSION = 2;

const versionSchema = z.object({ format: z.literal('kernelsmith.run'), version: z.int() });
const recipeSchema = z.object({
  network: networkSpecSchema,
  settings: trainingSettingsSchema,
  /** Which kernels computed it: others may differ in the last bits. */
  kernels: z.string(),
});
const partsSchema = recipeSchema.extend({
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  /** The run that it was made from. */
  parent: runParentSchema.nullable(),
  /** The same for runs of one recipe with a seed each. */
  series: z.string().nullable(),
  /** Steps of its parent that it goes on from: checkpoints from before are by settings that need not be its own. */
  takenOver: z.int().min(0).default(0),
  /** By which it is told apart from others of its network; null: it was begun before runs had numbers, or outside the window. */
  number: z.int().min(1).nullable().default(null),
  /** How many these are to be; null where it is not known. */
  seriesCount: z.int().min(2).nullable().default(null),
});

/** What it computes. */
export type RunRecipe = z.infer<typeof recipeSchema>;
/** What a run is made of. */
export type RunParts = z.infer<typeof partsSchema>;
/** What it is made of besides its recipe. */
export type RunOrigin = Pick<RunParts, 'startedAt' | 'parent' | 'series' | 'seriesCount' | 'number'>;

/** Of a run that begins now and comes from no other, but for what is known otherwise. */
export const originOf = (known: Partial<RunOrigin> = {}): RunOrigin => ({
  startedAt: Date.now(),
  parent: null,
  series: null,
  number: null,
  seriesCount: null,
  ...known,
});

export async function writeRunFile(folder: string, parts: RunParts): Promise<void> {
  const text = `${JSON.stringify({ format: 'kernelsmith.run', version: VERSION, ...parts }, null, 2)}\n`;
  await writeFileAtomically(join(folder, RUN_FILE), new TextEncoder().encode(text));
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
  const { version } = parse(versionSchema, json, path);
  if (version > VERSION) {
    throw new InputError(
      `${path}: is of version ${version}, expected at most ${VERSION}: a newer Kernelsmith wrote this run.`,
    );
  }
  if (version === VERSION) return parse(partsSchema, json, path);
  // Version 1 had no time: it is that of the file, which was written when the run began.
  const origin = originOf({ startedAt: (await stat(path)).mtimeMs });
  return { ...parse(recipeSchema, json, path), ...origin, takenOver: 0 };
}

function parse<T>(schema: z.ZodType<T>, json: unknown, path: string): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  throw new InputError(`${path}: ${describeIssue(result.error)}.`);
}
