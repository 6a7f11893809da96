import { InputError } from '../input-error';
import { formatShape, sizeOf, type Shape } from '../tensor/shape';
import type { IdxArray } from './idx';

/**
 * Labelled examples: images (count, ...shape) row-major, labels (count) in 0…classes−1. Pixels are bytes 0…255, or floats
 * with 1 for white that may have any finite value.
 */
export interface Examples {
  readonly shape: Shape;
  readonly count: number;
  readonly images: Uint8Array | Float32Array;
  readonly labels: Uint8Array;
}

/** Largest side of an image, pixels. */
const MAX_SIDE = 64;
/** Values of a vector: as many as the largest image has. */
const MAX_VALUES = 3 * MAX_SIDE * MAX_SIDE;
export const MAX_CLASSES = 100;

/** The examples `from`…`to`−1, as a view. */
export function slice(examples: Examples, from: number, to: number): Examples {
  const size = sizeOf(examples.shape);
  return {
    shape: examples.shape,
    count: to - from,
    images: examples.images.subarray(from * size, to * size),
    labels: examples.labels.subarray(from, to),
  };
}

/** One example as pixels 0…1; floats come as they are. A new array. */
export function pixelsOf({ shape, images }: Examples, index: number): Float32Array<ArrayBuffer> {
  const size = sizeOf(shape);
  const values = images.subarray(index * size, (index + 1) * size);
  return values instanceof Uint8Array ? Float32Array.from(values, (value) => value / 255) : Float32Array.from(values);
}

/** A set without examples, of the same shape. */
export function noneOf({ shape }: Examples): Examples {
  return { shape, count: 0, images: new Uint8Array(0), labels: new Uint8Array(0) };
}

/** Throws an InputError unless an example of this shape is one that networks take: [C, H, W] or [F]. */
export function checkShape(shape: Shape, name: string): void {
  const within = (size: number, most: number): boolean => size >= 1 && size <= most;
  const [first, height, width] = shape;
  const fits =
    shape.length === 1
      ? within(first, MAX_VALUES)
      : shape.length === 3 && (first === 1 || first === 3) && within(height, MAX_SIDE) && within(width, MAX_SIDE);
  if (fits) return;
  throw new InputError(
    `${name}: its examples are ${formatShape(shape)}, expected images of 1 or 3 channels and at most ${MAX_SIDE}×${MAX_SIDE} pixels, or vectors of at most ${MAX_VALUES} values.`,
  );
}

/** Pairs the images of one IDX file with the labels of another. Throws an InputError that names both where they disagree. */
export function pairExamples(images: IdxArray, labels: IdxArray, names: { images: string; labels: string }): Examples {
  const [count, ...sizes] = images.shape;
  const [labelCount] = labels.shape;
  if (count !== labelCount) {
    throw new InputError(`${names.images} holds ${count} images, but ${names.labels} holds ${labelCount} labels.`);
  }
  const shape = sizes.length === 2 ? [1, ...sizes] : sizes;
  return { shape, count, images: images.values, labels: labels.values };
}

/** Throws an InputError for the first label that is not below `classes`. */
export function checkLabels(examples: Examples, classes: number, name: string): void {
  const wrong = examples.labels.findIndex((label) => label >= classes);
  if (wrong === -1) return;
  throw new InputError(
    `${name}: label ${wrong} is ${examples.labels[wrong]}, expected a class number from 0 to ${classes - 1}.`,
  );
}

/** Throws an InputError when training and test examples are not of one shape. */
export function checkSameShape(training: Examples, test: Examples, name: string): void {
  const [own, others] = [formatShape(test.shape), formatShape(training.shape)];
  if (own !== others) throw new InputError(`${name}: its test images are ${own}, expected ${others} as for training.`);
}
