import { InputError } from '../../input-error';
import { RandomStream } from '../../random/random-stream';
import { formatShape, sizeOf, type Shape } from '../../tensor/shape';
import { invertMovement, MAP_LENGTH, type Movement } from './affine';
import { movesPixels, type Augmentation } from '../../architecture/augmentation';
import { ElasticField, type Displacement } from './elastic';

/** What decides how an example is changed: the seed of the run, the epoch from 0, the place of the example in its set. */
export interface AugmentationKey {
  readonly seed: number;
  readonly epoch: number;
  readonly example: number;
}

/** Moves the pixels of an image as a map of `invertMovement` and then a displacement lead: the kernels' `resample`. */
export type Resample = (
  image: Float32Array,
  shape: Shape,
  out: Float32Array,
  map: Float32Array,
  displacement: Displacement | null,
) => void;

/** Numbers that one example takes from the stream of its movement, whatever is switched on. */
const MOVEMENT_DRAWS = 8;

/**
 * Changes one image at a time, as a function of its key alone: moved and bent in one bilinear resampling, then a square
 * erased, then noise added. Each of these draws from a stream of its own, so that one setting does not change what another
 * draws. Holds all memory that it needs; a call allocates none.
 */
export class Augmenter {
  readonly #shape: Shape;
  readonly #size: number;
  readonly #settings: Augmentation;
  readonly #moves: boolean;
  readonly #field: ElasticField | null;
  readonly #movement: Movement = { shiftX: 0, shiftY: 0, rotate: 0, scale: 1, shear: 0 };
  readonly #map = new Float32Array(MAP_LENGTH);
  readonly #resample: Resample;
  #streams: Streams;

  /** `shape`: of one example, (C, H, W) or (F). Throws an InputError when the settings do not fit it. */
  constructor(shape: Shape, settings: Augmentation, resample: Resample) {
    checkFit(shape, settings);
    const { elastic } = settings;
    this.#shape = shape;
    this.#resample = resample;
    this.#size = sizeOf(shape);
    this.#settings = settings;
    this.#moves = movesPixels(settings);
    this.#field = elastic && elastic.alpha > 0 ? new ElasticField(shape[1], shape[2], elastic) : null;
    this.#streams = new Streams(0, 0);
  }

  /** out ← the image, both of pixels 0…1 and of this shape, changed. */
  augment(image: Float32Array, out: Float32Array, { seed, epoch, example }: AugmentationKey): void {
    if (!this.#streams.areOf(seed, epoch)) this.#streams = new Streams(seed, epoch);
    if (this.#moves) this.#move(image, out, example);
    else for (let i = 0; i < this.#size; i++) out[i] = image[i];
    if (this.#settings.erase > 0) this.#erase(out, example);
    if (this.#settings.noise > 0) this.#addNoise(out, example);
  }

  /** Where the pixels of an example come from, as `invertMovement` puts it, into a table from place `at` on. */
  drawMap({ seed, epoch, example }: AugmentationKey, map: Float32Array, at = 0): void {
    if (!this.#streams.areOf(seed, epoch)) this.#streams = new Streams(seed, epoch);
    this.#drawMap(example, map, at);
  }

  #move(image: Float32Array, out: Float32Array, example: number): void {
    this.#drawMap(example, this.#map, 0);
    this.#field?.draw(this.#streams.field, example * this.#size);
    this.#resample(image, this.#shape, out, this.#map, this.#field);
  }

  #drawMap(example: number, map: Float32Array, at: number): void {
    const { shift, rotate, scale, shear } = this.#settings;
    const first = example * MOVEMENT_DRAWS;
    const movement = this.#movement;
    movement.shiftX = this.#evenly(first + 0, shift);
    movement.shiftY = this.#evenly(first + 1, shift);
    movement.rotate = this.#evenly(first + 2, rotate);
    movement.scale = 1 + this.#evenly(first + 3, scale);
    movement.shear = this.#evenly(first + 4, shear);
    invertMovement(movement, map, at);
  }

  /** Evenly between −most and most. */
  #evenly(draw: number, most: number): number {
    return most * (2 * this.#streams.movement.uniform(draw) - 1);
  }

  /** Sets a square that lies wholly in the image to 0, in all channels. */
  #erase(out: Float32Array, example: number): void {
    const [channels, height, width] = this.#shape;
    const { erase } = this.#settings;
    const top = this.#streams.square.below(2 * example, height - erase + 1);
    const left = this.#streams.square.below(2 * example + 1, width - erase + 1);
    for (let channel = 0; channel < channels; channel++) {
      for (let row = top; row < top + erase; row++) {
        const from = (channel * height + row) * width + left;
        for (let i = from; i < from + erase; i++) out[i] = 0;
      }
    }
  }

  #addNoise(out: Float32Array, example: number): void {
    const { noise } = this.#settings;
    const first = example * this.#size;
    for (let i = 0; i < this.#size; i++) out[i] += noise * this.#streams.noise.normal(first + i);
  }
}

/** The random numbers of one epoch. */
class Streams {
  readonly movement: RandomStream;
  readonly field: RandomStream;
  readonly square: RandomStream;
  readonly noise: RandomStream;
  readonly #seed: number;
  readonly #epoch: number;

  constructor(seed: number, epoch: number) {
    this.movement = new RandomStream(seed, 'augment movement', epoch);
    this.field = new RandomStream(seed, 'augment field', epoch);
    this.square = new RandomStream(seed, 'augment square', epoch);
    this.noise = new RandomStream(seed, 'augment noise', epoch);
    this.#seed = seed;
    this.#epoch = epoch;
  }

  areOf(seed: number, epoch: number): boolean {
    return seed === this.#seed && epoch === this.#epoch;
  }
}

function checkFit(shape: Shape, settings: Augmentation): void {
  const { erase } = settings;
  if (shape.length === 1) {
    if (!movesPixels(settings) && erase === 0) return;
    throw new InputError(
      `Augmentation: the examples are vectors of ${shape[0]} values, to which only noise applies: shift, rotate, scale, shear, elastic and erase must be off.`,
    );
  }
  if (erase <= Math.min(shape[1], shape[2])) return;
  throw new InputError(
    `Augmentation: erase is ${erase}, but a square in an image of ${formatShape(shape)} has at most ${Math.min(shape[1], shape[2])} pixels a side.`,
  );
}
