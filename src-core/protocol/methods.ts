import { z } from 'zod';
import { networkSpecSchema } from '../architecture/network-spec';
import { trainingSettingsSchema } from '../architecture/training-settings';
import { evaluationSchema, statusSchema } from './status';

const nothing = z.strictObject({});
const atStep = z.object({ step: z.int().min(0) });

/** Everything that the window can ask of the trainer: what it sends and what it gets back. */
export const methods = {
  /** Ends what runs, builds the network and draws its first weights. */
  open: {
    params: z.strictObject({ network: networkSpecSchema, settings: trainingSettingsSchema }),
    result: statusSchema,
  },
  /** Begins to train, or goes on after a pause. */
  train: { params: nothing, result: nothing },
  /** Answered when the pause is in force: after the step that was being computed. */
  pause: { params: nothing, result: atStep },
  /** Does one batch, then pauses. Answered when it is done. */
  step: { params: nothing, result: atStep },
  /** Ends the run; its weights stay. */
  stop: { params: nothing, result: atStep },
  /** Begins the run anew and trains: same network, settings and seed, hence the same first weights and batches. */
  restart: { params: nothing, result: nothing },
  /** Probability of each class for one image, pixels 0…1 row-major, by the weights as they were after `step` steps. */
  predict: {
    params: z.strictObject({ pixels: z.instanceof(Float32Array) }),
    result: z.object({ probabilities: z.instanceof(Float32Array), step: z.int().min(0) }),
  },
  /** Opens the test set once; counted in the status. */
  evaluateTest: { params: nothing, result: evaluationSchema.extend({ step: z.int().min(0) }) },
  /** The present weights as a file. */
  exportWeights: {
    params: nothing,
    result: z.object({ bytes: z.instanceof(Uint8Array), fileName: z.string(), step: z.int().min(0) }),
  },
} as const;

export type Method = keyof typeof methods;
export type Params<M extends Method> = z.infer<(typeof methods)[M]['params']>;
export type Result<M extends Method> = z.infer<(typeof methods)[M]['result']>;
