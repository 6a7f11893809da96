import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { philox4x32, type Words } from '../../../src-core/random/philox';
import { fixedRuns } from '../../support/properties';

/** Known answers of Random123 (kat_vectors, philox4x32, 10 rounds): counter, key, result. */
const KNOWN_ANSWERS: readonly [counter: Words, key: [number, number], result: Words][] = [
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
];

/** The same in exact integers of any size. */
function philoxOfBigInts(counter: readonly number[], key: readonly number[]): number[] {
  const low = (n: bigint): bigint => n & 0xffffffffn;
  let [c0, c1, c2, c3] = counter.map(BigInt);
  let [k0, k1] = key.map(BigInt);
  for (let round = 0; round < 10; round++) {
    const [a, b] = [0xd2511f53n * c0, 0xcd9e8d57n * c2];
    [c0, c1, c2, c3] = [(b >> 32n) ^ c1 ^ k0, low(b), (a >> 32n) ^ c3 ^ k1, low(a)];
    [k0, k1] = [low(k0 + 0x9e3779b9n), low(k1 + 0xbb67ae85n)];
  }
  return [c0, c1, c2, c3].map(Number);
}

describe('philox4x32', () => {
  it.each(KNOWN_ANSWERS)('gives the known answer for counter %j and key %j', (counter, [key0, key1], result) => {
    expect(philox4x32(counter, key0, key1)).toEqual(result);
  });

  it('agrees with exact arithmetic', () => {
    const word = fc.integer({ min: 0, max: 0xffffffff });
    const property = fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
      expect(philox4x32(counter, ...key)).toEqual(philoxOfBigInts(counter, key));
    });
    fc.assert(property, fixedRuns(500));
  });

  it('leaves the counter as it was', () => {
    const counter: Words = [1, 2, 3, 4];
    philox4x32(counter, 5, 6);
    expect(counter).toEqual([1, 2, 3, 4]);
  });
});
