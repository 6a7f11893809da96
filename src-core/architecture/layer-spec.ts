import { z } from 'zod';

// One layer as plain data: what the editor edits, the file stores and the messages carry. Everything that decides what a
// layer computes is written out; nothing is left to a hidden default.

const positive = z.int().min(1).max(4096);

/** Zeros on each side, pixels; `valid`: none; `same`: so many that the output is ⌈input / stride⌉ large. */
const padding = z.union([z.int().min(0).max(4096), z.enum(['valid', 'same'])], {
  error: 'expected a number of pixels from 0 to 4096, "valid" or "same"',
});

const common = {
  /** Unique in the network; the first half of PyTorch's keys. */
  name: z
    .string()
    .min(1)
    .max(40)
    .regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'must be letters, digits and _, beginning with a letter'),
  /** Names of the layers whose outputs come in, in order; `input` is the example itself. Empty while it is not joined to any. */
  inputs: z.array(z.string()),
};

/** How first values are drawn. fan-in and fan-out count the weights into and out of a unit. */
const initializerSchema = z.discriminatedUnion('kind', [
  /** N(0, √(2 / fan-in)): He et al. 2015, for layers followed by ReLU. */
  z.strictObject({ kind: z.literal('heNormal') }),
  /** U(−a, a) with a = √(6 / fan-in): of the same variance. */
  z.strictObject({ kind: z.literal('heUniform') }),
  /** N(0, √(2 / (fan-in + fan-out))): Glorot and Bengio 2010. */
  z.strictObject({ kind: z.literal('xavierNormal') }),
  /** U(−a, a) with a = √(6 / (fan-in + fan-out)): of the same variance. */
  z.strictObject({ kind: z.literal('xavierUniform') }),
  /** N(0, σ), σ being the standard deviation. */
  z.strictObject({ kind: z.literal('normal'), sigma: z.number().min(0).max(10) }),
  /** The same value everywhere. */
  z.strictObject({ kind: z.literal('constant'), value: z.number().min(-100).max(100) }),
]);
export type Initializer = z.infer<typeof initializerSchema>;

const weights = {
  bias: z.boolean(),
  initializer: initializerSchema,
  /** How the first biases are drawn; zero where this is left out. */
  biasInitializer: initializerSchema.optional(),
};

const conv2d = z.strictObject({
  kind: z.literal('conv2d'),
  ...common,
  filters: positive,
  kernelSize: positive,
  stride: positive,
  padding,
  ...weights,
});

const depthwiseConv2d = z.strictObject({
  kind: z.literal('depthwiseConv2d'),
  ...common,
  /** Filters for each input channel. */
  depthMultiplier: z.int().min(1).max(64),
  kernelSize: positive,
  stride: positive,
  padding,
  ...weights,
});

const maxPool2d = z.strictObject({
  kind: z.literal('maxPool2d'),
  ...common,
  kernelSize: positive,
  stride: positive,
  ties: z.enum(['first', 'all']),
});

const averagePool2d = z.strictObject({
  kind: z.literal('averagePool2d'),
  ...common,
  kernelSize: positive,
  stride: positive,
});

const globalAveragePool2d = z.strictObject({ kind: z.literal('globalAveragePool2d'), ...common });

export const dropoutRateSchema = z.number().min(0).max(0.99);

/** While learning, leaves out this share of the values, drawn anew for every step. */
const dropout = z.strictObject({
  kind: z.literal('dropout'),
  ...common,
  rate: dropoutRateSchema,
});

/** Normalizes each channel of an image, or each feature of a vector, by the batch. */
const batchNorm = z.strictObject({
  kind: z.literal('batchNorm'),
  ...common,
  /** Share of the newest batch in the running statistics (PyTorch's meaning; Keras' is 1 minus this). */
  momentum: z.number().min(0).max(1),
  /** Added to the variance. */
  epsilon: z.number().positive().max(1),
});

const relu = z.strictObject({ kind: z.literal('relu'), ...common });
const leakyRelu = z.strictObject({
  kind: z.literal('leakyRelu'),
  ...common,
  negativeSlope: z.number().min(0).max(1),
});
const sigmoid = z.strictObject({ kind: z.literal('sigmoid'), ...common });
const tanh = z.strictObject({ kind: z.literal('tanh'), ...common });
const softmax = z.strictObject({ kind: z.literal('softmax'), ...common });
const flatten = z.strictObject({ kind: z.literal('flatten'), ...common });
const add = z.strictObject({ kind: z.literal('add'), ...common });

const concatenate = z.strictObject({ kind: z.literal('concatenate'), ...common });

const dense = z.strictObject({
  kind: z.literal('dense'),
  ...common,
  units: z.int().min(1).max(65536),
  ...weights,
});

export const layerSpecSchema = z.discriminatedUnion('kind', [
  conv2d,
  depthwiseConv2d,
  maxPool2d,
  averagePool2d,
  globalAveragePool2d,
  dense,
  flatten,
  relu,
  leakyRelu,
  sigmoid,
  tanh,
  softmax,
  dropout,
  batchNorm,
  add,
  concatenate,
]);
export type LayerSpec = z.infer<typeof layerSpecSchema>;
