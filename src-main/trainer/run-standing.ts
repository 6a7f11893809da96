import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { bestEpoch } from '../../src-core/metrics/best-epoch';
import { epochSummarySchema, runStateSchema, type EpochSummary } from '../../src-core/protocol/runs';
import { writeFileAtomically } from '../storage/write-file';
import type { EpochEvent } from './run-history';

// standing.json: where a run stands, so that a list of many runs need not read their histories. Written behind each
// checkpoint; whoever finds it missing or older than the newest checkpoint makes it anew.

export const STANDING_FILE = 'standing.json';

const count = z.int().min(0);
const standingSchema = z.object({
  format: z.literal('kernelsmith.standing'),
  version: z.literal(1),
  state: runStateSchema,
  /** Why it failed, one sentence. */
  message: z.string().nullable(),
  step: count,
  totalSteps: count.nullable(),
  epochsDone: count,
  /** Of training, pauses left out. */
  seconds: z.number().min(0).nullable(),
  best: epochSummarySchema.nullable(),
  last: epochSummarySchema.nullable(),
});

/** Where a run stands. */
export type RunStanding = Omit<z.infer<typeof standingSchema>, 'format' | 'version'>;

/** An epoch without its confusion matrix. */
export function summarizeEpoch({ epoch, step, train, validation }: Omit<EpochEvent, 'kind'>): EpochSummary {
  if (!validation) return { epoch, step, train, validation };
  const { count, loss, accuracy } = validation;
  return { epoch, step, train, validation: { count, loss, accuracy } };
}

export async function writeStanding(folder: string, standing: RunStanding): Promise<void> {
  const text = `${JSON.stringify({ format: 'kernelsmith.standing', version: 1, ...standing })}\n`;
  await writeFileAtomically(join(folder, STANDING_FILE), new TextEncoder().encode(text));
}

/** As it was written; null where there is none that can be read. */
export async function readStanding(folder: string): Promise<RunStanding | null> {
  try {
    return standingSchema.parse(JSON.parse(await readFile(join(folder, STANDING_FILE), 'utf8')));
  } catch {
    return null;
  }
}

/** What is known of a run from its epochs and the step of its newest checkpoint. */
export function standingOf(epochs: readonly EpochEvent[], step: number, allEpochs: number): RunStanding {
  const last = epochs.at(-1);
  const best = bestEpoch(epochs);
  return {
    state: last?.epoch === allEpochs && last.step === step ? 'finished' : 'unfinished',
    message: null,
    step,
    totalSteps: last ? (last.step / last.epoch) * allEpochs : null,
    epochsDone: last?.epoch ?? 0,
    seconds: null,
    best: best && summarizeEpoch(best),
    last: last ? summarizeEpoch(last) : null,
  };
}
