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

/**
 * Outputs of one tile and four channels: `rows` × `width` pixels of planes `plane` bytes apart, of which there are
 * `channels`; `rowStride`: bytes from row to row.
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
  buffer: usize,
): void {
  columns(m, positionStride, buffer);
  const two = f32x4.splat(2);
  const four = f32x4.splat(4);
  const eight = f32x4.splat(8);
  for (let row = 0; row < rows; row++, buffer += SEEN * LINE, y += rowStride) {
    const m1 = v128.load(buffer, LINE);
    const m2 = v128.load(buffer, 2 * LINE);
    const m3 = v128.load(buffer, 3 * LINE);
    const m4 = v128.load(buffer, 4 * LINE);
    const even = f32x4.add(f32x4.add(m1, m2), bias);
    const odd = f32x4.add(f32x4.sub(m1, m2), bias);
    const farEven = f32x4.add(m3, m4);
    const farOdd = f32x4.sub(m3, m4);
    const a = f32x4.add(f32x4.add(v128.load(buffer), even), farEven);
    const b = madd(two, farOdd, odd);
    const c = madd(four, farEven, even);
    const d = f32x4.add(madd(eight, farOdd, odd), v128.load(buffer, 5 * LINE));
    const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    put(y, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), width);
    if (channels > 1) put(y + plane, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), width);
    const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    if (channels > 2) put(y + 2 * plane, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5), width);
    if (channels > 3) put(y + 3 * plane, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7), width);
  }
}

function put(at: usize, v: v128, width: i32): void {
  if (width >= VECTOR) v128.store(at, v);
  else if (width === 2) v128.store64_lane(at, v, 0);
  else storePart(at, v, width);
}
