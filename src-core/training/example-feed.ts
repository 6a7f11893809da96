import type { TrainingSettings } from '../architecture/training-settings';
import { augmentedExamples, type AugmentedExamples } from '../data/augmentation/augmented';
import type { BatchBuffers, TrainingBatches } from '../data/batches';
import type { Examples } from '../data/examples';
import { pixelMap, type Normalization, type PixelMap } from '../data/normalization';
import type { Kernels } from '../kernels/kernels';
import { sizeOf } from '../tensor/shape';

/** Examples that are augmented ahead of their steps, at least a batch. */
const MOST_DRAWN = 256;

/** What a feed is made of. */
export interface FeedParts {
  readonly examples: Examples;
  readonly batches: TrainingBatches;
  readonly normalization: Normalization;
  readonly settings: Pick<TrainingSettings, 'augmentation' | 'batchSize' | 'seed'>;
}

/**
 * The training examples in the kernels' own memory, and a table of which of them each of the next steps takes. With
 * augmentation the memory holds just what those steps need, drawn anew for them.
 */
export class ExampleFeed {
  /** Steps that the table has room for. */
  readonly rows: number;
  readonly #kernels: Kernels;
  readonly #batches: TrainingBatches;
  readonly #batchSize: number;
  readonly #size: number;
  readonly #map: PixelMap;
  readonly #images: Uint8Array | Float32Array;
  readonly #labels: Float32Array;
  readonly #numbers: Float32Array;
  readonly #allLabels: Uint8Array;
  readonly #augmented: AugmentedExamples | null;

  /** `rows`: steps that there should be room for. Throws an InputError when the augmentation does not fit the examples. */
  constructor({ examples, batches, normalization, settings }: FeedParts, kernels: Kernels, rows: number) {
    const { batchSize } = settings;
    const bytes = examples.images instanceof Uint8Array;
    this.#kernels = kernels;
    this.#batches = batches;
    this.#batchSize = batchSize;
    this.#size = sizeOf(examples.shape);
    this.#allLabels = examples.labels;
    this.#augmented = augmentedExamples(examples, settings);
    this.rows = this.#augmented ? Math.max(1, Math.min(rows, Math.floor(MOST_DRAWN / batchSize))) : rows;
    this.#numbers = kernels.allocate(this.rows * batchSize);
    this.#map = pixelMap(normalization, bytes && !this.#augmented ? 255 : 1);
    if (this.#augmented) {
      this.#images = kernels.allocate(this.rows * batchSize * this.#size);
      this.#labels = kernels.allocate(this.rows * batchSize);
    } else {
      const { length } = examples.images;
      this.#images = bytes ? kernels.allocateBytes(length) : kernels.allocate(length);
      this.#images.set(examples.images);
      this.#labels = kernels.allocate(examples.count);
      this.#labels.set(examples.labels);
    }
  }

  /** Puts down in a row which examples step `step` takes. */
  fill(row: number, step: number): void {
    const first = row * this.#batchSize;
    const count = this.#batches.fill(step, this.#numbers, first);
    if (!this.#augmented) return;
    const epoch = this.#batches.epochOf(step);
    for (let i = first; i < first + count; i++) {
      const example = this.#numbers[i];
      this.#augmented.draw(example, epoch, this.#images.subarray(i * this.#size, (i + 1) * this.#size) as Float32Array);
      this.#labels[i] = this.#allLabels[example];
      this.#numbers[i] = i;
    }
  }

  /** The batch of `n` examples that the present row asks for: a call of a kernel. */
  load(cursor: Float32Array, { x, labels }: BatchBuffers, n: number): void {
    const { factor, offset } = this.#map;
    const [images, numbers, stride] = [this.#images, this.#numbers, this.#batchSize];
    this.#kernels.loadExamples(images, this.#labels, numbers, cursor, x, labels, stride, n, this.#size, factor, offset);
  }
}
