import { expect } from 'vitest';
import { RandomStream } from '../../src-core/random/random-stream';

/** Standard normal values, the same for the same seed. */
export function normals(length: number, seed: number): Float32Array {
  const stream = new RandomStream(seed, 'test values');
  return Float32Array.from({ length }, (_, i) => stream.normal(i));
}

/** Normal values of which none is nearer to 0 than `gap`. */
export function normalsAwayFromZero(length: number, seed: number, gap = 0.1): Float32Array {
  return normals(length, seed).map((value) => value + Math.sign(value) * gap);
}

/** Values around 0 of which no two are nearer to each other than `gap`. */
export function distinctValues(length: number, seed: number, gap = 0.1): Float32Array {
  const order = Array.from(normals(length, seed).entries()).sort((a, b) => a[1] - b[1]);
  const values = new Float32Array(length);
  order.forEach(([place], rank) => (values[place] = (rank - length / 2) * gap));
  return values;
}

/** Largest absolute value. */
export function largest(values: ArrayLike<number>): number {
  return Array.from(values).reduce((max, value) => Math.max(max, Math.abs(value)), 0);
}

/** Largest difference of two arrays, measured against the largest value that was expected. */
function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  const difference = largest(Array.from(actual, (value, i) => value - expected[i]));
  return difference === 0 ? 0 : difference / largest(expected);
}

/** Fails unless every value is within `tolerance` times the largest expected one. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(relativeError(actual, expected)).toBeLessThanOrEqual(tolerance);
}

/** The bytes of an array, to compare bit by bit: NaN and the sign of zero count. */
export function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
}
