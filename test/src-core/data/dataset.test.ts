import { describe, expect, it } from 'vitest';
import { checkLabels, pairExamples, slice, splitExamples, type Examples } from '../../../src-core/data/dataset';
import { InputError } from '../../../src-core/input-error';
import { numberedExamples } from '../../support/examples';

/** The numbers of the images, as numberedExamples wrote them into the pixels. */
const numbersIn = ({ images, count }: Examples): number[] => Array.from({ length: count }, (_, i) => images[4 * i]);
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe('pairExamples', () => {
  const names = { images: 'images-file', labels: 'labels-file' };

  it('puts images and labels together, with one channel', () => {
    const examples = pairExamples(
      { shape: [2, 1, 2], values: Uint8Array.of(1, 2, 3, 4) },
      { shape: [2], values: Uint8Array.of(7, 9) },
      names,
    );
    expect(examples).toEqual({
      shape: [1, 1, 2],
      count: 2,
      images: Uint8Array.of(1, 2, 3, 4),
      labels: Uint8Array.of(7, 9),
    });
  });

  it('names both files when they do not belong together', () => {
    const pair = (): Examples =>
      pairExamples(
        { shape: [2, 1, 1], values: Uint8Array.of(1, 2) },
        { shape: [3], values: Uint8Array.of(1, 2, 3) },
        names,
      );
    expect(pair).toThrow(new InputError('images-file holds 2 images, but labels-file holds 3 labels.'));
  });
});

describe('checkLabels', () => {
  it('takes labels below the number of classes', () => {
    expect(() => {
      checkLabels(numberedExamples(10, 3), 3, 'labels-file');
    }).not.toThrow();
  });

  it('names the first label that is too large', () => {
    expect(() => {
      checkLabels(numberedExamples(10, 5), 3, 'labels-file');
    }).toThrow(new InputError('labels-file: label 3 is 3, expected a class number from 0 to 2.'));
  });
});

describe('slice', () => {
  it('shows the examples asked for without copying them', () => {
    const all = numberedExamples(10);
    const part = slice(all, 3, 6);
    expect(numbersIn(part)).toEqual([3, 4, 5]);
    expect([...part.labels]).toEqual([0, 1, 2]);
    expect(part.images.buffer).toBe(all.images.buffer);
  });
});

describe('splitExamples', () => {
  const test = numberedExamples(2);

  it('keeps the last examples for validation and trains on the rest', () => {
    const splits = splitExamples(numberedExamples(12), test, { subset: null, validation: 5 });
    expect(numbersIn(splits.train)).toEqual(range(0, 7));
    expect(numbersIn(splits.validation)).toEqual(range(7, 12));
    expect([...splits.validation.labels]).toEqual([1, 2, 0, 1, 2]);
    expect(splits.test).toBe(test);
  });

  it('takes the first examples of what is left as a subset; validation stays the same', () => {
    const splits = splitExamples(numberedExamples(12), test, { subset: 3, validation: 5 });
    expect(numbersIn(splits.train)).toEqual([0, 1, 2]);
    expect(numbersIn(splits.validation)).toEqual(range(7, 12));
  });

  it('keeps the last 5,000 of 60,000', () => {
    const training: Examples = { ...numberedExamples(0), count: 60_000, images: new Uint8Array(240_000) };
    const splits = splitExamples(training, test, { subset: null, validation: 5000 });
    expect([splits.train.count, splits.validation.count]).toEqual([55_000, 5000]);
    expect(splits.validation.images.byteOffset).toBe(4 * 55_000);
  });

  it('does without validation', () => {
    const splits = splitExamples(numberedExamples(3), test, { subset: null, validation: 0 });
    expect([splits.train.count, splits.validation.count]).toEqual([3, 0]);
  });

  it('takes a subset of all that is left, and no more', () => {
    const training = numberedExamples(12);
    expect(splitExamples(training, test, { subset: 7, validation: 5 }).train.count).toBe(7);
    expect(() => splitExamples(training, test, { subset: 8, validation: 5 })).toThrow(
      new InputError('A subset of 8 is more than the 7 training images that 5 for validation leave.'),
    );
  });

  it('says when validation leaves nothing', () => {
    expect(() => splitExamples(numberedExamples(12), test, { subset: null, validation: 12 })).toThrow(
      new InputError('Validation of 12 leaves nothing of 12 training images.'),
    );
  });
});
