import { z } from 'zod';
import { epochSchema } from './evaluation';
import { ratePointsSchema } from './rates';
import { statusSchema } from './status';

const run = z.int().min(0);

/** Everything that the trainer tells of its own accord: each kind at most 20 times a second. */
export const eventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('status'), status: statusSchema }),
  /** The steps since the last such event, without a gap: mean loss and accuracy of each batch before its update. */
  z.object({
    kind: z.literal('steps'),
    run,
    /** Number of the first of them, from 1. */
    firstStep: z.int().min(1),
    losses: z.instanceof(Float32Array),
    accuracies: z.instanceof(Float32Array),
  }),
  /** The epochs that ended since the last such event: short ones come many at a time. */
  z.object({
    kind: z.literal('epochs'),
    run,
    epochs: z.array(epochSchema).readonly(),
  }),
  /** The list of runs is another one: at most twice a second. */
  z.object({ kind: z.literal('runs') }),
  /** Something that the user should know, one sentence; what was going on goes on. `tone`: an error, where nothing is said. */
  z.object({ kind: z.literal('notice'), message: z.string(), tone: z.enum(['info', 'error']).optional() }),
  /** How far the evaluation on the test set has come, images. */
  z.object({ kind: z.literal('testProgress'), run, done: z.int(), count: z.int() }),
  /** All learning rates that the search for one has tried so far. */
  z.object({ kind: z.literal('rates'), points: ratePointsSchema }),
]);
export type TrainerEvent = z.infer<typeof eventSchema>;
