// The activations that need an exponential function: four values a turn, the last ones of a range in a vector of their own.

import { sigmoid4, tanh4 } from './exp';
import { BYTES, storePart, valuesOf, VECTOR } from './simd';

export function sigmoid(x: usize, y: usize, length: i32, lane: i32, lanes: i32): void {
  const end = valuesOf(length, lane + 1, lanes);
  let i = valuesOf(length, lane, lanes);
  for (; i + VECTOR <= end; i += VECTOR) v128.store(y + i * BYTES, sigmoid4(v128.load(x + i * BYTES)));
  if (i < end) storePart(y + i * BYTES, sigmoid4(v128.load(x + i * BYTES)), end - i);
}

export function tanh(x: usize, y: usize, length: i32, lane: i32, lanes: i32): void {
  const end = valuesOf(length, lane + 1, lanes);
  let i = valuesOf(length, lane, lanes);
  for (; i + VECTOR <= end; i += VECTOR) v128.store(y + i * BYTES, tanh4(v128.load(x + i * BYTES)));
  if (i < end) storePart(y + i * BYTES, tanh4(v128.load(x + i * BYTES)), end - i);
}
