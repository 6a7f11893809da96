import type { TrainingSettings } from '../architecture/training-settings';
import { onlyMoves } from '../architecture/augmentation';
import { MAP_LENGTH } from '../data/augmentation/affine';
import { augmentedExamples, type AugmentedExamples } from '../data/augmentation/augmented';
import type { BatchBuffers, TrainingBatches } from '../data/batches';
import type { Examples } from '../data/examples';
import { pixelMap, type Normalization, type PixelMap } from '../data/normalization';
import type { Kernels } from '../kernels/kernels';
import { resample } from '../kernels/reference/resample';
import { sizeOf, type Shape } from '../tensor/shape';

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
 * The training examples in the kernels' own memory, and a table of which of them each of the next steps takes. Where an
 * augmentation only moves their pixels, a table says how, and the kernels do it; where it does more, the memory holds just what
 * those steps need, drawn for them here.
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
  readonly #shape: Shape;
  readonly #augmented: AugmentedExamples | null;
  /** How the examples of each step are moved; null where they are not, or where that is done here. */
  readonly #maps: Float32Array | null;

  /** `rows`: steps that there should be room for. Throws an InputError when the augmentation does not fit the examples. */
  constructor({ examples, batches, normalization, settings }: FeedParts, kernels: Kernels, rows: number) {
    const { batchSize } = settings;
    const bytes = examples.images instanceof Uint8Array;
    this.#kernels = kernels;
    this.#batches = batches;
    this.#batchSize = batchSize;
    this.#size = sizeOf(examples.shape);
    this.#allLabels = examples.labels;
    this.#shape = examples.shape;
    this.#augmented = augmentedExamples(examples, settings, resample);
    const moves = settings.augmentation !== null && onlyMoves(settings.augmentation);
    const drawn = this.#augmented !== null && !moves;
    this.rows = drawn ? Math.max(1, Math.min(rows, Math.floor(MOST_DRAWN / batchSize))) : rows;
    this.#numbers = kernels.allocate(this.rows * batchSize);
    this.#maps = moves ? kernels.allocate(this.rows * batchSize * MAP_LENGTH) : null;
    this.#map = pixelMap(normalization, bytes && !this.#augmented ? 255 : 1);
    if (drawn) {
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
      if (this.#maps) this.#augmented.drawMap(this.#numbers[i], epoch, this.#maps, i * MAP_LENGTH);
      else this.#draw(this.#augmented, i, epoch);
    }
  }

  /** Puts example number `i` of the table, as an epoch changes it, where the kernels find it. */
  #draw(examples: AugmentedExamples, i: number, epoch: number): void {
    const example = this.#numbers[i];
    examples.draw(example, epoch, this.#images.subarray(i * this.#size, (i + 1) * this.#size) as Float32Array);
    this.#labels[i] = this.#allLabels[example];
    this.#numbers[i] = i;
  }

  /** The batch of `n` examples that the present row asks for: a call of a kernel. */
  load(cursor: Float32Array, { x, labels }: BatchBuffers, n: number): void {
    const { factor, offset } = this.#map;
    const [kernels, images, all] = [this.#kernels, this.#images, this.#labels];
    const [numbers, stride] = [this.#numbers, this.#batchSize];
    if (this.#maps) {
      const [channels, height, width] = this.#shape;
      const unit = images instanceof Uint8Array ? Math.fround(1 / 255) : 1;
      const sizes = [stride, n, channels, height, width] as const;
      kernels.loadMovedExamples(images, all, numbers, this.#maps, cursor, x, labels, ...sizes, unit, factor, offset);
    } else kernels.loadExamples(images, all, numbers, cursor, x, labels, stride, n, this.#size, factor, offset);
  }
}
