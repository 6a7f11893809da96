import { z } from 'zod';
import { phaseSchema } from './status';

// Between main and the trainer's process there is no more than this: what main shows of a training outside of the page, and
// that both end together. Everything else goes from the page to the trainer directly.

/** The last argument of the first trainer's process of a program. Another one takes the place of one that ended by itself. */
export const FIRST_TRAINER = 'first';

const count = z.int().min(0);

/** What the trainer is doing, as far as the desktop is concerned. */
const activitySchema = z.object({
  kind: z.literal('activity'),
  /** Counts the runs of the trainer's process. */
  run: count,
  /** Name of the network. */
  network: z.string(),
  phase: phaseSchema,
  step: count,
  totalSteps: count,
  secondsLeft: z.number().nullable(),
  /** Step of the newest checkpoint; null while nothing of the run is on the disk. */
  savedStep: count.nullable(),
  /** Why what came about since then could not be saved, one sentence; null: nothing went wrong. */
  saveFailure: z.string().nullable(),
  /** Why it failed; one sentence. */
  message: z.string().nullable(),
});
export type Activity = Readonly<z.infer<typeof activitySchema>>;

/** What the trainer's process tells main. */
export const trainerNewsSchema = z.discriminatedUnion('kind', [
  /** At most twice a second, and whenever the phase, the newest checkpoint or what is wrong with saving is another one. */
  activitySchema,
  /** The run stands still and is on the disk: the answer to `settle`. */
  z.object({ kind: z.literal('settled') }),
]);
export type TrainerNews = z.infer<typeof trainerNewsSchema>;

/** What main tells the trainer's process. `connect` comes with a port to a page. `settle`: pause, and save what there is. */
export const trainerOrderSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connect') }),
  z.object({ kind: z.literal('settle') }),
]);
export type TrainerOrder = z.infer<typeof trainerOrderSchema>;
