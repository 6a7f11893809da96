import { it } from 'vitest';
import type { Augmentation } from '../../src-core/architecture/augmentation';
import { Augmenter } from '../../src-core/data/augmentation/augmenter';
import { resample } from '../../src-core/kernels/reference/resample';
import { firstDigits } from '../support/digits';
import { summarize } from '../support/timings';
import { augmentation } from '../support/augmentation';

const IMAGES = 2000;
const ROUNDS = 11;

const CASES: Record<string, Augmentation> = {
  'shift, rotate, scale, shear': augmentation({ shift: 2, rotate: 10, scale: 0.1, shear: 5 }),
  'the same and erase': augmentation({ shift: 2, rotate: 10, scale: 0.1, shear: 5, erase: 6 }),
  'the same and elastic (34, 4)': augmentation({
    shift: 2,
    rotate: 10,
    scale: 0.1,
    shear: 5,
    elastic: { alpha: 34, sigma: 4 },
  }),
  'noise alone': augmentation({ noise: 0.1 }),
};

it('augments images of 28×28', () => {
  const digits = firstDigits(100);
  const pixels = Float32Array.from(digits.images, (pixel) => pixel / 255);
  const images = Array.from({ length: 100 }, (_, i) => pixels.subarray(784 * i, 784 * (i + 1)));
  const out = new Float32Array(784);
  for (const [name, settings] of Object.entries(CASES)) {
    const augmenter = new Augmenter(digits.shape, settings, resample);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      for (let i = 0; i < IMAGES; i++) augmenter.augment(images[i % 100], out, { seed: 7, epoch: round, example: i });
      if (round > 0) times.push(((performance.now() - start) * 1000) / IMAGES);
    }
    console.log(summarize(`${name}, an image`, times, 'µs'));
  }
});
