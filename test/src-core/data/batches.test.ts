import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BatchLoader, stepsPerEpoch, TrainingBatches, type BatchBuffers } from '../../../src-core/data/batches';
import { Augmenter } from '../../../src-core/data/augmentation/augmenter';
import { augmentation } from '../../support/augmentation';
import { firstDigits } from '../../support/digits';
import { numberedExamples } from '../../support/examples';
import { expectClose } from '../../support/numbers';
import { fixedRuns } from '../../support/properties';

const PLAIN = { mean: 0, scale: 1 / 255 };

const buffersFor = (batchSize: number): BatchBuffers => ({
  x: new Float32Array(4 * batchSize),
  labels: new Float32Array(batchSize),
});

/** The numbers of the examples of one step, in their order; the labels must belong to them. */
function numbersOfStep(batches: TrainingBatches, step: number, batchSize: number): number[] {
  const buffers = buffersFor(batchSize);
  const count = batches.load(step, buffers);
  const numbers = Array.from({ length: count }, (_, i) => Math.round(buffers.x[4 * i]));
  expect(Array.from(buffers.labels.subarray(0, count))).toEqual(numbers.map((number) => number % 3));
  return numbers;
}

function numbersOfEpoch(batches: TrainingBatches, epoch: number, batchSize: number): number[] {
  const first = epoch * batches.stepsPerEpoch;
  return Array.from({ length: batches.stepsPerEpoch }, (_, i) => numbersOfStep(batches, first + i, batchSize)).flat();
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const options = fc.record({
  count: fc.integer({ min: 1, max: 200 }),
  batchSize: fc.integer({ min: 1, max: 70 }),
  epoch: fc.integer({ min: 0, max: 50 }),
  seed: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
});

describe('TrainingBatches', () => {
  it.each([true, false])('visits each example exactly once in an epoch, shuffle: %s', (shuffle) => {
    const property = fc.property(options, ({ count, batchSize, epoch, seed }) => {
      const batches = new TrainingBatches(numberedExamples(count), PLAIN, { batchSize, shuffle, seed });
      const visited = numbersOfEpoch(batches, epoch, batchSize);
      if (shuffle) visited.sort((a, b) => a - b);
      expect(visited).toEqual(range(count));
    });
    fc.assert(property, fixedRuns());
  });

  it('goes through each epoch in another order when it shuffles, and through the same for the same seed', () => {
    const make = (seed: number): TrainingBatches =>
      new TrainingBatches(numberedExamples(50), PLAIN, { batchSize: 8, shuffle: true, seed });
    const orders = [0, 1, 2].map((epoch) => numbersOfEpoch(make(7), epoch, 8).join());
    expect(new Set(orders).size).toBe(3);
    expect(numbersOfEpoch(make(7), 1, 8).join()).toBe(orders[1]);
    expect(numbersOfEpoch(make(8), 1, 8).join()).not.toBe(orders[1]);
  });

  it('makes the last batch of an epoch smaller', () => {
    const batches = new TrainingBatches(numberedExamples(10), PLAIN, { batchSize: 4, shuffle: false, seed: 7 });
    expect(batches.stepsPerEpoch).toBe(3);
    expect([0, 1, 2, 3].map((step) => numbersOfStep(batches, step, 4))).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9],
      [0, 1, 2, 3],
    ]);
  });

  it('gives step k the same batch whatever was loaded before', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 20 });
    const property = fc.property(options, steps, ({ count, batchSize, seed }, history) => {
      const make = (): TrainingBatches =>
        new TrainingBatches(numberedExamples(count), PLAIN, { batchSize, shuffle: true, seed });
      const used = make();
      for (const step of history) {
        expect(numbersOfStep(used, step, batchSize)).toEqual(numbersOfStep(make(), step, batchSize));
      }
    });
    fc.assert(property, fixedRuns(50));
  });
});

