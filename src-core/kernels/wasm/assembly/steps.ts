// What a step takes from the tables that were laid out for many of them, and what it leaves there. Images are converted
// sixteen bytes at a time, a lane having a range of examples; the rest is a few numbers and work of the first lane.
// Product and sum are rounded one after the other in both modules, so that images are the same to the bit everywhere.

import { BYTES, copyFloats, shareOf, VECTOR } from './simd';

/** row ← row cursor[0] of the table. */
export function takeRow(table: usize, cursor: usize, row: usize, length: i32, lane: i32): void {
  if (lane !== 0) return;
  copyFloats(row, table + <i32>load<f32>(cursor) * length * BYTES, length);
}

/** x ← factor · image + offset and labels ← label of the examples in row cursor[0] of `numbers`. */
export function loadExamples(
  images: usize,
  bytes: bool,
  imageLabels: usize,
  numbers: usize,
  cursor: usize,
  x: usize,
  labels: usize,
  stride: i32,
  n: i32,
  size: i32,
  factor: f32,
  offset: f32,
  lane: i32,
  lanes: i32,
): void {
  const row = numbers + <i32>load<f32>(cursor) * stride * BYTES;
  for (let i = shareOf(n, lane, lanes), end = shareOf(n, lane + 1, lanes); i < end; i++) {
    const number = <i32>load<f32>(row + i * BYTES);
    const to = x + i * size * BYTES;
    if (bytes) convert(images + number * size, to, size, factor, offset);
    else shift(images + number * size * BYTES, to, size, factor, offset);
    store<f32>(labels + i * BYTES, load<f32>(imageLabels + number * BYTES));
  }
}

function affine(v: v128, factor: v128, offset: v128): v128 {
  return f32x4.add(f32x4.mul(v, factor), offset);
}

/** Bytes to floats. They are converted as signed numbers, one instruction; as unsigned ones V8 makes eight of it. */
function convert(from: usize, to: usize, size: i32, factor: f32, offset: f32): void {
  const f = f32x4.splat(factor);
  const o = f32x4.splat(offset);
  let i = 0;
  for (; i + 16 <= size; i += 16, from += 16, to += 64) {
    const pixels = v128.load(from);
    const low = i16x8.extend_low_i8x16_u(pixels);
    const high = i16x8.extend_high_i8x16_u(pixels);
    v128.store(to, affine(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(low)), f, o));
    v128.store(to, affine(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(low)), f, o), 16);
    v128.store(to, affine(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(high)), f, o), 32);
    v128.store(to, affine(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(high)), f, o), 48);
  }
  for (; i < size; i++, from++, to += BYTES) store<f32>(to, <f32>load<u8>(from) * factor + offset);
}

function shift(from: usize, to: usize, size: i32, factor: f32, offset: f32): void {
  let i = 0;
  for (; i + VECTOR <= size; i += VECTOR, from += 16, to += 16) {
    v128.store(to, affine(v128.load(from), f32x4.splat(factor), f32x4.splat(offset)));
  }
  for (; i < size; i++, from += BYTES, to += BYTES) store<f32>(to, load<f32>(from) * factor + offset);
}

/** Mean loss and number of right answers into row cursor[0] of the results; then the cursor goes on. */
export function recordStep(
  outputs: usize,
  labels: usize,
  losses: usize,
  results: usize,
  cursor: usize,
  n: i32,
  size: i32,
  lane: i32,
): void {
  if (lane !== 0) return;
  let loss: f64 = 0;
  let correct = 0;
  for (let i = 0; i < n; i++) {
    loss += <f64>load<f32>(losses + i * BYTES);
    if (<f32>classOf(outputs + i * size * BYTES, size) === load<f32>(labels + i * BYTES)) correct++;
  }
  const at = load<f32>(cursor);
  const result = results + <i32>at * 2 * BYTES;
  store<f32>(result, <f32>(loss / <f64>n));
  store<f32>(result, <f32>correct, BYTES);
  store<f32>(cursor, at + 1);
}

/** The first of the largest outputs; of a single one, class 1 from one half upwards. */
function classOf(outputs: usize, size: i32): i32 {
  if (size === 1) return load<f32>(outputs) >= 0.5 ? 1 : 0;
  let best = 0;
  let largest = load<f32>(outputs);
  for (let i = 1; i < size; i++) {
    const value = load<f32>(outputs + i * BYTES);
    if (value > largest) {
      largest = value;
      best = i;
    }
  }
  return best;
}
