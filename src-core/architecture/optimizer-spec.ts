import { z } from 'zod';

/** Range of the learning rate η of every kind. */
const learningRate = z.number().positive().max(100);
/** Range of the momentum μ. */
const momentum = z.number().min(0).max(0.9999);
const weightDecay = z.number().min(0).max(1);
const beta = z.number().min(0).max(0.999999);
const epsilon = z.number().positive().max(1);

const adam = { learningRate, beta1: beta, beta2: beta, epsilon, weightDecay };

/** How gradients change the weights, by PyTorch's names and in PyTorch's meaning. */
export const optimizerSpecSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sgd'), learningRate, momentum, nesterov: z.boolean(), weightDecay }),
  /** Weight decay is added to the gradient. */
  z.strictObject({ kind: z.literal('adam'), ...adam }),
  /** Weight decay shrinks the weights by itself. */
  z.strictObject({ kind: z.literal('adamW'), ...adam }),
  z.strictObject({ kind: z.literal('rmsprop'), learningRate, alpha: beta, epsilon, momentum, weightDecay }),
]);
export type OptimizerSpec = z.infer<typeof optimizerSpecSchema>;

/** PyTorch's defaults of each kind. */
export const OPTIMIZER_DEFAULTS: { readonly [K in OptimizerSpec['kind']]: Extract<OptimizerSpec, { kind: K }> } = {
  sgd: { kind: 'sgd', learningRate: 0.01, momentum: 0, nesterov: false, weightDecay: 0 },
  adam: { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
  adamW: { kind: 'adamW', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
  rmsprop: { kind: 'rmsprop', learningRate: 0.01, alpha: 0.99, epsilon: 1e-8, momentum: 0, weightDecay: 0 },
};
