import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { between, implementations, tensor, unset } from '../../support/kernels';
import { expectClose, normals } from '../../support/numbers';
import { fixedRuns } from '../../support/properties';

const TWO_32 = 2n ** 32n;

/** The definition of the hash, in whole numbers that never overflow. */
function mix(x: bigint): bigint {
  x = ((x ^ (x >> 16n)) * 0x7feb352dn) % TWO_32;
  x = ((x ^ (x >> 15n)) * 0x846ca68bn) % TWO_32;
  return x ^ (x >> 16n);
}

function hashOf(i: number, [low0, high0, low1, high1]: readonly number[], salt: number): bigint {
  const [key0, key1] = [BigInt(low0) + 65536n * BigInt(high0), BigInt(low1) + 65536n * BigInt(high1)];
  return mix(((mix(BigInt(i) ^ key0) + BigInt(salt)) % TWO_32) ^ key1);
}

const half = between(0, 65535);
const keys = fc.tuple(half, half, half, half);
const salts = fc.oneof(between(0, 2 ** 32 - 1), fc.constantFrom(0, 2 ** 31, 2 ** 32 - 1));
const rates = fc.oneof(fc.double({ min: 0, max: 0.99, noNaN: true }), fc.constantFrom(0, 0.1, 0.5, 0.99));

describe.each(implementations)('dropout: $name', (kernels) => {
  it('keeps exactly the values whose hash says so, within its length', () => {
    const property = fc.property(between(0, 60), rates, keys, salts, (length, rate, key, salt) => {
      const x = tensor(
        kernels,
        normals(length + 1, 1).map((value) => value + Math.sign(value)),
      );
      const y = unset(kernels, length + 1);
      kernels.dropout(x, y, length, rate, tensor(kernels, key), salt);
      const limit = Math.floor(rate * 2 ** 32);
      const expected = Array.from({ length }, (_, i) => (hashOf(i, key, salt) < BigInt(limit) ? 0 : x[i] / (1 - rate)));
      expect([...y.subarray(0, length)].map((value) => value === 0)).toEqual(expected.map((value) => value === 0));
      expectClose(y.subarray(0, length), expected, 1e-6);
      expect(y[length]).toBeNaN();
    });
    fc.assert(property, fixedRuns());
  });

  it('passes everything on at the rate 0', () => {
    const x = tensor(kernels, normals(100, 1));
    const y = kernels.allocate(100);
    kernels.dropout(x, y, 100, 0, tensor(kernels, [1, 2, 3, 4]), 5);
    expect(y).toEqual(x);
  });

  it.each([0.1, 0.5, 0.9])('leaves out a share of %d, as often at any place, and keeps the mean', (rate) => {
    const length = 100_000;
    const [x, y] = [tensor(kernels, new Float32Array(length).fill(1)), kernels.allocate(length)];
    const property = fc.property(keys, salts, (key, salt) => {
      kernels.dropout(x, y, length, rate, tensor(kernels, key), salt);
      const deviation = Math.sqrt(rate * (1 - rate));
      // Pieces of consecutive values and every tenth value: neither may be favoured. Five standard deviations.
      for (let piece = 0; piece < 10; piece++) {
        const consecutive = y.subarray((piece * length) / 10, ((piece + 1) * length) / 10);
        const spread = y.filter((_, i) => i % 10 === piece);
        for (const values of [consecutive, spread]) {
          const share = values.filter((value) => value === 0).length / values.length;
          expect(Math.abs(share - rate)).toBeLessThan((5 * deviation) / Math.sqrt(values.length));
        }
      }
      const mean = y.reduce((sum, value) => sum + value, 0) / length;
      expect(Math.abs(mean - 1)).toBeLessThan((5 * deviation) / (1 - rate) / Math.sqrt(length));
    });
    fc.assert(property, fixedRuns(5));
  });

  it('draws a mask of its own for another key, in any of its parts, and for another salt', () => {
    const length = 20_000;
    const x = tensor(kernels, new Float32Array(length).fill(1));
    const maskOf = (key: readonly number[], salt: number): Float32Array => {
      const y = kernels.allocate(length);
      kernels.dropout(x, y, length, 0.5, tensor(kernels, key), salt);
      return y;
    };
    const first = maskOf([1, 2, 3, 4], 5);
    const others = [
      maskOf([2, 2, 3, 4], 5),
      maskOf([1, 3, 3, 4], 5),
      maskOf([1, 2, 4, 4], 5),
      maskOf([1, 2, 3, 5], 5),
      maskOf([1, 2, 3, 4], 6),
      maskOf([1, 2, 3, 4], 5 + 2 ** 31),
    ];
    expect(maskOf([1, 2, 3, 4], 5)).toEqual(first);
    for (const other of others) {
      const agreeing = other.filter((value, i) => value === first[i]).length / length;
      expect(Math.abs(agreeing - 0.5)).toBeLessThan(0.02);
    }
  });
});
