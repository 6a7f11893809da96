import { z } from 'zod';
import { describeIssue, InputError } from '../input-error';
import { augmentationSchema } from './augmentation';
import { dataSourceSchema } from './data-source';
import { earlyStoppingSchema } from './early-stopping';
import { optimizerSpecSchema } from './optimizer-spec';
import { scheduleSpecSchema } from './schedule-spec';

/** `redrawDense`: dense layers are drawn anew before each forward pass. `flipGradient`: the loss hands back its gradient with the wrong sign. */
const mistakeSchema = z.enum(['redrawDense', 'flipGradient']);

/** Everything that decides a training run besides the network: the recipe. */
export const trainingSettingsSchema = z.strictObject({
  /** Where the examples come from. */
  dataset: dataSourceSchema,
  /** Numbers of the classes that are seen; labels keep their numbers. Null: all. */
  classes: z.array(z.int().min(0).max(99)).min(1).max(100).nullable(),
  /** How many images of the training set are used, the first ones; null for all that validation leaves. */
  subset: z.int().min(1).max(10_000_000).nullable(),
  /** Whether the subset holds equally many of each class. */
  balanced: z.boolean(),
  /** How many of the last images of the training set are kept apart for validation; may be 0. */
  validation: z.int().min(0).max(10_000_000),
  /** How many images of the test set are used, the first ones; null for all. */
  test: z.int().min(1).max(10_000_000).nullable(),
  /** How training images are changed anew in each epoch; null: not at all. */
  augmentation: augmentationSchema.nullable(),
  /** Passes over the training images; counted from 1 on screen. */
  epochs: z.int().min(1).max(100_000),
  /** Examples in a step; the last batch of an epoch may be smaller. */
  batchSize: z.int().min(1).max(4096),
  /** Whether each epoch visits the images in an order of its own, drawn from the seed. */
  shuffle: z.boolean(),
  optimizer: optimizerSpecSchema,
  /** How the learning rate changes. */
  schedule: scheduleSpecSchema,
  /** Steps over which the learning rate rises linearly before the schedule begins. */
  warmup: z.int().min(0).max(1_000_000),
  /** Largest length of all gradients taken as one vector: longer ones are shortened to it. Null: never. */
  clipNorm: z.number().positive().max(1e6).nullable(),
  /** When it ends before its last epoch; null: never. Runs from before there was this have none. */
  earlyStopping: earlyStoppingSchema.nullable().default(null),
  /** Faults put in on purpose, to see what they do (notebook-004 has both). */
  mistakes: z.array(mistakeSchema),
  /** Decides the initial weights and the order of the images. */
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
});
export type TrainingSettings = z.infer<typeof trainingSettingsSchema>;

/** Settings from parsed JSON or a form. Throws an InputError that names the first setting that is out of its range. */
export function parseTrainingSettings(json: unknown): TrainingSettings {
  const result = trainingSettingsSchema.safeParse(json);
  if (!result.success) throw new InputError(`Training settings: ${describeIssue(result.error)}.`);
  return result.data;
}
