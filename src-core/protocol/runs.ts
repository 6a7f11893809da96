import { z } from 'zod';
import { networkSpecSchema } from '../architecture/network-spec';
import { liveSettingsSchema } from '../architecture/live-settings';
import { trainingSettingsSchema } from '../architecture/training-settings';
import { epochSchema, evaluationSchema } from './evaluation';
import { runIdSchema } from './run-id';
import { statusSchema } from './status';

const count = z.int().min(0);
/** Milliseconds since 1970. */
const moment = z.number();

/** `unfinished`: it can go on from where it was last saved. The others are over. */
export const runStateSchema = z.enum(['unfinished', 'stopped', 'finished', 'failed']);
export type RunState = z.infer<typeof runStateSchema>;

/** An epoch without its confusion matrix. */
export const epochSummarySchema = epochSchema.extend({ validation: evaluationSchema.nullable() });
export type EpochSummary = z.infer<typeof epochSummarySchema>;

/** One time that the test set was opened. */
export const testLookSchema = z.object({
  at: moment,
  /** Steps that the weights had behind them. */
  step: count,
  ...evaluationSchema.shape,
});
export type TestLook = z.infer<typeof testLookSchema>;

/** What the user writes about a run. */
export const runNotesSchema = z.object({
  /** At first the network's. */
  name: z.string().trim().min(1).max(200),
  starred: z.boolean(),
  tags: z.array(z.string().trim().min(1).max(50)).max(50),
  notes: z.string().max(20_000),
});

/** From which run, and after how many of its steps, another one was made. */
export const runParentSchema = z.object({ id: runIdSchema, step: count });
export type RunParent = z.infer<typeof runParentSchema>;

/** A line in the list of runs. */
export const runSummarySchema = z.object({
  id: runIdSchema,
  ...runNotesSchema.shape,
  /** The network's name. */
  network: z.string(),
  startedAt: moment,
  /** When it was last written down: at its newest checkpoint, or when it stood still. */
  savedAt: moment,
  state: runStateSchema,
  /** Of the newest checkpoint. */
  step: count,
  /** Null where it is not known: a run of an earlier version that did not come to the end of an epoch. */
  totalSteps: count.nullable(),
  epochsDone: count,
  epochs: count,
  /** Learned by training. */
  parameters: count,
  seed: count,
  /** Of the optimizer as the run began. */
  learningRate: z.number(),
  /** The same as it is now: another where it was changed on the way. */
  lastLearningRate: z.number(),
  batchSize: count,
  /** Seconds of training so far, pauses left out; null where it is not known: a run of an earlier version. */
  seconds: z.number().min(0).nullable(),
  /** The best epoch on the validation images; null before there is one, and without such images. */
  best: epochSummarySchema.nullable(),
  last: epochSummarySchema.nullable(),
  testLooks: z.array(testLookSchema),
  parent: runParentSchema.nullable(),
  /** The same for runs of one recipe that were trained one after the other, each with a seed of its own. */
  series: z.string().nullable(),
  /** How many runs that series is to have; null where it is not known, and without one. */
  seriesCount: count.nullable(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

/** What a run went through, until a moment that its status or summary tells. */
const courseShape = {
  /** Mean loss of each step's batch before its update, from the first step. NaN where it is not known. */
  losses: z.instanceof(Float32Array),
  /** Share of each step's batch that was right before its update, 0…1. */
  accuracies: z.instanceof(Float32Array),
  epochs: z.array(epochSchema).readonly(),
  /** Settings that were changed while it was trained, rates of dropout layers among them, and the first step that each applies to. */
  changes: z
    .array(z.object({ step: count, settings: trainingSettingsSchema, dropout: liveSettingsSchema.shape.dropout }))
    .readonly(),
};

const recipeShape = { network: networkSpecSchema, settings: trainingSettingsSchema };

/** A run from the disk. Its settings are those that it began with. */
export const storedRunSchema = z.object({
  summary: runSummarySchema,
  ...recipeShape,
  /** Which kernels computed it: others may differ in the last bits. */
  kernels: z.string(),
  ...courseShape,
});

/**
 * The run that the trainer is at, for a page that has just been loaded: the steps and epochs that events tell next follow
 * these without a gap. Its settings are those that it began with.
 */
export const presentRunSchema = z.object({ status: statusSchema, ...recipeShape, ...courseShape });
