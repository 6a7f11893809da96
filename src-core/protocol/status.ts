import { z } from 'zod';

const count = z.int().min(0);

/**
 * What a session is doing. `loading`: the data set is read, the network built. `ready`: first weights drawn, nothing learned yet.
 * `stopped`: ended before its last step, by the user. `failed`: ended by an error, which `message` tells.
 */
const phaseSchema = z.enum(['loading', 'ready', 'training', 'paused', 'stopped', 'finished', 'failed']);
export type Phase = z.infer<typeof phaseSchema>;

export const evaluationSchema = z.object({ count, loss: z.number(), accuracy: z.number() });

/** With the confusion matrix: rows are the true classes, columns the predicted ones, examples each. */
export const detailedEvaluationSchema = evaluationSchema.extend({
  confusion: z.array(z.array(count).readonly()).readonly(),
});

export const statusSchema = z.object({
  /** Counts the runs of this session: what belongs to an earlier run can be told by its number. */
  run: count,
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
  /** How often the test set has given a result since the program began: once opened it is never sealed again. */
  testLooks: count,
  /** Why it failed; one sentence. */
  message: z.string().nullable(),
});
export type Status = z.infer<typeof statusSchema>;
