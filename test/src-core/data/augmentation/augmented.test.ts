import { describe, expect, it } from 'vitest';
import { AugmentedExamples, augmentedExamples } from '../../../../src-core/data/augmentation/augmented';
import { Augmenter } from '../../../../src-core/data/augmentation/augmenter';
import { resample } from '../../../../src-core/kernels/reference/resample';
import { augmentation } from '../../../support/augmentation';
import { firstDigits } from '../../../support/digits';

const digits = firstDigits(20);
const settings = augmentation({ shift: 2, rotate: 10, elastic: { alpha: 20, sigma: 4 }, noise: 0.02 });

const draw = (examples: AugmentedExamples, example: number, epoch: number): Float32Array => {
  const out = new Float32Array(784);
  examples.draw(example, epoch, out);
  return out;
};

describe('AugmentedExamples', () => {
  it('changes each example by (seed, epoch, its place in the set)', () => {
    const examples = new AugmentedExamples(digits, settings, 7, resample);
    const augmenter = new Augmenter(digits.shape, settings, resample);
    for (const [example, epoch] of [
      [8, 2],
      [3, 0],
      [19, 1],
    ]) {
      const bytes = digits.images.subarray(784 * example, 784 * (example + 1));
      const pixels = Float32Array.from(bytes, (byte) => Math.fround(byte * Math.fround(1 / 255)));
      const expected = new Float32Array(784);
      augmenter.augment(pixels, expected, { seed: 7, epoch, example });
      expect(draw(examples, example, epoch)).toEqual(expected);
    }
  });

  it('gives the same bytes whatever was drawn before, and other ones in other epochs', () => {
    const used = new AugmentedExamples(digits, settings, 7, resample);
    draw(used, 5, 3);
    expect(draw(used, 4, 1)).toEqual(draw(new AugmentedExamples(digits, settings, 7, resample), 4, 1));
    expect(draw(used, 4, 2)).not.toEqual(draw(used, 4, 1));
    expect(draw(new AugmentedExamples(digits, settings, 8, resample), 4, 1)).not.toEqual(draw(used, 4, 1));
  });
});

it('augments nothing where the settings change nothing', () => {
  expect(augmentedExamples(digits, { augmentation: null, seed: 7 }, resample)).toBeNull();
  expect(augmentedExamples(digits, { augmentation: augmentation({}), seed: 7 }, resample)).toBeNull();
  expect(augmentedExamples(digits, { augmentation: settings, seed: 7 }, resample)).toBeInstanceOf(AugmentedExamples);
});
