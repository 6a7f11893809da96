// ReLU and 2 × 2 maxima with stride 2 at once, where the convolution before them is no matter of theirs, and the way back.
// Each pixel is read once and none is written but the gradients. A lane has a range of planes.

import { Geometry } from './geometry';
import { poolRow } from './pool-maxima';
import { BYTES, shareOf, VECTOR } from './simd';

export function reluMaxPool(
  x: usize,
  y: usize,
  places: usize,
  n: i32,
  g: Geometry,
  toAll: bool,
  lane: i32,
  lanes: i32,
): void {
  const stride = g.inWidth * BYTES;
  const planes = n * g.outChannels;
  for (let plane = shareOf(planes, lane, lanes), end = shareOf(planes, lane + 1, lanes); plane < end; plane++) {
    let from = x + plane * g.inHeight * stride;
    let at = plane * g.outHeight * g.outWidth;
    for (let row = 0; row < g.outHeight; row++, at += g.outWidth, from += 2 * stride) {
      poolRow(from, from + stride, g.outWidth, y + at * BYTES, places === 0 ? 0 : places + at, toAll, true);
    }
  }
}

/** dx ← dy at the pixels that have a bit, zeros elsewhere. */
export function reluMaxPoolBackward(
  places: usize,
  dy: usize,
  dx: usize,
  n: i32,
  g: Geometry,
  lane: i32,
  lanes: i32,
): void {
  const width = g.inWidth;
  const rows = g.outHeight;
  const columns = g.outWidth;
  const size = g.inHeight * width * BYTES;
  const planes = n * g.outChannels;
  for (let plane = shareOf(planes, lane, lanes), end = shareOf(planes, lane + 1, lanes); plane < end; plane++) {
    let to = dx + plane * size;
    let at = plane * rows * columns;
    for (let row = 0; row < rows; row++, at += columns, to += 2 * width * BYTES) {
      if (columns < VECTOR) spreadWindows(places + at, dy + at * BYTES, to, columns, width);
      else spreadVectors(places + at, dy + at * BYTES, to, columns, width);
    }
    if ((g.inHeight & 1) !== 0) memory.fill(to, 0, width * BYTES);
  }
}

function spreadWindows(places: usize, dy: usize, dx: usize, columns: i32, width: i32): void {
  const lower = width * BYTES;
  for (let i = 0; i < columns; i++) {
    const bits = load<u8>(places + i);
    const gradient = load<f32>(dy + i * BYTES);
    const to = dx + 2 * i * BYTES;
    store<f32>(to, (bits & 1) !== 0 ? gradient : 0);
    store<f32>(to, (bits & 2) !== 0 ? gradient : 0, 4);
    store<f32>(to + lower, (bits & 4) !== 0 ? gradient : 0);
    store<f32>(to + lower, (bits & 8) !== 0 ? gradient : 0, 4);
  }
  if ((width & 1) !== 0) leaveLast(dx, width);
}

/** Zeros in the column that belongs to no window. */
function leaveLast(dx: usize, width: i32): void {
  store<f32>(dx + (width - 1) * BYTES, 0);
  store<f32>(dx + (2 * width - 1) * BYTES, 0);
}

/** A row of windows, four at a time; the last four may share some with those before. */
function spreadVectors(places: usize, dy: usize, dx: usize, columns: i32, width: i32): void {
  const lower = width * BYTES;
  for (let start = 0; start < columns; start += VECTOR) {
    const i = min(start, columns - VECTOR);
    const four = v128.load32_splat(places + i);
    const bits = v128.shuffle<i8>(four, four, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3);
    const gradient = v128.load(dy + i * BYTES);
    const a = v128.and(gradient, has(bits, 1));
    const b = v128.and(gradient, has(bits, 2));
    const c = v128.and(gradient, has(bits, 4));
    const d = v128.and(gradient, has(bits, 8));
    const to = dx + 2 * i * BYTES;
    v128.store(to, v128.shuffle<f32>(a, b, 0, 4, 1, 5));
    v128.store(to, v128.shuffle<f32>(a, b, 2, 6, 3, 7), 16);
    v128.store(to + lower, v128.shuffle<f32>(c, d, 0, 4, 1, 5));
    v128.store(to + lower, v128.shuffle<f32>(c, d, 2, 6, 3, 7), 16);
  }
  if ((width & 1) !== 0) leaveLast(dx, width);
}

/** Ones in every byte that has the bit. */
function has(bits: v128, bit: i8): v128 {
  return i8x16.eq(v128.and(bits, i8x16.splat(bit)), i8x16.splat(bit));
}
