import { z } from 'zod';

// One layer as plain data: what the editor edits, the file stores and the messages carry. Everything that decides what a
// layer computes is written out; nothing is left to a hidden default.

const positive = z.int().min(1).max(4096);

const common = {
  /** Unique in the network; the first half of PyTorch's keys. */
  name: z
    .string()
    .min(1)
    .max(40)
    .regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'must be letters, digits and _, beginning with a letter'),
  /** Names of the layers whose outputs come in, in order; `input` is the example itself. */
  inputs: z.array(z.string()).min(1),
};

/** How the first weights are drawn; biases begin at zero. fan-in and fan-out count the weights into and out of a unit. */
const initializerSchema = z.discriminatedUnion('kind', [
  /** N(0, √(2 / fan-in)): He et al. 2015, for layers followed by ReLU. */
  z.strictObject({ kind: z.literal('heNormal') }),
  /** N(0, √(2 / (fan-in + fan-out))): Glorot and Bengio 2010. */
  z.strictObject({ kind: z.literal('xavierNormal') }),
  /** N(0, σ), σ being the standard deviation. */
  z.strictObject({ kind: z.literal('normal'), sigma: z.number().min(0).max(10) }),
]);
export type Initializer = z.infer<typeof initializerSchema>;

const conv2d = z.strictObject({
  kind: z.literal('conv2d'),
  ...common,
  filters: positive,
  kernelSize: positive,
  stride: positive,
  padding: z.int().min(0).max(4096),
  bias: z.boolean(),
  initializer: initializerSchema,
});

const maxPool2d = z.strictObject({
  kind: z.literal('maxPool2d'),
  ...common,
  kernelSize: positive,
  stride: positive,
  ties: z.enum(['first', 'all']),
});

const relu = z.strictObject({ kind: z.literal('relu'), ...common });
const flatten = z.strictObject({ kind: z.literal('flatten'), ...common });
const add = z.strictObject({ kind: z.literal('add'), ...common });

const dense = z.strictObject({
  kind: z.literal('dense'),
  ...common,
  units: z.int().min(1).max(65536),
  bias: z.boolean(),
  initializer: initializerSchema,
});

export const layerSpecSchema = z.discriminatedUnion('kind', [conv2d, maxPool2d, relu, flatten, dense, add]);
export type LayerSpec = z.infer<typeof layerSpecSchema>;
