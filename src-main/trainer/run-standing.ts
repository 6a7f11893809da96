import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import { bestEpoch } from '../../src-core/metrics/best-epoch';
import { epochSummarySchema, runStateSchema, type EpochSummary } from '../../src-core/protocol/runs';
import type { ProgressState } from '../../src-core/training/progress';
import { isOver } from '../../src-core/training/train';
import { writeFileAtomically } from '../storage/write-file';
import type { Course, EpochEvent } from './history-reader';

// standing.json: where a run stands, so that a list of many runs need not read their histories. Written before each
// checkpoint, so that a kill between the two does not take along what stands nowhere else; whoever finds it missing, or for
// another moment than that of the newest checkpoint, makes it anew.

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
  /** Of the optimizer, as it was changed on the way; null: as the run began, or written before it was kept. */
  learningRate: z.number().nullable().default(null),
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

/** Whether what was written is of this moment. */
export const isStandingOf = (
  { step, epochsDone }: ProgressState,
  written: RunStanding | null,
): written is RunStanding => written?.step === step && written.epochsDone === epochsDone;

/** Where a run stands at a moment, from what it went through until then, and from what was written at another moment. */
export function standingOf(
  progress: ProgressState,
  settings: TrainingSettings,
  { epochs, changes }: Pick<Course, 'epochs' | 'changes'>,
  written: RunStanding | null,
): RunStanding {
  const { step, epochsDone } = progress;
  const last = epochs.at(-1);
  const best = bestEpoch(epochs);
  return {
    ...endingOf(progress, settings, written),
    step,
    totalSteps: last ? (last.step / last.epoch) * settings.epochs : (written?.totalSteps ?? null),
    epochsDone,
    // Nearly, and better than none.
    seconds: written?.seconds ?? null,
    learningRate: changes.at(-1)?.settings.optimizer.learningRate ?? null,
    best: best && summarizeEpoch(best),
    last: last ? summarizeEpoch(last) : null,
  };
}

/** That it was stopped, or failed, is told by what was written at that moment or later. */
function endingOf(
  progress: ProgressState,
  settings: TrainingSettings,
  written: RunStanding | null,
): Pick<RunStanding, 'state' | 'message'> {
  if (isOver({ progress, settings })) return { state: 'finished', message: null };
  const ended = written && written.step >= progress.step && written.state !== 'finished';
  return ended ? { state: written.state, message: written.message } : { state: 'unfinished', message: null };
}
