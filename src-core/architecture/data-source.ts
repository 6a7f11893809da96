import { z } from 'zod';

/** Examples of one kind: images [C, H, W] or vectors [F]. */
const exampleShape = z.union(
  [
    z.tuple([z.union([z.literal(1), z.literal(3)]), z.int().min(1).max(64), z.int().min(1).max(64)]),
    z.tuple([z.int().min(1).max(12_288)]),
  ],
  'expected [channels, height, width] with 1 or 3 channels and at most 64×64 pixels, or [length] of at most 12288',
);

const lines = z.strictObject({
  kind: z.literal('lines'),
  /** Training images; the notebook has 500. */
  training: z.int().min(2).max(60_000),
  /** Test images; the notebook has 100. */
  test: z.int().min(0).max(60_000),
  /** Standard deviation of the noise, 1 being white; the notebook has 0.1. */
  noise: z.number().min(0).max(10),
  /** Decides where the lines lie, and the noise. */
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
});

/** Where examples come from. */
export const dataSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('mnist') }),
  z.strictObject({ kind: z.literal('fashionMnist') }),
  lines,
  z.strictObject({ kind: z.literal('xor') }),
  z.strictObject({
    kind: z.literal('folder'),
    /** A folder with an IDX set, CSV files or images by class, or one CSV file. What is in it decides how it is read. */
    path: z.string().min(1),
    /** Shape of the examples: what rows of a CSV file mean, or to what images are resized. Absent: chosen by what is there. */
    shape: exampleShape.optional(),
  }),
]);
export type DataSource = z.infer<typeof dataSourceSchema>;
export type LinesSource = z.infer<typeof lines>;
