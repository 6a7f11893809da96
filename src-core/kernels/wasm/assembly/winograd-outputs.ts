// The last step of winograd.ts: Aᵀ m A of the products of a tile at its 36 positions is its 4 × 4 outputs. Vectors go along
// four output channels and are turned about at the end, into rows of four pixels.
//
// A of six values: m0 + (m1 + m2) + (m3 + m4),  (m1 − m2) + 2 (m3 − m4),  (m1 + m2) + 4 (m3 + m4),  (m1 − m2) + 8 (m3 − m4) + m5.

import { SEEN, TILE } from './winograd-tiles';
import { BYTES, madd, storePart, VECTOR } from './simd';

const LINE: i32 = VECTOR * BYTES;

/** Scratch memory of a transform, bytes. */
export const OUTPUT_BYTES: i32 = TILE * SEEN * LINE;

/** The columns of the 6 × 6 products of four channels at `m`, to [row of 4][column]. */
function columns(m: usize, positionStride: i32, to: usize): void {
  const two = f32x4.splat(2);
  const four = f32x4.splat(4);
  const eight = f32x4.splat(8);
  const row = SEEN * positionStride;
  for (let column = 0; column < SEEN; column++, m += positionStride, to += LINE) {
    const m1 = v128.load(m + row);
    const m2 = v128.load(m + 2 * row);
    const m3 = v128.load(m + 3 * row);
    const m4 = v128.load(m + 4 * row);
    const even = f32x4.add(m1, m2);
    const odd = f32x4.sub(m1, m2);
    const farEven = f32x4.add(m3, m4);
    const farOdd = f32x4.sub(m3, m4);
    v128.store(to, f32x4.add(f32x4.add(v128.load(m), even), farEven));
    v128.store(to, madd(two, farOdd, odd), SEEN * LINE);
    v128.store(to, madd(four, farEven, even), 2 * SEEN * LINE);
    v128.store(to, f32x4.add(madd(eight, farOdd, odd), v128.load(m + 5 * row)), 3 * SEEN * LINE);
  }
}

/** The same of a low tile, at positions 0, 1, 2 and 5: m0 + m1 + m2,  m1 − m2 + m5. */
function lowColumns(m: usize, positionStride: i32, to: usize): void {
  const row = SEEN * positionStride;
  for (let column = 0; column < SEEN; column++, m += positionStride, to += LINE) {
    const m1 = v128.load(m + row);
    const m2 = v128.load(m + 2 * row);
    v128.store(to, f32x4.add(f32x4.add(v128.load(m), m1), m2));
    v128.store(to, f32x4.add(f32x4.sub(m1, m2), v128.load(m + 5 * row)), SEEN * LINE);
  }
}

/**
 * Outputs of one tile and four channels: `rows` × `width` pixels of planes `plane` bytes apart, of which there are
 * `channels`; `rowStride`: bytes from row to row; `low` and `narrow`: the kind of the tile (winograd-chunk.ts).
 */
export function putTile(
  m: usize,
  positionStride: i32,
  bias: v128,
  y: usize,
  plane: i32,
  rowStride: i32,
  rows: i32,
  width: i32,
  channels: i32,
  low: bool,
  narrow: bool,
  buffer: usize,
): void {
  if (low) lowColumns(m, positionStride, buffer);
  else columns(m, positionStride, buffer);
  if (narrow) narrowRows(buffer, bias, y, plane, rowStride, rows, width, channels);
  else if (width >= VECTOR && channels >= VECTOR) wholeRows(buffer, bias, y, plane, rowStride, rows);
  else partRows(buffer, bias, y, plane, rowStride, rows, width, channels);
}

function narrowRows(
  from: usize,
  bias: v128,
  y: usize,
  plane: i32,
  rowStride: i32,
  rows: i32,
  width: i32,
  channels: i32,
): void {
  for (let row = 0; row < rows; row++, from += SEEN * LINE, y += rowStride) {
    const m1 = v128.load(from, LINE);
    const m2 = v128.load(from, 2 * LINE);
    const a = f32x4.add(f32x4.add(v128.load(from), m1), f32x4.add(m2, bias));
    const b = f32x4.add(f32x4.sub(m1, m2), f32x4.add(v128.load(from, 5 * LINE), bias));
    Rows.turn(false, a, b, a, b, y, plane, width, channels);
  }
}

function wholeRows(from: usize, bias: v128, y: usize, plane: i32, rowStride: i32, rows: i32): void {
  Rows.put(true, from, bias, y, plane, rowStride, rows, VECTOR, VECTOR);
}
function partRows(
  from: usize,
  bias: v128,
  y: usize,
  plane: i32,
  rowStride: i32,
  rows: i32,
  width: i32,
  channels: i32,
): void {
  Rows.put(false, from, bias, y, plane, rowStride, rows, width, channels);
}

// `whole`, a constant where it is inlined: all four pixels of all four channels are wanted.
class Rows {
  @inline
  static put(
    whole: bool,
    from: usize,
    bias: v128,
    y: usize,
    plane: i32,
    rowStride: i32,
    rows: i32,
    width: i32,
    channels: i32,
  ): void {
    const two = f32x4.splat(2);
    const four = f32x4.splat(4);
    const eight = f32x4.splat(8);
    for (let row = 0; row < rows; row++, from += SEEN * LINE, y += rowStride) {
      const m1 = v128.load(from, LINE);
      const m2 = v128.load(from, 2 * LINE);
      const m3 = v128.load(from, 3 * LINE);
      const m4 = v128.load(from, 4 * LINE);
      const even = f32x4.add(f32x4.add(m1, m2), bias);
      const odd = f32x4.add(f32x4.sub(m1, m2), bias);
      const farEven = f32x4.add(m3, m4);
      const farOdd = f32x4.sub(m3, m4);
      const a = f32x4.add(f32x4.add(v128.load(from), even), farEven);
      const b = madd(two, farOdd, odd);
      const c = madd(four, farEven, even);
      const d = f32x4.add(madd(eight, farOdd, odd), v128.load(from, 5 * LINE));
      Rows.turn(whole, a, b, c, d, y, plane, width, channels);
    }
  }

  /** Turns four channels by four pixels about and puts the first `width` pixels of the first `channels` where they belong. */
  @inline
  static turn(whole: bool, a: v128, b: v128, c: v128, d: v128, y: usize, plane: i32, width: i32, channels: i32): void {
    const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    const first = v128.shuffle<f32>(ab, cd, 0, 1, 4, 5);
    const second = v128.shuffle<f32>(ab, cd, 2, 3, 6, 7);
    const third = v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5);
    const fourth = v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7);
    if (whole) {
      const y2 = y + 2 * plane;
      v128.store(y, first);
      v128.store(y + plane, second);
      v128.store(y2, third);
      v128.store(y2 + plane, fourth);
    } else {
      put(y, first, width);
      if (channels > 1) put(y + plane, second, width);
      if (channels > 2) put(y + 2 * plane, third, width);
      if (channels > 3) put(y + 3 * plane, fourth, width);
    }
  }
}

function put(at: usize, v: v128, width: i32): void {
  if (width >= VECTOR) v128.store(at, v);
  else if (width === 2) v128.store64_lane(at, v, 0);
  else storePart(at, v, width);
}
