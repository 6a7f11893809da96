import { permutation, RandomStream } from '../random/random-stream';
import { sizeOf } from '../tensor/shape';
import type { Examples } from './dataset';
import { normalizationTable, type Normalization } from './normalization';

/** Where a batch is put: (maxBatch, ...shape) normalised pixels and (maxBatch) class numbers. */
export interface BatchBuffers {
  readonly x: Float32Array;
  readonly labels: Float32Array;
}

/** Fills the buffers with examples of one set. */
export class BatchLoader {
  readonly #examples: Examples;
  readonly #table: Float32Array;
  readonly #size: number;

  constructor(examples: Examples, normalization: Normalization) {
    this.#examples = examples;
    this.#table = normalizationTable(normalization);
    this.#size = sizeOf(examples.shape);
  }

  /** Puts example `from` of the set at place `to` of the batch. */
  load(from: number, to: number, { x, labels }: BatchBuffers): void {
    const { images } = this.#examples;
    const source = from * this.#size;
    const target = to * this.#size;
    for (let i = 0; i < this.#size; i++) x[target + i] = this.#table[images[source + i]];
    labels[to] = this.#examples.labels[from];
  }
}

/** Steps of one epoch: the last batch may be smaller. */
export function stepsPerEpoch(count: number, batchSize: number): number {
  return Math.ceil(count / batchSize);
}

/**
 * The training set as batches: what step k holds is a function of (seed, k), so that a run can begin anywhere.
 * Each epoch visits every example once, shuffled or in file order.
 */
export class TrainingBatches {
  readonly stepsPerEpoch: number;
  readonly #loader: BatchLoader;
  readonly #count: number;
  readonly #options: { batchSize: number; shuffle: boolean; seed: number };
  #epoch = -1;
  #order: Uint32Array;

  constructor(
    examples: Examples,
    normalization: Normalization,
    options: { batchSize: number; shuffle: boolean; seed: number },
  ) {
    this.#loader = new BatchLoader(examples, normalization);
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
    for (let i = 0; i < batchSize; i++) this.#loader.load(this.#order[first + i], i, buffers);
    return batchSize;
  }

  #shuffleFor(epoch: number): void {
    if (!this.#options.shuffle || epoch === this.#epoch) return;
    this.#order = permutation(this.#count, new RandomStream(this.#options.seed, 'shuffle', epoch));
    this.#epoch = epoch;
  }
}
