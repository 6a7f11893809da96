import { isIdentity, type Augmentation } from '../../architecture/augmentation';
import { sizeOf } from '../../tensor/shape';
import { BatchLoader } from '../batches';
import type { Examples } from '../examples';
import { Augmenter, type Resample } from './augmenter';

/** Examples of one set, each changed as (seed, epoch, its place in the set) decides. */
export class AugmentedExamples {
  readonly #examples: BatchLoader;
  readonly #augmenter: Augmenter;
  readonly #before: { readonly x: Float32Array; readonly labels: Float32Array };
  readonly #key: { readonly seed: number; epoch: number; example: number };

  /** Throws an InputError when the augmentation does not fit the examples. */
  constructor(examples: Examples, augmentation: Augmentation, seed: number, resample: Resample) {
    this.#examples = new BatchLoader(examples, { mean: 0, scale: 1 });
    this.#augmenter = new Augmenter(examples.shape, augmentation, resample);
    this.#before = { x: new Float32Array(sizeOf(examples.shape)), labels: new Float32Array(1) };
    this.#key = { seed, epoch: 0, example: 0 };
  }

  /** Where the pixels of an example come from in an epoch: six numbers of `invertMovement` into a table, from place `at` on. */
  drawMap(example: number, epoch: number, map: Float32Array, at: number): void {
    this.#key.epoch = epoch;
    this.#key.example = example;
    this.#augmenter.drawMap(this.#key, map, at);
  }

  /** out ← the pixels 0…1 of an example as an epoch changes them. */
  draw(example: number, epoch: number, out: Float32Array): void {
    this.#examples.load(example, 0, this.#before);
    this.#key.epoch = epoch;
    this.#key.example = example;
    this.#augmenter.augment(this.#before.x, out, this.#key);
  }
}

/** The examples as the settings change them; null where they do not. */
export function augmentedExamples(
  examples: Examples,
  { augmentation, seed }: { readonly augmentation: Augmentation | null; readonly seed: number },
  resample: Resample,
): AugmentedExamples | null {
  return augmentation && !isIdentity(augmentation)
    ? new AugmentedExamples(examples, augmentation, seed, resample)
    : null;
}
