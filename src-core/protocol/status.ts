import { z } from 'zod';
import { runIdSchema } from './run-id';

const count = z.int().min(0);

/** A step, counted from 1, that cannot be done, the layer in which something is no longer finite, and that step's learning rate. */
const divergenceSchema = z.object({ step: count, layer: z.string(), learningRate: z.number() });
export type Divergence = z.infer<typeof divergenceSchema>;

/**
 * What a session is doing. `loading`: the data set is read, the network built. `ready`: first weights drawn, nothing learned yet.
 * `stopped`: ended before its last step, by the user. `failed`: ended by an error, which `message` tells; the run
 * can go on where `diverged` does.
 */
export const phaseSchema = z.enum(['loading', 'ready', 'training', 'paused', 'stopped', 'finished', 'failed']);
export type Phase = z.infer<typeof phaseSchema>;

export const statusSchema = z.object({
  /** Counts the runs of this session: what belongs to an earlier run can be told by its number. */
  run: count,
  /** The folder that keeps it; null: it is on no disk, as a run before its first step is. */
  id: runIdSchema.nullable(),
  phase: phaseSchema,
  /** Steps done. */
  step: count,
  totalSteps: count,
  stepsPerEpoch: count,
  epochs: count,
  /** While the validation images are being read at the end of an epoch. */
  validating: z.object({ done: count, count }).nullable(),
  /** Training images a second, averaged over the last three; null when there is nothing to tell yet. */
  imagesPerSecond: z.number().nullable(),
  /** Estimated rest of the run, seconds, validation included. */
  secondsLeft: z.number().nullable(),
  /** Images in each part of the data. */
  splits: z.object({ train: count, validation: count, test: count }),
  /** Where the examples come from, as half a sentence. */
  data: z.string(),
  /** The best epoch on the validation images so far, whose weights are kept; null before there is one. */
  best: z.object({ epoch: z.int().min(1), step: z.int().min(1) }).nullable(),
  /** While the recipe is trained with one seed after the other: runs that are over, and how many there will be. */
  series: z.object({ done: count, count: z.int().min(2) }).nullable(),
  /**
   * How often the test set has given a result that is known here: since the program began, and before that to the runs
   * that were opened since. Once opened it is never sealed again.
   */
  testLooks: count,
  /** How often it did with weights of this run, in whatever session. */
  runTestLooks: count,
  /**
   * How a finished run ended: whether before its last epoch, after which one, and the weights of which one stand (not the
   * last where early stopping put back the best). Null before.
   */
  end: z.object({ early: z.boolean(), epoch: count, weightsOf: count }).nullable(),
  /**
   * The step before which a failed run stands, its last finite weights put back: it can be trained on, best by a smaller
   * learning rate (`change`). Null: it cannot.
   */
  diverged: divergenceSchema.nullable(),
  /** Of its newest checkpoint; null: there is none, as it is not kept or has not begun. */
  savedStep: count.nullable(),
  /**
   * Why what came about since then could not be saved, one sentence: it is in memory only, and saving is tried again. Null: all
   * of it is on the disk, or will be when it is due.
   */
  saveFailure: z.string().nullable(),
  /** Why it failed; one sentence. */
  message: z.string().nullable(),
});
export type Status = z.infer<typeof statusSchema>;
