import { z } from 'zod';
import { dataSourceSchema } from '../architecture/data-source';
import { liveSettingsSchema } from '../architecture/live-settings';
import { networkSpecSchema } from '../architecture/network-spec';
import { trainingSettingsSchema } from '../architecture/training-settings';
import { detailedEvaluationSchema } from './evaluation';
import { ratePointsSchema } from './rates';
import { runIdSchema } from './run-id';
import { presentRunSchema, runNotesSchema, runSummarySchema, storedRunSchema } from './runs';
import { statusSchema } from './status';

const nothing = z.strictObject({});
const atStep = z.object({ step: z.int().min(0) });
/** Pixels 0…1, row-major. */
const pixels = z.instanceof(Float32Array);
/** `first`: drawn from the seed. `keep`: those of the present run where they fit (`keptLayers`), the others drawn from the seed. */
const weights = z.enum(['first', 'keep']);
/**
 * Two more ways to begin, by which a run is forked. `same`: the weights that the present run began with, where they fit.
 * `here`: the present moment of it (weights, optimizer, progress), with what it went through; refused when the recipe differs in
 * more than the numbers of the optimizer, schedule, warm-up, clipping, rates of dropout, and epochs.
 */
const start = z.enum([...weights.options, 'same', 'here']);

const shape = z.array(z.int()).readonly();

/**
 * A network that is being edited, to be asked about instead of that of the run: with the run's weights where they fit
 * (`keptLayers`), the others as the run's seed draws them. It need not be able to run: layers that cannot work are left out.
 */
const draft = networkSpecSchema.optional();
/** Examples of each class. */
const counts = z.array(z.int().min(0)).readonly();

