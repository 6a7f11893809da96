// The largest of the four pixels of a window, ReLU included, and which of them receive its gradient.

import { BYTES, storePart, VECTOR, zero } from './simd';

/** Zero where v ≤ 0, so that NaN stays. */
export function positive(v: v128): v128 {
  return v128.andnot(v, f32x4.le(v, zero()));
}

/** Of values that are not negative. As whole numbers without a sign these have the same order, and NaN is the largest. */
export function largest(a: v128, b: v128, c: v128, d: v128): v128 {
  return i32x4.max_u(i32x4.max_u(a, b), i32x4.max_u(c, d));
}

/** What a pixel has to equal to receive the gradient: NaN, which nothing equals, where the maximum is zero. */
export function equalled(maximum: v128): v128 {
  return v128.or(maximum, f32x4.eq(maximum, zero()));
}

/** The bytes of four windows, from their pixels in row-major order. */
export function bitsOf(a: v128, b: v128, c: v128, d: v128, maximum: v128, toAll: bool): v128 {
  const target = equalled(maximum);
  const last = f32x4.eq(d, target);
  let sum = i32x4.add(i32x4.add(last, last), f32x4.eq(c, target));
  sum = i32x4.add(i32x4.add(sum, sum), f32x4.eq(b, target));
  sum = i32x4.add(i32x4.add(sum, sum), f32x4.eq(a, target));
  const negated = i32x4.neg(sum);
  // What a number and its negative have in common is their lowest bit.
  const chosen = toAll ? negated : v128.and(sum, negated);
  const halves = i16x8.narrow_i32x4_u(chosen, chosen);
  return i8x16.narrow_i16x8_u(halves, halves);
}

/**
 * One row of windows of one channel, four at a time, from their two rows of pixels. `shared`: whether the last four may share
 * windows with those before, and write the same once more; else a vector may be read behind the rows.
 */
export function poolRow(
  upper: usize,
  lower: usize,
  columns: i32,
  y: usize,
  places: usize,
  toAll: bool,
  shared: bool,
): void {
  if (columns <= 0) return;
  const last = shared && columns >= VECTOR ? columns - VECTOR : columns;
  let start = 0;
  do {
    const i = min(start, last);
    const u0 = v128.load(upper + 2 * i * BYTES);
    const u1 = v128.load(upper + 2 * i * BYTES, 16);
    const l0 = v128.load(lower + 2 * i * BYTES);
    const l1 = v128.load(lower + 2 * i * BYTES, 16);
    const a = positive(v128.shuffle<f32>(u0, u1, 0, 2, 4, 6));
    const b = positive(v128.shuffle<f32>(u0, u1, 1, 3, 5, 7));
    const c = positive(v128.shuffle<f32>(l0, l1, 0, 2, 4, 6));
    const d = positive(v128.shuffle<f32>(l0, l1, 1, 3, 5, 7));
    const result = largest(a, b, c, d);
    const count = min(columns - i, VECTOR);
    const bits = places === 0 ? zero() : bitsOf(a, b, c, d, result, toAll);
    if (count === VECTOR) {
      v128.store(y + i * BYTES, result);
      if (places !== 0) v128.store32_lane(places + i, bits, 0);
    } else {
      storePart(y + i * BYTES, result, count);
      if (places !== 0) storeBytes(places + i, bits, count);
    }
    start += VECTOR;
  } while (start < columns);
}

/** The first `count` (1…3) bytes. */
function storeBytes(at: usize, bytes: v128, count: i32): void {
  v128.store8_lane(at, bytes, 0);
  if (count > 1) v128.store8_lane(at + 1, bytes, 1);
  if (count > 2) v128.store8_lane(at + 2, bytes, 2);
}
