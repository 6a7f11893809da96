import { permutation, RandomStream } from '../random/random-stream';
import { sizeOf } from '../tensor/shape';
import type { Examples } from './examples';
import { mapPixel, pixelMap, type Normalization } from './normalization';

/** Where a batch is put: (maxBatch, ...shape) normalised pixels and (maxBatch) class numbers. */
export interface BatchBuffers {
  readonly x: Float32Array;
  readonly labels: Float32Array;
}

/** Fills the buffers with examples of one set. */
export class BatchLoader {
  readonly #examples: Examples;
  /** The value of each byte; null for floats. */
  readonly #bytes: Float32Array | null;
  readonly #map;
  readonly #size: number;

  constructor(examples: Examples, normalization: Normalization) {
    const ofBytes = examples.images instanceof Uint8Array;
    const map = pixelMap(normalization, ofBytes ? 255 : 1);
    this.#examples = examples;
    this.#map = map;
    this.#bytes = ofBytes ? Float32Array.from({ length: 256 }, (_, byte) => mapPixel(map, byte)) : null;
    this.#size = sizeOf(examples.shape);
  }

  /** Puts example `from` of the set at place `to` of the batch. */
  load(from: number, to: number, { x, labels }: BatchBuffers): void {
    const { images } = this.#examples;
    const source = from * this.#size;
    const target = to * this.#size;
    // Two loops, each over one kind of array.
    if (this.#bytes) for (let i = 0; i < this.#size; i++) x[target + i] = this.#bytes[images[source + i]];
    else for (let i = 0; i < this.#size; i++) x[target + i] = mapPixel(this.#map, images[source + i]);
    labels[to] = this.#examples.labels[from];
  }
}

/** Steps of one epoch: the last batch may be smaller. */
export function stepsPerEpoch(count: number, batchSize: number): number {
  return Math.ceil(count / batchSize);
}

interface TrainingOptions {
  readonly batchSize: number;
  readonly shuffle: boolean;
  /** Decides the order of the examples. */
  readonly seed: number;
}

/**
 * Which examples of `count` make the batch of each step: a function of (seed, step), so that a run can begin anywhere. Each
 * epoch visits every example once, shuffled or in file order.
 */
export class TrainingBatches {
  readonly stepsPerEpoch: number;
  readonly #count: number;
  readonly #options: TrainingOptions;
  #epoch = -1;
  #order: Uint32Array;

  constructor(count: number, options: TrainingOptions) {
    this.#count = count;
    this.#options = options;
    this.#order = Uint32Array.from({ length: count }, (_, i) => i);
    this.stepsPerEpoch = stepsPerEpoch(count, options.batchSize);
  }

  epochOf(step: number): number {
    return Math.floor(step / this.stepsPerEpoch);
  }

  /** Examples in the batch of step `step` (0, 1, …). */
  sizeOf(step: number): number {
    return Math.min(this.#options.batchSize, this.#count - this.#firstOf(step));
  }

  /** numbers[at…] ← the numbers of the examples of step `step`; returns how many there are. */
  fill(step: number, numbers: Float32Array, at = 0): number {
    this.#shuffleFor(this.epochOf(step));
    const [first, size] = [this.#firstOf(step), this.sizeOf(step)];
    for (let i = 0; i < size; i++) numbers[at + i] = this.#order[first + i];
    return size;
  }

  #firstOf(step: number): number {
    return (step % this.stepsPerEpoch) * this.#options.batchSize;
  }

  #shuffleFor(epoch: number): void {
    if (!this.#options.shuffle || epoch === this.#epoch) return;
    this.#order = permutation(this.#count, new RandomStream(this.#options.seed, 'shuffle', epoch));
    this.#epoch = epoch;
  }
}
