// One value from the values at the same place. Nothing here is limited by arithmetic: each loop reads and writes one
// vector a turn, and each lane has a range of places.

import { BYTES, copyFloats, madd, shareOf, valuesOf, VECTOR, zero } from './simd';

export function fill(x: usize, length: i32, value: f32, lane: i32, lanes: i32): void {
  const end = valuesOf(length, lane + 1, lanes);
  const v = f32x4.splat(value);
  let i = valuesOf(length, lane, lanes);
  for (; i + VECTOR <= end; i += VECTOR) v128.store(x + i * BYTES, v);
  for (; i < end; i++) store<f32>(x + i * BYTES, value);
}

export function copyRows(
  x: usize,
  xStride: i32,
  y: usize,
  yStride: i32,
  n: i32,
  length: i32,
  lane: i32,
  lanes: i32,
): void {
  for (let i = shareOf(n, lane, lanes), end = shareOf(n, lane + 1, lanes); i < end; i++) {
    copyFloats(y + i * yStride * BYTES, x + i * xStride * BYTES, length);
  }
}

export function accumulate(x: usize, y: usize, length: i32, lane: i32, lanes: i32): void {
  const end = valuesOf(length, lane + 1, lanes);
  let i = valuesOf(length, lane, lanes);
  for (; i + VECTOR <= end; i += VECTOR) {
    v128.store(y + i * BYTES, f32x4.add(v128.load(y + i * BYTES), v128.load(x + i * BYTES)));
  }
  for (; i < end; i++) store<f32>(y + i * BYTES, load<f32>(y + i * BYTES) + load<f32>(x + i * BYTES));
}

/** x ← factor[0] · x. */
export function scale(x: usize, length: i32, factor: usize, lane: i32, lanes: i32): void {
  const f = load<f32>(factor);
  const end = valuesOf(length, lane + 1, lanes);
  let i = valuesOf(length, lane, lanes);
  for (; i + VECTOR <= end; i += VECTOR) {
    v128.store(x + i * BYTES, f32x4.mul(v128.load(x + i * BYTES), f32x4.splat(f)));
  }
  for (; i < end; i++) store<f32>(x + i * BYTES, load<f32>(x + i * BYTES) * f);
}

/** Zero where x ≤ 0, so that NaN stays and −0 does not. */
export function relu(x: usize, y: usize, length: i32, lane: i32, lanes: i32): void {
  const end = valuesOf(length, lane + 1, lanes);
  let i = valuesOf(length, lane, lanes);
  for (; i + VECTOR <= end; i += VECTOR) {
    const v = v128.load(x + i * BYTES);
    v128.store(y + i * BYTES, v128.andnot(v, f32x4.le(v, zero())));
  }
  for (; i < end; i++) {
    const v = load<f32>(x + i * BYTES);
    store<f32>(y + i * BYTES, v <= 0 ? 0 : v);
  }
}

export function reluBackward(y: usize, dy: usize, dx: usize, length: i32, lane: i32, lanes: i32): void {
  const end = valuesOf(length, lane + 1, lanes);
  let i = valuesOf(length, lane, lanes);
  for (; i + VECTOR <= end; i += VECTOR) {
    const positive = f32x4.gt(v128.load(y + i * BYTES), zero());
    v128.store(dx + i * BYTES, v128.and(v128.load(dy + i * BYTES), positive));
  }
  for (; i < end; i++) {
    store<f32>(dx + i * BYTES, load<f32>(y + i * BYTES) > 0 ? load<f32>(dy + i * BYTES) : 0);
  }
}

export function leakyRelu(x: usize, y: usize, length: i32, slope: f32, lane: i32, lanes: i32): void {
  leakyReluBackward(x, x, y, length, slope, lane, lanes);
}

/** dx ← dy where y > 0, else slope · dy: with dy = y the function itself. */
export function leakyReluBackward(
  y: usize,
  dy: usize,
  dx: usize,
  length: i32,
  slope: f32,
  lane: i32,
  lanes: i32,
): void {
  const end = valuesOf(length, lane + 1, lanes);
  let i = valuesOf(length, lane, lanes);
  for (; i + VECTOR <= end; i += VECTOR) {
    const positive = f32x4.gt(v128.load(y + i * BYTES), zero());
    const d = v128.load(dy + i * BYTES);
    v128.store(dx + i * BYTES, v128.bitselect(d, f32x4.mul(d, f32x4.splat(slope)), positive));
  }
  for (; i < end; i++) {
    const d = load<f32>(dy + i * BYTES);
    store<f32>(dx + i * BYTES, load<f32>(y + i * BYTES) > 0 ? d : slope * d);
  }
}

/** dx ← dy · y · (1 − y). */
export function sigmoidBackward(y: usize, dy: usize, dx: usize, length: i32, lane: i32, lanes: i32): void {
  const end = valuesOf(length, lane + 1, lanes);
  let i = valuesOf(length, lane, lanes);
  for (; i + VECTOR <= end; i += VECTOR) {
    const v = v128.load(y + i * BYTES);
    const slope = f32x4.mul(v, f32x4.sub(f32x4.splat(1), v));
    v128.store(dx + i * BYTES, f32x4.mul(v128.load(dy + i * BYTES), slope));
  }
  for (; i < end; i++) {
    const v = load<f32>(y + i * BYTES);
    store<f32>(dx + i * BYTES, load<f32>(dy + i * BYTES) * (v * (1 - v)));
  }
}

/** dx ← dy · (1 − y²). */
export function tanhBackward(y: usize, dy: usize, dx: usize, length: i32, lane: i32, lanes: i32): void {
  const end = valuesOf(length, lane + 1, lanes);
  let i = valuesOf(length, lane, lanes);
  for (; i + VECTOR <= end; i += VECTOR) {
    const v = v128.load(y + i * BYTES);
    const slope = f32x4.sub(f32x4.splat(1), f32x4.mul(v, v));
    v128.store(dx + i * BYTES, f32x4.mul(v128.load(dy + i * BYTES), slope));
  }
  for (; i < end; i++) {
    const v = load<f32>(y + i * BYTES);
    store<f32>(dx + i * BYTES, load<f32>(dy + i * BYTES) * (1 - v * v));
  }
}
