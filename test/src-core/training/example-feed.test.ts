import { describe, expect, it } from 'vitest';
import { AugmentedExamples } from '../../../src-core/data/augmentation/augmented';
import { BatchLoader, TrainingBatches } from '../../../src-core/data/batches';
import { pixelsOf, type Examples } from '../../../src-core/data/examples';
import { resample } from '../../../src-core/kernels/reference/resample';
import type { Kernels } from '../../../src-core/kernels/kernels';
import { ExampleFeed } from '../../../src-core/training/example-feed';
import { augmentation as augmented } from '../../support/augmentation';
import { firstDigits } from '../../support/digits';
import { implementations } from '../../support/kernels';

const BATCH = 4;
const normalization = { mean: 0.1307, scale: 0.3081 };
const digits = firstDigits(10);
const floats: Examples = {
  ...digits,
  images: Float32Array.from({ length: 7840 }, (_, i) => pixelsOf(digits, Math.floor(i / 784))[i % 784]),
};

/** The batch of each of the first six steps as the feed puts it into the kernels' memory, two rows at a time. */
function batchesOf(kernels: Kernels, examples: Examples, augmentation: Parameters<typeof augmented>[0] | null) {
  const options = { batchSize: BATCH, shuffle: true, seed: 7 };
  const batches = new TrainingBatches(examples.count, options);
  const settings = { ...options, augmentation: augmentation && augmented(augmentation) };
  const feed = new ExampleFeed({ examples, batches, normalization, settings }, kernels, 2);
  const cursor = kernels.allocate(1);
  const batch = { x: kernels.allocate(BATCH * 784), labels: kernels.allocate(BATCH) };
  return Array.from({ length: 6 }, (_, step) => {
    if (step % 2 === 0) [0, 1].forEach((row) => feed.fill(row, step + row));
    cursor[0] = step % 2;
    const n = batches.sizeOf(step);
    feed.load(cursor, batch, n);
    const numbers = new Float32Array(BATCH);
    batches.fill(step, numbers);
    return {
      numbers: [...numbers.subarray(0, n)],
      epoch: batches.epochOf(step),
      x: batch.x.slice(0, n * 784),
      labels: [...batch.labels.subarray(0, n)],
    };
  });
}

describe.each(implementations)('ExampleFeed: $name', (kernels) => {
  it.each([
    ['bytes', digits],
    ['floats', floats],
  ])('loads the very values that evaluation loads, %s', (_what, examples) => {
    const loader = new BatchLoader(examples, normalization);
    for (const { numbers, x, labels } of batchesOf(kernels, examples, null)) {
      const expected = { x: new Float32Array(numbers.length * 784), labels: new Float32Array(numbers.length) };
      numbers.forEach((number, i) => loader.load(number, i, expected));
      expect(x).toEqual(expected.x);
      expect(labels).toEqual([...expected.labels]);
    }
  });

  it.each([
    ['bytes, moved by the kernels', digits, { shift: 2, rotate: 10, scale: 0.2, shear: 8 }],
    ['floats, moved by the kernels', floats, { shift: 9, rotate: 170 }],
    [
      'bytes, drawn one by one',
      digits,
      { shift: 2, rotate: 10, noise: 0.1, erase: 3, elastic: { alpha: 20, sigma: 4 } },
    ],
  ])('loads examples as their epoch changes them, then normalised, to the bit: %s', (_what, source, settings) => {
    const examples = new AugmentedExamples(source, augmented(settings), 7, resample);
    for (const { numbers, epoch, x, labels } of batchesOf(kernels, source, settings)) {
      numbers.forEach((number, i) => {
        const pixels = new Float32Array(784);
        examples.draw(number, epoch, pixels);
        const loader = new BatchLoader({ ...digits, count: 1, images: pixels }, normalization);
        const expected = { x: new Float32Array(784), labels: new Float32Array(1) };
        loader.load(0, 0, expected);
        expect(x.subarray(784 * i, 784 * (i + 1))).toEqual(expected.x);
        expect(labels[i]).toBe(digits.labels[number]);
      });
    }
  });
});
