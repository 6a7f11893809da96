import { rm } from 'node:fs/promises';
import type { RunOrigin, RunRecipe } from './run-file';
import { RunWriter, type RunPoint } from './run-folder';
import type { RunPast } from './run';

/** A run that goes on from a moment of another. */
interface Fork {
  /** A new one. */
  readonly folder: string;
  readonly recipe: RunRecipe;
  readonly origin: Partial<RunOrigin>;
  /** The moment of the other on the disk, and as this one goes on from it. */
  readonly point: RunPoint;
  readonly past: RunPast;
  readonly totalSteps: number;
  readonly stepsPerEpoch: number;
}

/**
 * Makes the folder of a fork, with all that led to its first moment: what becomes of the other run does not concern it. Throws an
 * InputError, nothing left behind, where that cannot be written.
 */
export async function writeFork({ folder, recipe, origin, point, past, ...length }: Fork): Promise<void> {
  const { checkpoint, seconds } = past;
  const { step, epochsDone } = checkpoint.progress;
  const writer = await RunWriter.create(folder, recipe, origin, point);
  try {
    const { totalSteps } = length;
    // Before the checkpoint, which makes a run of it: its seconds stand nowhere else.
    await writer.stand({
      state: 'unfinished',
      message: null,
      step,
      totalSteps,
      epochsDone,
      seconds,
      learningRate: null,
    });
    await writer.checkpoint(checkpoint, length.stepsPerEpoch);
    writer.close();
  } catch (error) {
    await writer.remove();
    throw error;
  }
}

/** Takes a fork that nobody goes on with from the disk. What cannot be taken away remains a run that the user can delete. */
export async function removeFork(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}
