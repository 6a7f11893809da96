// Images cut into tiles and transformed for winograd.ts: B d Bᵀ of the 6 × 6 pixels that a tile of an input sees, A d Aᵀ of
// the 4 × 4 of a tile of the gradient of the output.
//
// Vectors go along four channels. A row of tiles is laid out as a strip, [pixel row][column][4 channels], zeros where it
// reaches over the image; each column of it is transformed once, in place, for both tiles that share it; then each tile
// along its rows. Narrow and low tiles (winograd-chunk.ts) have 4 positions in that direction. What comes out is
// [position][16 channels][tile][channel], so that a product finds the channels of a tile side by side and its tiles 64 bytes
// apart.
//
// Channels beyond the last are copies of it: nobody uses what comes of them.

import { isFar } from './winograd-chunk';
import { BYTES, madd, VECTOR } from './simd';
import { sized, take } from './scratch';

export const TILE: i32 = 4; // outputs of a tile, in both directions
export const SEEN: i32 = 6; // inputs of a tile
export const POSITIONS: i32 = SEEN * SEEN;
export const BLOCK: i32 = 16; // channels that lie side by side
export const BLOCK_BYTES: i32 = BLOCK * BYTES;
const FOUR: i32 = VECTOR * BYTES; // bytes of four channels
const HALF: i32 = SEEN / 2;

/**
 * The distance of positions of so many bytes each: an odd number of lines of the cache. At 4 kB, say, all 36 would fight for
 * the same few lines of the first one.
 */
export function apart(bytes: i32): i32 {
  return (((bytes + 63) >> 6) | 1) << 6;
}

@unmanaged
export class Tiles {
  channels: i32;
  height: i32;
  width: i32;
  /** Where the first pixel of an image lies among the zeros. */
  top: i32;
  left: i32;
  /** Pixels of a tile in both directions: 6 of an input, 4 of a gradient. */
  size: i32;
  /** Tiles of a row: all, and whether the last is narrow. */
  tilesX: i32;
  narrowX: i32;
  /** Which rows of the 6 × 6 positions are wanted: first and one past the last. */
  begin: i32;
  end: i32;
  /** Tiles there is room for. */
  capacity: i32;
  /** Bytes. */
  blockStride: i32;
  positionStride: i32;
  columns: i32; // of a strip
  strip: usize;
  data: usize; // where position 0 of the transformed is, or would be

  arrange(): void {
    this.columns = this.tilesX * TILE + this.size - TILE;
    this.blockStride = this.capacity * BLOCK_BYTES;
    this.positionStride = apart(((this.channels + BLOCK - 1) / BLOCK) * this.blockStride);
  }

  get bytes(): usize {
    return sized(SEEN * this.columns * FOUR) + sized((this.end - this.begin) * SEEN * this.positionStride);
  }

  open(): void {
    this.strip = take(SEEN * this.columns * FOUR);
    memory.fill(this.strip, 0, SEEN * this.columns * FOUR);
    const row = SEEN * this.positionStride;
    this.data = take((this.end - this.begin) * row) - this.begin * row;
  }

  /**
   * Transforms row `tileY` of tiles of the image at `image`, into tiles `inner`, `inner` + 1, … and a narrow one into `edge`;
   * `low`: it is a bottom row of two rows of pixels.
   */
  transform(image: usize, tileY: i32, low: bool, inner: i32, edge: i32): void {
    const rowStride = SEEN * this.positionStride;
    const innerX = this.tilesX - this.narrowX;
    for (let channel = 0; channel < this.channels; channel += VECTOR) {
      this.lay(image, channel, tileY * TILE - this.top);
      this.transformColumns(low);
      let to = this.data + (channel / BLOCK) * this.blockStride + (channel % BLOCK) * BYTES;
      to += this.begin * rowStride;
      for (let row = this.begin; row < this.end; row++, to += rowStride) {
        if (low && isFar(row)) continue;
        const from = this.strip + row * this.columns * FOUR;
        const last = from + innerX * TILE * FOUR;
        if (this.size === TILE) {
          gradientRow(from, to + inner * BLOCK_BYTES, this.positionStride, innerX);
          if (this.narrowX !== 0) narrowGradient(last, FOUR, to + edge * BLOCK_BYTES, this.positionStride);
        } else {
          inputRow(from, to + inner * BLOCK_BYTES, this.positionStride, innerX);
          if (this.narrowX !== 0) narrowInput(last, FOUR, to + edge * BLOCK_BYTES, this.positionStride);
        }
      }
    }
  }

