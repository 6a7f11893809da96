import { InputError } from '../input-error';
import { sizeOf, type Shape } from '../tensor/shape';
import type { IdxArray } from './idx';

/** Labelled examples. Pixels 0…255; images (count, ...shape) row-major, labels (count) in 0…classes−1. */
export interface Examples {
  readonly shape: Shape;
  readonly count: number;
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

/** The three parts that are never mixed. */
export type Splits = Readonly<Record<'train' | 'validation' | 'test', Examples>>;

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

/** Pairs the images of one IDX file with the labels of another. Throws an InputError that names both where they disagree. */
export function pairExamples(images: IdxArray, labels: IdxArray, names: { images: string; labels: string }): Examples {
  const [count, height, width] = images.shape;
  const [labelCount] = labels.shape;
  if (count !== labelCount) {
    throw new InputError(`${names.images} holds ${count} images, but ${names.labels} holds ${labelCount} labels.`);
  }
  return { shape: [1, height, width], count, images: images.values, labels: labels.values };
}

/** Throws an InputError for the first label that is not below `classes`. */
export function checkLabels(examples: Examples, classes: number, name: string): void {
  const wrong = examples.labels.findIndex((label) => label >= classes);
  if (wrong === -1) return;
  throw new InputError(
    `${name}: label ${wrong} is ${examples.labels[wrong]}, expected a class number from 0 to ${classes - 1}.`,
  );
}

/**
 * Keeps the last `validation` examples of the training set apart, then takes the first `subset` of what is left (null:
 * all of it). The test set is passed through untouched. Throws an InputError when there are not so many examples.
 */
export function splitExamples(
  training: Examples,
  test: Examples,
  { subset, validation }: { subset: number | null; validation: number },
): Splits {
  const available = training.count - validation;
  if (available < 1) {
    throw new InputError(`Validation of ${validation} leaves nothing of ${training.count} training images.`);
  }
  if (subset !== null && subset > available) {
    throw new InputError(
      `A subset of ${subset} is more than the ${available} training images that ${validation} for validation leave.`,
    );
  }
  return {
    train: slice(training, 0, subset ?? available),
    validation: slice(training, available, training.count),
    test,
  };
}
