import { z } from 'zod';
import { describeIssue, InputError } from '../input-error';
import { layerSpecSchema } from './layer-spec';

/** The name by which layers refer to the example itself. */
export const INPUT = 'input';

/** So many layers a network can have. */
export const MOST_LAYERS = 500;

const exampleShape = z.union(
  [
    z.tuple([z.union([z.literal(1), z.literal(3)]), z.int().min(1).max(64), z.int().min(1).max(64)]),
    z.tuple([z.int().min(1).max(65536)]),
  ],
  'expected [channels, height, width] with 1 or 3 channels and at most 64×64 pixels, or [length]',
);

/** What training makes small. */
export const lossSpecSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('softmaxCrossEntropy'),
    /** Added to probabilities before the logarithm; 0 is the exact loss. */
    epsilon: z.number().min(0).max(0.1),
    /** Share of the truth that is spread over all classes alike; 0 where this is left out. */
    labelSmoothing: z.number().min(0).max(0.9).optional(),
  }),
  /** Mean over examples and outputs of (output − target)²; targets are 1 at the label, else 0. */
  z.strictObject({ kind: z.literal('meanSquaredError') }),
  /** ½ Σ (output − target)² over the outputs, mean over examples. */
  z.strictObject({ kind: z.literal('halfSquaredError') }),
]);

export const networkSpecSchema = z.strictObject({
  format: z.literal('kernelsmith.network'),
  version: z.literal(1),
  name: z.string().min(1).max(80),
  input: z.strictObject({
    /** One example: channels × height × width, or a vector. */
    shape: exampleShape,
    /** A pixel p of 0…255 enters the network as (p / 255 − mean) / scale. */
    normalization: z.strictObject({ mean: z.number(), scale: z.number().positive() }),
  }),
  /** What the outputs stand for, in order. */
  classNames: z.array(z.string().min(1).max(40)).min(2).max(100),
  /**
   * A directed acyclic graph in any order; the one layer that nobody reads gives the outputs, one for each class. With a
   * squared error and two classes a single output will do, which stands for the second class. A network that is being built
   * may lack layers and wires: `analyzeNetwork` says what it lacks.
   */
  layers: z.array(layerSpecSchema).max(MOST_LAYERS),
  loss: lossSpecSchema,
});
export type NetworkSpec = z.infer<typeof networkSpecSchema>;

/** A network from parsed JSON. Throws an InputError that names the first place that is not as it should be. */
export function parseNetwork(json: unknown): NetworkSpec {
  const result = networkSpecSchema.safeParse(json);
  if (!result.success) throw new InputError(`Network: ${describeIssue(result.error)}.`);
  return result.data;
}