  /** Lays out the strip of four channels from image row `y`. */
  private lay(image: usize, channel: i32, y: i32): void {
    const plane = this.height * this.width * BYTES;
    const last = this.channels - 1;
    const a = image + channel * plane;
    const b = image + min(channel + 1, last) * plane;
    const c = image + min(channel + 2, last) * plane;
    const d = image + min(channel + 3, last) * plane;
    const count = min(this.width, this.columns - this.left);
    let to = this.strip + this.left * FOUR;
    for (let row = 0; row < this.size; row++, y++, to += this.columns * FOUR) {
      const at = y * this.width * BYTES;
      if (y >= 0 && y < this.height) layRow(a + at, b + at, c + at, d + at, to, count);
      else memory.fill(to, 0, count * FOUR);
    }
  }

  private transformColumns(low: bool): void {
    const row = this.columns * FOUR;
    if (low) this.transformLow(row);
    else if (this.size === TILE) gradientColumns(this.strip, row);
    else if (this.begin >= HALF) lowerColumns(this.strip, row);
    else if (this.end <= HALF) upperColumns(this.strip, row);
    else allColumns(this.strip, row);
  }

  private transformLow(row: i32): void {
    for (let at = this.strip, end = at + row; at < end; at += FOUR) {
      if (this.size === TILE) narrowGradient(at, row, at, row);
      else narrowInput(at, row, at, row);
    }
  }
}

/** `count` pixels of four planes, turned about. */
function layRow(a: usize, b: usize, c: usize, d: usize, to: usize, count: i32): void {
  for (; count > 0; count -= VECTOR, to += 4 * FOUR) {
    const va = v128.load(a);
    const vb = v128.load(b);
    const vc = v128.load(c);
    const vd = v128.load(d);
    a += FOUR;
    b += FOUR;
    c += FOUR;
    d += FOUR;
    const ab = v128.shuffle<f32>(va, vb, 0, 4, 1, 5);
    const cd = v128.shuffle<f32>(vc, vd, 0, 4, 1, 5);
    v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
    if (count > 1) v128.store(to, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), FOUR);
    const abHigh = v128.shuffle<f32>(va, vb, 2, 6, 3, 7);
    const cdHigh = v128.shuffle<f32>(vc, vd, 2, 6, 3, 7);
    if (count > 2) v128.store(to, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5), 2 * FOUR);
    if (count > 3) v128.store(to, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7), 3 * FOUR);
  }
}

function allColumns(strip: usize, row: i32): void {
  Input.columns(true, true, strip, row);
}
function upperColumns(strip: usize, row: i32): void {
  Input.columns(true, false, strip, row);
}
function lowerColumns(strip: usize, row: i32): void {
  Input.columns(false, true, strip, row);
}

// B of six values:
//   4 d0 − 5 d2 + d4,  (d4 − 4 d2) ± (d3 − 4 d1),  (d4 − d2) ± 2 (d3 − d1),  4 d1 − 5 d3 + d5.
class Input {
  // `upper` and `lower`, constants where it is inlined: which half of the rows is wanted.
  @inline
  static columns(upper: bool, lower: bool, strip: usize, row: i32): void {
    const four = f32x4.splat(4);
    const minusFour = f32x4.splat(-4);
    const two = f32x4.splat(2);
    const row2 = strip + 2 * row;
    const row4 = strip + 4 * row;
    for (let i = 0; i < row; i += FOUR) {
      const d1 = v128.load(strip + row + i);
      const d2 = v128.load(row2 + i);
      const d3 = v128.load(row2 + row + i);
      const d4 = v128.load(row4 + i);
      const c = f32x4.sub(d4, d2);
      if (upper) {
        const d0 = v128.load(strip + i);
        const even = madd(minusFour, d2, d4);
        const odd = madd(minusFour, d1, d3);
        v128.store(strip + i, madd(four, f32x4.sub(d0, d2), c));
        v128.store(strip + row + i, f32x4.add(even, odd));
        v128.store(row2 + i, f32x4.sub(even, odd));
      }
      if (lower) {
        const d5 = v128.load(row4 + row + i);
        const e = f32x4.sub(d3, d1);
        const odd = f32x4.mul(two, e);
        v128.store(row2 + row + i, f32x4.add(c, odd));
        v128.store(row4 + i, f32x4.sub(c, odd));
        v128.store(row4 + row + i, madd(minusFour, e, f32x4.sub(d5, d3)));
      }
    }
  }
}

