import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permutation, RandomStream } from '../../../src-core/random/random-stream';
import { fixedRuns } from '../../support/properties';

const range = (length: number): number[] => Array.from({ length }, (_, i) => i);
const draws = (stream: RandomStream, count = 32): number[] => range(count).map((k) => stream.uint32(k));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const seeds = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

/** Philox4x32-10 of the counter (0, 0, FNV-1a of the name, 0) and the key (7, 0), computed in Python. */
const FIRST_OF_CONV1 = [0x16a66401, 0x945f47df, 0xe6cf1688, 0x50866613];

describe('RandomStream', () => {
  it('draws the same whatever the order', () => {
    const places = fc.array(fc.integer({ min: 0, max: 2 ** 40 }), { maxLength: 50 });
    const property = fc.property(seeds, places, (seed, order) => {
      const stream = new RandomStream(seed, 'order');
      const forwards = order.map((k) => stream.uint32(k));
      const backwards = [...order].reverse().map((k) => stream.uint32(k));
      expect(backwards.reverse()).toEqual(forwards);
      expect(order.map((k) => new RandomStream(seed, 'order').uint32(k))).toEqual(forwards);
    });
    fc.assert(property, fixedRuns());
  });

  it('gives each seed, name and index numbers of its own', () => {
    const streams = [
      new RandomStream(7, 'a'),
      new RandomStream(8, 'a'),
      new RandomStream(7 + 2 ** 32, 'a'),
      new RandomStream(7, 'b'),
      new RandomStream(7, ''),
      new RandomStream(7, 'a', 1),
      new RandomStream(7, 'a', 2),
    ];
    const all = streams.flatMap((stream) => draws(stream));
    expect(new Set(all).size).toBe(all.length);
    expect(draws(new RandomStream(7, 'a', 0))).toEqual(draws(streams[0]));
  });

  it('does not repeat itself beyond 2³² draws', () => {
    const stream = new RandomStream(1, 'far');
    expect(stream.uint32(2 ** 34)).not.toBe(stream.uint32(0));
    expect(stream.uint32(2 ** 34 + 5)).toBe(new RandomStream(1, 'far').uint32(2 ** 34 + 5));
  });

  it('draws the same numbers in every version of the program', () => {
    expect(draws(new RandomStream(7, 'initialize conv1.weight'), 4)).toEqual(FIRST_OF_CONV1);
  });

  it('is strictly between 0 and 1', () => {
    const property = fc.property(seeds, fc.integer({ min: 0, max: 2 ** 34 }), (seed, k) => {
      const value = new RandomStream(seed, 'uniform').uniform(k);
      expect(value).toBeGreaterThan(0);
      expect(value).toBeLessThan(1);
    });
    fc.assert(property, fixedRuns(500));
  });

  it.each([0, 0xffffffff])(
    'stays strictly between 0 and 1, and normal finite, where all bits are those of %d',
    (word) => {
      class Extreme extends RandomStream {
        override uint32(): number {
          return word;
        }
      }
      const stream = new Extreme(1, 'extreme');
      expect(stream.uniform(0)).toBeGreaterThan(0);
      expect(stream.uniform(0)).toBeLessThan(1);
      expect(Math.abs(stream.normal(0))).toBeCloseTo(6.338, 3);
    },
  );

  it('is uniform: mean ½, variance 1/12, even in each tenth', () => {
    const stream = new RandomStream(11, 'moments');
    const values = range(40_000).map((k) => stream.uniform(k));
    expect(Math.abs(mean(values) - 0.5)).toBeLessThan(0.005);
    expect(Math.abs(mean(values.map((value) => (value - 0.5) ** 2)) - 1 / 12)).toBeLessThan(0.002);
    const tenths = new Array<number>(10).fill(0);
    for (const value of values) tenths[Math.floor(value * 10)]++;
    expect(Math.max(...tenths.map((count) => Math.abs(count - 4000)))).toBeLessThan(250);
  });

  it('is normal: mean 0, variance 1, kurtosis 3, one in twenty beyond 1.96', () => {
    const stream = new RandomStream(12, 'moments');
    const values = range(40_000).map((k) => stream.normal(k));
    expect(Math.abs(mean(values))).toBeLessThan(0.02);
    expect(Math.abs(mean(values.map((value) => value ** 2)) - 1)).toBeLessThan(0.03);
    expect(Math.abs(mean(values.map((value) => value ** 4)) - 3)).toBeLessThan(0.2);
    const beyond = values.filter((value) => Math.abs(value) > 1.96).length / values.length;
    expect(Math.abs(beyond - 0.05)).toBeLessThan(0.005);
  });

  it('stays below its limit and reaches every number', () => {
    const stream = new RandomStream(3, 'below');
    const values = range(1000).map((k) => stream.below(k, 7));
    expect(new Set(values)).toEqual(new Set(range(7)));
    expect(range(100).map((k) => stream.below(k, 1))).toEqual(new Array(100).fill(0));
  });
});

describe('permutation', () => {
  it('holds every number once', () => {
    const property = fc.property(fc.integer({ min: 0, max: 300 }), seeds, (count, seed) => {
      const order = permutation(count, new RandomStream(seed, 'shuffle'));
      expect([...order].sort((a, b) => a - b)).toEqual(range(count));
    });
    fc.assert(property, fixedRuns());
  });

  it('is another one in each epoch and for each seed', () => {
    const orders = [0, 1, 2].flatMap((epoch) =>
      [7, 8].map((seed) => permutation(100, new RandomStream(seed, 'shuffle', epoch)).join()),
    );
    expect(new Set(orders).size).toBe(6);
  });

  it('puts each number at each place equally often', () => {
    const counts = new Array<number>(16).fill(0);
    for (let epoch = 0; epoch < 4000; epoch++) {
      permutation(4, new RandomStream(5, 'shuffle', epoch)).forEach((number, place) => counts[4 * place + number]++);
    }
    expect(Math.max(...counts.map((count) => Math.abs(count - 1000)))).toBeLessThan(110);
  });
});