/** Everything that the window can ask of the trainer: what it sends and what it gets back. */
export const methods = {
  /** What a data set holds, before a run is made of it. Loads it; refused where it is not there. */
  describeData: {
    params: z.strictObject({ dataset: dataSourceSchema }),
    result: z.object({
      /** "MNIST: 60000 training and 10000 test images of 1×28×28, 10 classes" */
      description: z.string(),
      classNames: z.array(z.string()).readonly(),
      /** Of one example. */
      shape,
      training: counts,
      test: counts,
    }),
  },
  /** One training example (counted round and round) as it will be seen in the first `epochs` epochs of these settings. */
  previewAugmentation: {
    params: z.strictObject({
      settings: trainingSettingsSchema,
      example: z.int().min(0),
      epochs: z.int().min(1).max(12),
    }),
    result: z.object({
      example: z.int().min(0),
      /** Training examples there are. */
      count: z.int().min(1),
      shape,
      label: z.int().min(0),
      original: pixels,
      changed: z.array(pixels),
    }),
  },
  /** Pauses and saves what runs, and builds the network with its beginning weights. */
  open: {
    params: z.strictObject({ network: networkSpecSchema, settings: trainingSettingsSchema, weights: start }),
    result: statusSchema,
  },
  /** Begins to train, or goes on after a pause. */
  train: { params: nothing, result: nothing },
  /** Answered when the pause is in force: after the step that was being computed. */
  pause: { params: nothing, result: atStep },
  /**
   * Does one batch, or what is left of the epoch, then pauses; at the end of an epoch with the validation, which alone is what
   * is left of one that was paused in it. Answered when it is done, or when a pause overtakes it.
   */
  step: {
    /** A batch, where nothing is said. */
    params: z.strictObject({ unit: z.enum(['batch', 'epoch']).optional() }),
    result: atStep,
  },
  /**
   * Changes settings while the run is trained, or paused: in force from the next batch, and on the disk, when it is answered.
   * `step`: the first, counted from 1, that they apply to.
   */
  change: { params: z.strictObject({ settings: liveSettingsSchema }), result: z.object({ step: z.int().min(1) }) },
  /** Ends the run; its weights stay. */
  stop: { params: nothing, result: atStep },
  /** Begins the run anew and trains: same network, settings and seed, hence the same batches, and with `first` the same weights. */
  restart: { params: z.strictObject({ weights }), result: nothing },
  /** Probability of each class for one image by the weights as they were after `step` steps. */
  predict: {
    params: z.strictObject({ pixels }),
    result: atStep.extend({ probabilities: z.instanceof(Float32Array) }),
  },
  /** What every layer makes of one image, of the validation or training images (by index) or drawn, by the weights after `step` steps. */
  featureMaps: {
    params: z.strictObject({
      image: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.enum(['validation', 'training']), index: z.int().min(0) }),
        z.strictObject({ kind: z.literal('drawing'), pixels }),
      ]),
      draft,
    }),
    result: atStep.extend({
      pixels,
      /** The true class; null for a drawing. */
      label: z.int().min(0).nullable(),
      /** Empty where a draft gives no answer. */
      probabilities: z.instanceof(Float32Array),
      maps: z.array(
        z.object({
          layer: z.string(),
          shape,
          /** Every `stride`-th value is there: 1 but of very long vectors. */
          stride: z.int().min(1),
          values: z.instanceof(Float32Array),
        }),
      ),
    }),
  },
  /** The weights of one layer after `step` steps, as PyTorch lays them out: `conv1.weight` is (out, in, kH, kW). */
  layerWeights: {
    params: z.strictObject({ layer: z.string(), draft }),
    result: atStep.extend({
      tensors: z.array(z.object({ name: z.string(), shape, values: z.instanceof(Float32Array) })),
    }),
  },
  /**
   * How long an epoch of this recipe will take on this machine, its validation included, found by running some of its steps:
   * tens of milliseconds where these are short. Refused where the network cannot run. `contended`: a training ran beside it.
   */
  predictEpoch: {
    params: z.strictObject({ network: networkSpecSchema, settings: trainingSettingsSchema }),
    result: z.object({ seconds: z.number().positive(), contended: z.boolean() }),
  },
  /**
   * Trains from the first weights of the seed while the learning rate rises exponentially (`findLearningRate` of the core),
   * beside the run and without touching it; what comes is told by `rates` events. Null when it was cancelled, also by another
   * such question. Refused where the network cannot be trained.
   */
  findLearningRate: {
    params: z.strictObject({ network: networkSpecSchema, settings: trainingSettingsSchema }),
    result: z.object({ points: ratePointsSchema }).nullable(),
  },
  /** Gives up the search for a learning rate that is going on, if there is one. */
  cancelLearningRate: { params: nothing, result: nothing },
  /** Opens the test set once: counted in the status as soon as there is a result. Null when it was cancelled. */
  evaluateTest: { params: nothing, result: detailedEvaluationSchema.extend(atStep.shape).nullable() },
  /** Gives up the evaluation on the test set that is going on, if there is one; the test set has then not been opened. */
  cancelTest: { params: nothing, result: nothing },
  /** The present weights as a file, or those of the best epoch on the validation images. */
  exportWeights: {
    params: z.strictObject({ weights: z.enum(['last', 'best']).optional() }),
    result: atStep.extend({ bytes: z.instanceof(Uint8Array), fileName: z.string() }),
  },
  /** What the trainer is at, for a page that has just been loaded; null: no network is open. */
  present: { params: nothing, result: presentRunSchema.nullable() },
  /** All runs that are kept, the newest first; those that cannot be read come with one sentence each. */
  listRuns: {
    params: nothing,
    result: z.object({
      runs: z.array(runSummarySchema).readonly(),
      damaged: z.array(z.object({ id: z.string(), message: z.string() })).readonly(),
    }),
  },
  /** A run with all that it went through. The present one is told to its newest step, another to its newest checkpoint. */
  readRun: { params: z.strictObject({ id: runIdSchema }), result: storedRunSchema },
  /**
   * Makes a run the present one as it stands at its newest checkpoint: paused when it can go on, else as it ended. Its weights
   * can be used at once. What ran before is paused and saved. With an unfinished run of a series, its series goes on.
   */
  openRun: { params: z.strictObject({ id: runIdSchema }), result: presentRunSchema },
  /** Puts a run aside until the program ends. Refused while it is trained; the present one then stays in memory only. */
  deleteRun: { params: z.strictObject({ id: runIdSchema }), result: nothing },
  /** Takes a deleted run back. */
  restoreRun: { params: z.strictObject({ id: runIdSchema }), result: runSummarySchema },
  /**
   * Trains the present recipe with several seeds, one run after the other: the present run, which goes on or counts as it is,
   * and as many more with the seeds that follow its own as make `count` together. Where it is of a series already, that one is
   * completed: the seeds that are missing are trained. `stop` ends it, and so does opening another.
   */
  repeat: { params: z.strictObject({ count: z.int().min(2).max(20) }), result: nothing },
  /** Changes what the user says about a run. */
  editRun: {
    params: z.strictObject({ id: runIdSchema, change: runNotesSchema.partial().strict() }),
    result: runSummarySchema,
  },
} as const;

export type Method = keyof typeof methods;
export type Params<M extends Method> = z.infer<(typeof methods)[M]['params']>;
export type Result<M extends Method> = z.infer<(typeof methods)[M]['result']>;
