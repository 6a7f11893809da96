import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BatchLoader, stepsPerEpoch, TrainingBatches, type BatchBuffers } from '../../../src-core/data/batches';
import { numberedExamples } from '../../support/examples';
import { expectClose } from '../../support/numbers';
import { fixedRuns } from '../../support/properties';

const buffersFor = (batchSize: number): BatchBuffers => ({
  x: new Float32Array(4 * batchSize),
  labels: new Float32Array(batchSize),
});

/** The numbers of the examples of one step, in their order. */
function numbersOfStep(batches: TrainingBatches, step: number, batchSize: number): number[] {
  const numbers = new Float32Array(batchSize + 2).fill(NaN);
  const count = batches.fill(step, numbers, 1);
  expect(count).toBe(batches.sizeOf(step));
  expect([numbers[0], ...numbers.subarray(count + 1)].every(Number.isNaN)).toBe(true);
  return [...numbers.subarray(1, count + 1)];
}

function numbersOfEpoch(batches: TrainingBatches, epoch: number, batchSize: number): number[] {
  const first = epoch * batches.stepsPerEpoch;
  expect([batches.epochOf(first), batches.epochOf(first + batches.stepsPerEpoch)]).toEqual([epoch, epoch + 1]);
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
      const batches = new TrainingBatches(count, { batchSize, shuffle, seed });
      const visited = numbersOfEpoch(batches, epoch, batchSize);
      if (shuffle) visited.sort((a, b) => a - b);
      expect(visited).toEqual(range(count));
    });
    fc.assert(property, fixedRuns());
  });

  it('goes through each epoch in another order when it shuffles, and through the same for the same seed', () => {
    const make = (seed: number): TrainingBatches => new TrainingBatches(50, { batchSize: 8, shuffle: true, seed });
    const orders = [0, 1, 2].map((epoch) => numbersOfEpoch(make(7), epoch, 8).join());
    expect(new Set(orders).size).toBe(3);
    expect(numbersOfEpoch(make(7), 1, 8).join()).toBe(orders[1]);
    expect(numbersOfEpoch(make(8), 1, 8).join()).not.toBe(orders[1]);
  });

  it('makes the last batch of an epoch smaller', () => {
    const batches = new TrainingBatches(10, { batchSize: 4, shuffle: false, seed: 7 });
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
      const make = (): TrainingBatches => new TrainingBatches(count, { batchSize, shuffle: true, seed });
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
    const value = (5 / 255 - 0.5) / 0.25;
    expectClose(buffers.x, [0, 0, 0, 0, value, value, value, value, 0, 0, 0, 0], 1e-7);
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
