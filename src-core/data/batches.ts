import { permutation, RandomStream } from '../random/random-stream';
import { sizeOf } from '../tensor/shape';
import { isIdentity, type Augmentation } from '../architecture/augmentation';
import { Augmenter } from './augmentation/augmenter';
import type { Examples } from './examples';
import { normalizationTable, type Normalization } from './normalization';

/** Where a batch is put: (maxBatch, ...shape) normalised pixels and (maxBatch) class numbers. */
export interface BatchBuffers {
  readonly x: Float32Array;
  readonly labels: Float32Array;
}

/** Fills the buffers with examples of one set. */
export class BatchLoader {
  readonly #examples: Examples;
  readonly #normalization: Normalization;
  readonly #table: Float32Array;
  readonly #size: number;

  constructor(examples: Examples, normalization: Normalization) {
    this.#examples = examples;
    this.#normalization = normalization;
    this.#table = normalizationTable(normalization);
    this.#size = sizeOf(examples.shape);
  }

  /** Puts example `from` of the set at place `to` of the batch. */
  load(from: number, to: number, { x, labels }: BatchBuffers): void {
    const { images } = this.#examples;
    const source = from * this.#size;
    const target = to * this.#size;
    // Two loops, each over one kind of array.
    if (images instanceof Uint8Array) {
      for (let i = 0; i < this.#size; i++) x[target + i] = this.#table[images[source + i]];
    } else {
      const { mean, scale } = this.#normalization;
      for (let i = 0; i < this.#size; i++) x[target + i] = (images[source + i] - mean) / scale;
    }
    labels[to] = this.#examples.labels[from];
  }
}

/** Fills the buffers with examples of one set, each changed as (seed, epoch, example) decides. */
class AugmentingLoader {
  readonly #plain: BatchLoader;
  readonly #normalization: Normalization;
  readonly #augmenter: Augmenter;
  readonly #size: number;
  /** One image as pixels 0…1 before and after. */
  readonly #before: BatchBuffers;
  readonly #after: Float32Array;
  readonly #key: { readonly seed: number; epoch: number; example: number };

  constructor(examples: Examples, normalization: Normalization, augmentation: Augmentation, seed: number) {
    this.#size = sizeOf(examples.shape);
    this.#plain = new BatchLoader(examples, { mean: 0, scale: 1 });
    this.#normalization = normalization;
    this.#augmenter = new Augmenter(examples.shape, augmentation);
    this.#before = { x: new Float32Array(this.#size), labels: new Float32Array(1) };
    this.#after = new Float32Array(this.#size);
    this.#key = { seed, epoch: 0, example: 0 };
  }

  load(from: number, to: number, { x, labels }: BatchBuffers, epoch: number): void {
    this.#plain.load(from, 0, this.#before);
    this.#key.epoch = epoch;
    this.#key.example = from;
    this.#augmenter.augment(this.#before.x, this.#after, this.#key);
    const { mean, scale } = this.#normalization;
    const target = to * this.#size;
    for (let i = 0; i < this.#size; i++) x[target + i] = (this.#after[i] - mean) / scale;
    labels[to] = this.#before.labels[0];
  }
}

/** Steps of one epoch: the last batch may be smaller. */
export function stepsPerEpoch(count: number, batchSize: number): number {
  return Math.ceil(count / batchSize);
}

interface TrainingOptions {
  readonly batchSize: number;
  readonly shuffle: boolean;
  /** Decides the order of the examples and how each is changed. */
  readonly seed: number;
  /** How examples are changed before they are normalised; absent: not at all. */
  readonly augmentation?: Augmentation | null;
}

/**
 * The training set as batches: what step k holds is a function of (seed, k), so that a run can begin anywhere.
 * Each epoch visits every example once, shuffled or in file order. Throws an InputError when the augmentation does not
 * fit the examples.
 */
export class TrainingBatches {
  readonly stepsPerEpoch: number;
  readonly #loader: BatchLoader | AugmentingLoader;
  readonly #count: number;
  readonly #options: TrainingOptions;
  #epoch = -1;
  #order: Uint32Array;

  constructor(examples: Examples, normalization: Normalization, options: TrainingOptions) {
    const { augmentation, seed } = options;
    this.#loader =
      augmentation && !isIdentity(augmentation)
        ? new AugmentingLoader(examples, normalization, augmentation, seed)
        : new BatchLoader(examples, normalization);
    this.#count = examples.count;
    this.#options = options;
    this.#order = Uint32Array.from({ length: examples.count }, (_, i) => i);
    this.stepsPerEpoch = stepsPerEpoch(examples.count, options.batchSize);
  }

  /** Fills the buffers with the batch of step `step` (0, 1, …) and returns how many examples it has. */
  load(step: number, buffers: BatchBuffers): number {
    const epoch = Math.floor(step / this.stepsPerEpoch);
    const first = (step % this.stepsPerEpoch) * this.#options.batchSize;
    const batchSize = Math.min(this.#options.batchSize, this.#count - first);
    this.#shuffleFor(epoch);
    for (let i = 0; i < batchSize; i++) this.#loader.load(this.#order[first + i], i, buffers, epoch);
    return batchSize;
  }

  #shuffleFor(epoch: number): void {
    if (!this.#options.shuffle || epoch === this.#epoch) return;
    this.#order = permutation(this.#count, new RandomStream(this.#options.seed, 'shuffle', epoch));
    this.#epoch = epoch;
  }
}