describe('BatchLoader', () => {
  it('puts a normalised example at its place and leaves the others alone', () => {
    const buffers = buffersFor(3);
    new BatchLoader(numberedExamples(6), { mean: 0.5, scale: 0.25 }).load(5, 1, buffers);
    const value = Math.fround((5 / 255 - 0.5) / 0.25);
    expect([...buffers.x]).toEqual([0, 0, 0, 0, value, value, value, value, 0, 0, 0, 0]);
    expect([...buffers.labels]).toEqual([0, 2, 0]);
  });
});

describe('stepsPerEpoch', () => {
  it('counts the last, smaller batch', () => {
    expect(stepsPerEpoch(55_000, 64)).toBe(860);
    expect(stepsPerEpoch(128, 64)).toBe(2);
    expect(stepsPerEpoch(1, 64)).toBe(1);
  });
});

describe('BatchLoader of floats', () => {
  it('normalises them as it does bytes of the same brightness', () => {
    const bytes = numberedExamples(6);
    const floats = { ...bytes, images: Float32Array.from(bytes.images, (pixel) => pixel / 255) };
    const [fromBytes, fromFloats] = [bytes, floats].map((examples) => {
      const buffers = buffersFor(6);
      const loader = new BatchLoader(examples, { mean: 0.1307, scale: 0.3081 });
      for (let i = 0; i < 6; i++) loader.load(i, i, buffers);
      return buffers;
    });
    expectClose(fromFloats.x, fromBytes.x, 1e-7);
    expect(fromFloats.labels).toEqual(fromBytes.labels);
  });
});

describe('TrainingBatches with augmentation', () => {
  const NORMALIZATION = { mean: 0.5, scale: 0.25 };
  const digits = firstDigits(20);
  const settings = augmentation({ shift: 2, rotate: 10, elastic: { alpha: 20, sigma: 4 }, noise: 0.02 });
  const make = (changes: object): TrainingBatches =>
    new TrainingBatches(digits, NORMALIZATION, { batchSize: 8, shuffle: true, seed: 7, ...changes });
  const room = (): BatchBuffers => ({ x: new Float32Array(8 * 784), labels: new Float32Array(8) });
  const load = (batches: TrainingBatches, step: number): BatchBuffers => {
    const buffers = room();
    batches.load(step, buffers);
    return buffers;
  };

  it('changes each example by (seed, epoch, its place in the set), then normalises it', () => {
    const epoch = 2;
    const { x, labels } = load(make({ shuffle: false, augmentation: settings }), 3 * epoch + 1);
    const augmenter = new Augmenter(digits.shape, settings);
    const out = new Float32Array(784);
    for (let i = 0; i < 8; i++) {
      const example = 8 + i;
      const pixels = Float32Array.from(digits.images.subarray(784 * example, 784 * (example + 1)), (p) => p / 255);
      augmenter.augment(pixels, out, { seed: 7, epoch, example });
      expect(x.subarray(784 * i, 784 * (i + 1))).toEqual(out.map((pixel) => (pixel - 0.5) / 0.25));
      expect(labels[i]).toBe(digits.labels[example]);
    }
  });

  it('gives a step the same bytes wherever a run begins, and other epochs other ones', () => {
    const used = make({ augmentation: settings });
    const first = load(used, 0);
    load(used, 5);
    expect(load(used, 4)).toEqual(load(make({ augmentation: settings }), 4));
    const still = { shuffle: false, augmentation: settings };
    expect(load(make(still), 3).x).not.toEqual(load(make(still), 0).x);
    expect(first.x).not.toEqual(load(make({}), 0).x);
  });

  it('leaves examples to the bit as they are without it, or when it does nothing', () => {
    const plain = load(make({}), 1);
    expect(load(make({ augmentation: augmentation({}) }), 1)).toEqual(plain);
    expect(load(make({ augmentation: null }), 1)).toEqual(plain);
  });
});