/** The same along a row of a strip, for all its tiles. */
function inputRow(from: usize, to: usize, stride: i32, tiles: i32): void {
  const four = f32x4.splat(4);
  const minusFour = f32x4.splat(-4);
  const two = f32x4.splat(2);
  const to2 = to + 2 * stride;
  const to4 = to + 4 * stride;
  for (let i = 0; i < tiles * BLOCK_BYTES; i += BLOCK_BYTES, from += TILE * FOUR) {
    const d0 = v128.load(from);
    const d1 = v128.load(from, FOUR);
    const d2 = v128.load(from, 2 * FOUR);
    const d3 = v128.load(from, 3 * FOUR);
    const d4 = v128.load(from, 4 * FOUR);
    const d5 = v128.load(from, 5 * FOUR);
    const c = f32x4.sub(d4, d2);
    const even = madd(minusFour, d2, d4);
    const odd = madd(minusFour, d1, d3);
    const e = f32x4.sub(d3, d1);
    const f = f32x4.mul(two, e);
    v128.store(to + i, madd(four, f32x4.sub(d0, d2), c));
    v128.store(to + stride + i, f32x4.add(even, odd));
    v128.store(to2 + i, f32x4.sub(even, odd));
    v128.store(to2 + stride + i, f32x4.add(c, f));
    v128.store(to4 + i, f32x4.sub(c, f));
    v128.store(to4 + stride + i, madd(minusFour, e, f32x4.sub(d5, d3)));
  }
}

// A of four values: d0,  (d0 + d2) ± (d1 + d3),  (d0 + 4 d2) ± 2 (d1 + 4 d3),  d3.
function gradientColumns(strip: usize, row: i32): void {
  const four = f32x4.splat(4);
  const two = f32x4.splat(2);
  const row2 = strip + 2 * row;
  const row4 = strip + 4 * row;
  for (let i = 0; i < row; i += FOUR) {
    const d0 = v128.load(strip + i);
    const d1 = v128.load(strip + row + i);
    const d2 = v128.load(row2 + i);
    const d3 = v128.load(row2 + row + i);
    const even = f32x4.add(d0, d2);
    const odd = f32x4.add(d1, d3);
    const farEven = madd(four, d2, d0);
    const farOdd = f32x4.mul(two, madd(four, d3, d1));
    v128.store(strip + row + i, f32x4.add(even, odd));
    v128.store(row2 + i, f32x4.sub(even, odd));
    v128.store(row2 + row + i, f32x4.add(farEven, farOdd));
    v128.store(row4 + i, f32x4.sub(farEven, farOdd));
    v128.store(row4 + row + i, d3);
  }
}

function gradientRow(from: usize, to: usize, stride: i32, tiles: i32): void {
  const four = f32x4.splat(4);
  const two = f32x4.splat(2);
  const to2 = to + 2 * stride;
  const to4 = to + 4 * stride;
  for (let i = 0; i < tiles * BLOCK_BYTES; i += BLOCK_BYTES, from += TILE * FOUR) {
    const d0 = v128.load(from);
    const d1 = v128.load(from, FOUR);
    const d2 = v128.load(from, 2 * FOUR);
    const d3 = v128.load(from, 3 * FOUR);
    const even = f32x4.add(d0, d2);
    const odd = f32x4.add(d1, d3);
    const farEven = madd(four, d2, d0);
    const farOdd = f32x4.mul(two, madd(four, d3, d1));
    v128.store(to + i, d0);
    v128.store(to + stride + i, f32x4.add(even, odd));
    v128.store(to2 + i, f32x4.sub(even, odd));
    v128.store(to2 + stride + i, f32x4.add(farEven, farOdd));
    v128.store(to4 + i, f32x4.sub(farEven, farOdd));
    v128.store(to4 + stride + i, d3);
  }
}

/** Positions 0, 1, 2 and 5 of four inputs: 4 (d0 − d2), −3 (d1 + d2), 3 (d1 − d2), d3 − d1, the scale being that of the weights. */
function narrowInput(from: usize, step: i32, to: usize, stride: i32): void {
  const d0 = v128.load(from);
  const d1 = v128.load(from + step);
  const d2 = v128.load(from + 2 * step);
  const d3 = v128.load(from + 3 * step);
  v128.store(to, f32x4.mul(f32x4.splat(4), f32x4.sub(d0, d2)));
  v128.store(to + stride, f32x4.mul(f32x4.splat(-3), f32x4.add(d1, d2)));
  v128.store(to + 2 * stride, f32x4.mul(f32x4.splat(3), f32x4.sub(d1, d2)));
  v128.store(to + 5 * stride, f32x4.sub(d3, d1));
}

/** The same of two gradients: d0, d0 + d1, d0 − d1, d1. */
function narrowGradient(from: usize, step: i32, to: usize, stride: i32): void {
  const d0 = v128.load(from);
  const d1 = v128.load(from + step);
  v128.store(to, d0);
  v128.store(to + stride, f32x4.add(d0, d1));
  v128.store(to + 2 * stride, f32x4.sub(d0, d1));
  v128.store(to + 5 * stride, d1);
}
