import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitExamples, type Examples } from '../../../src-core/data/dataset';
import { InputError } from '../../../src-core/input-error';
import { numberedExamples } from '../../support/examples';
import { fixedRuns } from '../../support/properties';

/** The numbers of the images, as numberedExamples wrote them into the pixels. */
const numbersIn = ({ images, count }: Examples): number[] => Array.from({ length: count }, (_, i) => images[4 * i]);
const labelled = (labels: readonly number[]): Examples => ({
  ...numberedExamples(labels.length),
  labels: Uint8Array.from(labels),
});
const ALL = { subset: null, validation: 0 };

describe('splitExamples of some classes', () => {
  const training = numberedExamples(12, 4);
  const test = numberedExamples(8, 4);

  it('shows only those, with their numbers, in training and test', () => {
    const splits = splitExamples(training, test, { subset: null, validation: 2, classes: [3, 1] });
    expect(numbersIn(splits.train)).toEqual([1, 3, 5, 7]);
    expect(numbersIn(splits.validation)).toEqual([9, 11]);
    expect(numbersIn(splits.test)).toEqual([1, 3, 5, 7]);
    expect([...splits.train.labels, ...splits.validation.labels]).toEqual([1, 3, 1, 3, 1, 3]);
  });

  it('takes floats as well, in memory of the same kind', () => {
    const shared = (values: ArrayLike<number>): Float32Array => {
      const array = new Float32Array(new SharedArrayBuffer(4 * values.length));
      array.set(values);
      return array;
    };
    const floats = { ...training, images: shared(training.images) };
    const { train } = splitExamples(floats, test, { ...ALL, classes: [2] });
    expect(train.images).toBeInstanceOf(Float32Array);
    expect(train.images.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(numbersIn(train)).toEqual([2, 6, 10]);
    expect(splitExamples(training, test, { ...ALL, classes: [2] }).train.images.buffer).toBeInstanceOf(ArrayBuffer);
  });

  it('says when nothing is left', () => {
    expect(() => splitExamples(training, test, { ...ALL, classes: [7, 8] })).toThrow(
      new InputError('Of the classes 7, 8 there are no training examples.'),
    );
    expect(() => splitExamples(training, test, { ...ALL, classes: [] })).toThrow(
      new InputError('Of the classes (none) there are no training examples.'),
    );
    expect(() => splitExamples(training, test, { subset: null, validation: 3, classes: [0] })).toThrow(
      new InputError('Validation of 3 leaves nothing of 3 training images.'),
    );
  });
});

describe('splitExamples, balanced', () => {
  const training = labelled([0, 0, 0, 1, 2, 0, 1, 2, 2, 1]);

  it('takes the first of each class, in the order of the set', () => {
    const { train } = splitExamples(training, training, { subset: 7, validation: 0, balanced: true });
    expect(numbersIn(train)).toEqual([0, 1, 3, 4, 6, 7]);
    expect([...train.labels]).toEqual([0, 0, 1, 2, 1, 2]);
  });

  it('takes as many as the rarest class has when no subset is asked for', () => {
    const { train, validation } = splitExamples(training, training, { subset: null, validation: 1, balanced: true });
    expect(numbersIn(train)).toEqual([0, 1, 3, 4, 6, 7]);
    expect(numbersIn(validation)).toEqual([9]);
  });

  it('counts only the classes that are seen', () => {
    const selection = { subset: 6, validation: 0, balanced: true, classes: [1, 2] };
    expect(numbersIn(splitExamples(training, training, selection).train)).toEqual([3, 4, 6, 7, 8, 9]);
  });

  it('says when a class has too few, or the subset is too small', () => {
    const split = (subset: number) => () =>
      splitExamples(training, training, { subset, validation: 1, balanced: true });
    expect(split(9)).toThrow(
      new InputError('A balanced subset of 9 takes 3 examples of each class, but there are only 2 of class 1.'),
    );
    expect(split(2)).toThrow(new InputError('A balanced subset of 2 is less than one example for each of 3 classes.'));
  });

  it('gives each class its share, whatever the labels', () => {
    const labels = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 60 });
    const property = fc.property(labels, (values) => {
      const { train } = splitExamples(labelled(values), training, { ...ALL, balanced: true });
      const counts = [...new Set(values)].map((label) => train.labels.filter((other) => other === label).length);
      expect(new Set(counts).size).toBe(1);
      expect(numbersIn(train)).toEqual([...numbersIn(train)].sort((a, b) => a - b));
    });
    fc.assert(property, fixedRuns());
  });
});

describe('splitExamples with part of the test set', () => {
  it('takes the first ones', () => {
    const test = numberedExamples(9);
    expect(numbersIn(splitExamples(test, test, { ...ALL, test: 3 }).test)).toEqual([0, 1, 2]);
    expect(splitExamples(test, test, { ...ALL, test: 9 }).test.count).toBe(9);
    expect(splitExamples(test, test, { ...ALL, test: null }).test).toBe(test);
    expect(() => splitExamples(test, test, { ...ALL, test: 10 })).toThrow(
      new InputError('10 test images are more than the 9 that there are.'),
    );
  });
});
