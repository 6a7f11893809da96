// y ← 2 × 2 maxima of relu(weight ⋆ x + bias): a convolution whose output never goes to memory. What a tile has summed is
// pooled where it stands, in registers. No table of pixels is made, so that a single small image is not spent on preparing.
//
// Eight channels at a time, with vectors along them: a tile is 8 channels × the 4 pixels of one pooling window, 8
// accumulators, two vectors of weights and four broadcast pixels a turn (14 of the 15 registers, as in correlate.ts). The
// windows of a row go through a small buffer, from which they are turned about, channel by channel.
//
// The channels that are left, with vectors along the pixels: a tile is 4 channels × 1 block, 2 × 2 or 1 × 2, a block being
// the 2 × 4 pixels of two windows. The last blocks of a row may share windows with those before, and then write the same
// once more.
//
// Each output is summed in the order of k (ky, channel, kx) beginning with the bias: the bytes of conv2d, relu and maxPool2d
// one after the other. Beside each maximum a byte may be kept of what the backward needs: one bit for each pixel of the
// window, in row-major order, that receives its gradient. A lane has a range of all rows of windows of all examples.

import { Geometry } from './geometry';
import { inputPlanes, Planes } from './planes';
import { BYTES, copyFloats, madd, shareOf, VECTOR, zero } from './simd';
import { sized, take } from './scratch';

const CHANNELS: i32 = 8; // of a tile whose vectors go along them
const WINDOW: i32 = CHANNELS * BYTES; // bytes of a window's maxima in the buffer of a row

/** Neighbouring k that meet neighbouring pixels. */
@unmanaged
class Run {
  /** Bytes from the corner of the kernel to the first pixel. */
  offset: i32;
  /** 1…3. */
  length: i32;
}
const RUN: i32 = 8; // bytes of a Run
const LONGEST: i32 = 3;

@unmanaged
class Pooling {
  planes: Planes;
  kernelHeight: i32;
  strideY: i32;
  /** Windows. */
  rows: i32;
  columns: i32;
  toAll: bool;
  /** 3 × 3 kernels over one channel without stride, rows of at least four windows. */
  single: bool;
  /** k, all and of one row of the kernel. */
  positions: i32;
  rowPositions: i32;
  runs: usize;
  /** Bytes of the runs of one row of the kernel. */
  rowRuns: i32;
  /** Bytes from a row of pixels of the output to the next, where kernels begin. */
  height: i32;
  /** The present row of windows: where its first kernel begins, and the runs that meet the image, not zeros alone. */
  corner: usize;
  begin: usize;
  end: usize;
  /** Bytes of the weights of one channel before the first of those runs. */
  skipped: i32;
  /** [tile][k][channel], and by channel, zeros where there is none. */
  weights: usize;
  bias: usize;
  /** One row of windows, eight channels each: maxima, then bytes of places. */
  maxima: usize;
  bits: usize;
}

/** Scratch memory, bytes. */
export function poolingBytes(g: Geometry): usize {
  const planes = changetype<Planes>(take(offsetof<Planes>()));
  inputPlanes(planes, g, g.inChannels);
  const positions = g.inChannels * g.kernelHeight * g.kernelWidth;
  const row = (g.outWidth / 2) * (WINDOW + CHANNELS);
  return (
    planes.bytes +
    sized(positions * RUN) +
    sized(positions * g.outChannels * BYTES) +
    sized(g.outChannels * BYTES) +
    sized(row) +
    512
  );
}

function open(g: Geometry, toAll: bool): Pooling {
  const p = changetype<Pooling>(take(offsetof<Pooling>()));
  p.planes = changetype<Planes>(take(offsetof<Planes>()));
  inputPlanes(p.planes, g, g.inChannels);
  p.kernelHeight = g.kernelHeight;
  p.strideY = g.strideY;
  p.height = g.strideY * p.planes.rowStride;
  p.rows = g.outHeight / 2;
  p.columns = g.outWidth / 2;
  p.toAll = toAll;
  p.single =
    g.inChannels === 1 &&
    g.kernelHeight === 3 &&
    g.kernelWidth === 3 &&
    g.strideX === 1 &&
    g.strideY === 1 &&
    p.columns >= VECTOR;
  p.rowPositions = g.inChannels * g.kernelWidth;
  p.positions = g.kernelHeight * p.rowPositions;
  p.runs = take(p.positions * RUN);
  p.weights = take(p.positions * g.outChannels * BYTES);
  p.bias = take(g.outChannels * BYTES);
  p.maxima = take(p.columns * (WINDOW + CHANNELS));
  p.bits = p.maxima + p.columns * WINDOW;
  // With a horizontal stride neighbours of the kernel meet pixels that lie apart.
  const longest = g.strideX === 1 ? LONGEST : 1;
  let at = p.runs;
  for (let ky = 0; ky < g.kernelHeight; ky++) {
    for (let channel = 0; channel < g.inChannels; channel++) {
      for (let kx = 0; kx < g.kernelWidth; kx += longest, at += RUN) {
        const run = changetype<Run>(at);
        run.offset = p.planes.offset(channel, ky, kx);
        run.length = min(longest, g.kernelWidth - kx);
      }
    }
  }
  p.rowRuns = g.inChannels * ((g.kernelWidth + longest - 1) / longest) * RUN;
  return p;
}

/** Channels of the tile that begins at `channel`. */
function tileOf(channel: i32, outChannels: i32): i32 {
  const left = outChannels - channel;
  return left >= 8 ? 8 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
}

function pack(p: Pooling, weight: usize, bias: usize, g: Geometry): void {
  if (bias === 0) memory.fill(p.bias, 0, g.outChannels * BYTES);
  else copyFloats(p.bias, bias, g.outChannels);
  const positions = p.positions;
  const area = g.kernelHeight * g.kernelWidth;
  let at = p.weights;
  for (let first = 0; first < g.outChannels;) {
    const end = first + tileOf(first, g.outChannels);
    for (let ky = 0; ky < g.kernelHeight; ky++) {
      for (let c = 0; c < g.inChannels; c++) {
        let from = weight + (first * positions + c * area + ky * g.kernelWidth) * BYTES;
        for (let kx = 0; kx < g.kernelWidth; kx++, from += BYTES) {
          let w = from;
          for (let o = first; o < end; o++, at += BYTES, w += positions * BYTES) store<f32>(at, load<f32>(w));
        }
      }
    }
    first = end;
  }
}

export function conv2dReluMaxPool(
  x: usize,
  weight: usize,
  bias: usize,
  y: usize,
  places: usize,
  n: i32,
  g: Geometry,
  toAll: bool,
  lane: i32,
  lanes: i32,
): void {
  const p = open(g, toAll);
  const buffer = p.planes.open();
  pack(p, weight, bias, g);
  const plane = p.rows * p.columns;
  const outChannels = g.outChannels;
  const end = shareOf(n * p.rows, lane + 1, lanes);
  let placed = -1;
  let base: usize = 0;
  for (let piece = shareOf(n * p.rows, lane, lanes); piece < end; piece++) {
    const example = piece / p.rows;
    const row = piece - example * p.rows;
    if (example !== placed) base = p.planes.place(x + example * g.inChannels * g.inHeight * g.inWidth * BYTES, buffer);
    placed = example;
    beginRow(p, base, row);
    for (let channel = 0; channel < outChannels;) {
      const w = p.weights + channel * p.positions * BYTES;
      const b = p.bias + channel * BYTES;
      const first = (example * outChannels + channel) * plane + row * p.columns;
      const to = y + first * BYTES;
      const bits: usize = places === 0 ? 0 : places + first;
      const tile = tileOf(channel, outChannels);
      if (tile === 8) eight(p, w, b, to, bits, plane);
      else if (tile === 4) four(p, w, b, to, bits, plane);
      else if (tile === 2) two(p, w, b, to, bits, plane);
      else if (p.single && p.end - p.begin === 3 * RUN) single(p, w, b, to, bits);
      else one(p, w, b, to, bits, plane);
      channel += tile;
    }
  }
}

/**
 * Goes to a row of windows. What the tiles need of it they read from here, because V8 computes in every turn of a loop what
 * it could have computed before, but never reads twice. One row of the kernel is always left, if only of zeros.
 */
function beginRow(p: Pooling, base: usize, row: i32): void {
  const top = 2 * row * p.strideY;
  const endRow = min(p.kernelHeight, p.planes.top + p.planes.height - top);
  const firstRow = max(0, min(p.kernelHeight - 1, p.planes.top - top - p.strideY));
  p.corner = base + top * p.planes.rowStride;
  p.begin = p.runs + firstRow * p.rowRuns;
  p.end = p.runs + max(firstRow + 1, endRow) * p.rowRuns;
  p.skipped = firstRow * p.rowPositions * BYTES;
}

/** Zero where v ≤ 0, so that NaN stays. */
function positive(v: v128): v128 {
  return v128.andnot(v, f32x4.le(v, zero()));
}

/** Of values that are not negative. As whole numbers without a sign these have the same order, and NaN is the largest. */
function largest(a: v128, b: v128, c: v128, d: v128): v128 {
  return i32x4.max_u(i32x4.max_u(a, b), i32x4.max_u(c, d));
}

/** What a pixel has to equal to receive the gradient: NaN, which nothing equals, where the maximum is zero. */
function equalled(maximum: v128): v128 {
  return v128.or(maximum, f32x4.eq(maximum, zero()));
}

/** The bytes of four windows, from their pixels in row-major order. */
function bitsOf(a: v128, b: v128, c: v128, d: v128, maximum: v128, toAll: bool): v128 {
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

/** One row of windows of eight channels. */
function eight(p: Pooling, weights: usize, bias: usize, y: usize, places: usize, plane: i32): void {
  const height = p.height;
  const begin = p.begin;
  const end = p.end;
  const toAll = p.toAll;
  const a = v128.load(bias);
  const b = v128.load(bias, 16);
  weights += p.skipped * CHANNELS;
  let upper = p.corner;
  let maxima = p.maxima;
  let bits = p.bits;
  for (let column = p.columns; column > 0; column--, upper += 2 * BYTES, maxima += WINDOW, bits += CHANNELS) {
    const lower = upper + height;
    let w = weights;
    let a0 = a,
      a1 = a,
      a2 = a,
      a3 = a;
    let b0 = b,
      b1 = b,
      b2 = b,
      b3 = b;
    let r = begin;
    do {
      const run = changetype<Run>(r);
      const u = upper + run.offset;
      const l = lower + run.offset;
      const length = run.length;
      let wa = v128.load(w);
      let wb = v128.load(w, 16);
      let x0 = v128.load_splat<f32>(u);
      let x2 = v128.load_splat<f32>(l);
      const x1 = v128.load_splat<f32>(u, 4);
      const x3 = v128.load_splat<f32>(l, 4);
      a0 = madd(wa, x0, a0);
      b0 = madd(wb, x0, b0);
      a1 = madd(wa, x1, a1);
      b1 = madd(wb, x1, b1);
      a2 = madd(wa, x2, a2);
      b2 = madd(wb, x2, b2);
      a3 = madd(wa, x3, a3);
      b3 = madd(wb, x3, b3);
      if (length > 1) {
        wa = v128.load(w, 32);
        wb = v128.load(w, 48);
        x0 = v128.load_splat<f32>(u, 8);
        x2 = v128.load_splat<f32>(l, 8);
        a0 = madd(wa, x1, a0);
        b0 = madd(wb, x1, b0);
        a1 = madd(wa, x0, a1);
        b1 = madd(wb, x0, b1);
        a2 = madd(wa, x3, a2);
        b2 = madd(wb, x3, b2);
        a3 = madd(wa, x2, a3);
        b3 = madd(wb, x2, b3);
        if (length > 2) {
          wa = v128.load(w, 64);
          wb = v128.load(w, 80);
          const x4 = v128.load_splat<f32>(u, 12);
          const x5 = v128.load_splat<f32>(l, 12);
          a0 = madd(wa, x0, a0);
          b0 = madd(wb, x0, b0);
          a1 = madd(wa, x4, a1);
          b1 = madd(wb, x4, b1);
          a2 = madd(wa, x2, a2);
          b2 = madd(wb, x2, b2);
          a3 = madd(wa, x5, a3);
          b3 = madd(wb, x5, b3);
        }
      }
      w += length * WINDOW;
      r += RUN;
    } while (r < end);
    a0 = positive(a0);
    a1 = positive(a1);
    a2 = positive(a2);
    a3 = positive(a3);
    b0 = positive(b0);
    b1 = positive(b1);
    b2 = positive(b2);
    b3 = positive(b3);
    const ma = largest(a0, a1, a2, a3);
    const mb = largest(b0, b1, b2, b3);
    v128.store(maxima, ma);
    v128.store(maxima, mb, 16);
    if (places === 0) continue;
    const ta = equalled(ma);
    const tb = equalled(mb);
    const e0 = i16x8.narrow_i32x4_s(f32x4.eq(a0, ta), f32x4.eq(b0, tb));
    const e1 = i16x8.narrow_i32x4_s(f32x4.eq(a1, ta), f32x4.eq(b1, tb));
    const e2 = i16x8.narrow_i32x4_s(f32x4.eq(a2, ta), f32x4.eq(b2, tb));
    const e3 = i16x8.narrow_i32x4_s(f32x4.eq(a3, ta), f32x4.eq(b3, tb));
    // −(e0 + 2 e1 + 4 e2 + 8 e3): a pixel that equals counts −1.
    let sum = i16x8.add(i16x8.add(e3, e3), e2);
    sum = i16x8.add(i16x8.add(sum, sum), e1);
    sum = i16x8.add(i16x8.add(sum, sum), e0);
    const negated = i16x8.neg(sum);
    const chosen = toAll ? negated : v128.and(sum, negated);
    v128.store64_lane(bits, i8x16.narrow_i16x8_u(chosen, chosen), 0);
  }
  turn(p, y, places, plane);
}

/** From the buffer of a row to the planes of eight channels. */
function turn(p: Pooling, y: usize, places: usize, plane: i32): void {
  const columns = p.columns;
  const planeBytes = plane * BYTES;
  if (columns < VECTOR) {
    for (let i = 0; i < columns; i++) {
      for (let c = 0; c < CHANNELS; c++) {
        store<f32>(y + c * planeBytes + i * BYTES, load<f32>(p.maxima + i * WINDOW + c * BYTES));
        if (places !== 0) store<u8>(places + c * plane + i, load<u8>(p.bits + i * CHANNELS + c));
      }
    }
    return;
  }
  for (let start = 0; start < columns; start += VECTOR) {
    const i = min(start, columns - VECTOR);
    const from = p.maxima + i * WINDOW;
    turnFour(from, y + i * BYTES, planeBytes);
    turnFour(from + 16, y + i * BYTES + 4 * planeBytes, planeBytes);
    if (places === 0) continue;
    const ab = v128.load(p.bits + i * CHANNELS);
    const cd = v128.load(p.bits + i * CHANNELS, 16);
    const ac = v128.shuffle<i8>(ab, cd, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const bd = v128.shuffle<i8>(ab, cd, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    const low = v128.shuffle<i8>(ac, bd, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const high = v128.shuffle<i8>(ac, bd, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    const to = places + i;
    v128.store32_lane(to, low, 0);
    v128.store32_lane(to + plane, low, 1);
    v128.store32_lane(to + 2 * plane, low, 2);
    v128.store32_lane(to + 3 * plane, low, 3);
    v128.store32_lane(to + 4 * plane, high, 0);
    v128.store32_lane(to + 5 * plane, high, 1);
    v128.store32_lane(to + 6 * plane, high, 2);
    v128.store32_lane(to + 7 * plane, high, 3);
  }
}

/** Four windows of four channels. */
function turnFour(from: usize, to: usize, planeBytes: i32): void {
  const a = v128.load(from);
  const b = v128.load(from, WINDOW);
  const c = v128.load(from, 2 * WINDOW);
  const d = v128.load(from, 3 * WINDOW);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(to + planeBytes, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
  const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to + 2 * planeBytes, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
  v128.store(to + 3 * planeBytes, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
}

/**
 * One row of windows of one channel, where the kernels are 3 × 3 over one channel: all weights stay in registers, and each
 * row of pixels is read once for both rows of the convolution, which lie in the buffer until they are pooled.
 */
function single(p: Pooling, weights: usize, bias: usize, y: usize, places: usize): void {
  const w0 = v128.load_splat<f32>(weights);
  const w1 = v128.load_splat<f32>(weights, 4);
  const w2 = v128.load_splat<f32>(weights, 8);
  const w3 = v128.load_splat<f32>(weights, 12);
  const w4 = v128.load_splat<f32>(weights, 16);
  const w5 = v128.load_splat<f32>(weights, 20);
  const w6 = v128.load_splat<f32>(weights, 24);
  const w7 = v128.load_splat<f32>(weights, 28);
  const w8 = v128.load_splat<f32>(weights, 32);
  const stride = p.height;
  const kernelHeight = p.kernelHeight;
  const corner = p.corner;
  const upper = p.maxima;
  const width = 2 * p.columns;
  const lower = upper + width * BYTES;
  let column = 0;
  do {
    const i = min(column, width - VECTOR) * BYTES;
    let at = corner + i;
    let u = v128.load_splat<f32>(bias);
    let l = u;
    u = madd(w0, v128.load(at), u);
    u = madd(w1, v128.load(at, 4), u);
    u = madd(w2, v128.load(at, 8), u);
    // Always so; but without a branch V8 would load all rows before it multiplies, for which there are no registers.
    if (kernelHeight > 1) {
      at += stride;
      const a = v128.load(at);
      const b = v128.load(at, 4);
      const c = v128.load(at, 8);
      u = madd(w3, a, u);
      l = madd(w0, a, l);
      u = madd(w4, b, u);
      l = madd(w1, b, l);
      u = madd(w5, c, u);
      l = madd(w2, c, l);
      if (kernelHeight > 2) {
        at += stride;
        const d = v128.load(at);
        const e = v128.load(at, 4);
        const f = v128.load(at, 8);
        u = madd(w6, d, u);
        l = madd(w3, d, l);
        u = madd(w7, e, u);
        l = madd(w4, e, l);
        u = madd(w8, f, u);
        l = madd(w5, f, l);
        at += stride;
      }
    }
    l = madd(w6, v128.load(at), l);
    l = madd(w7, v128.load(at, 4), l);
    l = madd(w8, v128.load(at, 8), l);
    v128.store(upper + i, u);
    v128.store(lower + i, l);
    column += VECTOR;
  } while (column < width);
  poolRows(p, upper, lower, y, places);
}

/** One row of windows of one channel, four at a time, from the two rows of the convolution. */
function poolRows(p: Pooling, upper: usize, lower: usize, y: usize, places: usize): void {
  const columns = p.columns;
  const toAll = p.toAll;
  let column = 0;
  do {
    const i = min(column, columns - VECTOR);
    const u0 = v128.load(upper + 2 * i * BYTES);
    const u1 = v128.load(upper + 2 * i * BYTES, 16);
    const l0 = v128.load(lower + 2 * i * BYTES);
    const l1 = v128.load(lower + 2 * i * BYTES, 16);
    const a = positive(v128.shuffle<f32>(u0, u1, 0, 2, 4, 6));
    const b = positive(v128.shuffle<f32>(u0, u1, 1, 3, 5, 7));
    const c = positive(v128.shuffle<f32>(l0, l1, 0, 2, 4, 6));
    const d = positive(v128.shuffle<f32>(l0, l1, 1, 3, 5, 7));
    const result = largest(a, b, c, d);
    v128.store(y + i * BYTES, result);
    if (places !== 0) v128.store32_lane(places + i, bitsOf(a, b, c, d, result, toAll), 0);
    column += VECTOR;
  } while (column < columns);
}

// One function for each kind of tile, so that each has registers of its own.
function four(p: Pooling, w: usize, b: usize, y: usize, places: usize, plane: i32): void {
  Blocks.compute(4, 1, p, w, b, y, places, plane);
}
function two(p: Pooling, w: usize, b: usize, y: usize, places: usize, plane: i32): void {
  Blocks.compute(2, 2, p, w, b, y, places, plane);
}
function one(p: Pooling, w: usize, b: usize, y: usize, places: usize, plane: i32): void {
  Blocks.compute(1, 2, p, w, b, y, places, plane);
}

// `channels` and `blocks` are constants where it is inlined: what they rule out is not compiled.
class Blocks {
  @inline
  static compute(
    channels: i32,
    blocks: i32,
    p: Pooling,
    weights: usize,
    bias: usize,
    y: usize,
    places: usize,
    plane: i32,
  ): void {
    const height = p.height;
    const corner = p.corner;
    const begin = p.begin;
    const end = p.end;
    const planeBytes = plane * BYTES;
    const last = max(0, p.columns - 2);
    const keep = places !== 0;
    weights += p.skipped * channels;
    for (let column = 0; column < p.columns; column += 2 * blocks) {
      const i = min(column, last);
      const j = blocks > 1 ? min(column + 2, last) : i;
      const upper0 = corner + 2 * i * BYTES;
      const lower0 = upper0 + height;
      const upper1 = corner + 2 * j * BYTES;
      const lower1 = upper1 + height;
      let w = weights;
      let a0 = v128.load_splat<f32>(bias),
        a1 = a0,
        a2 = a0,
        a3 = a0;
      let b0 = channels > 1 ? v128.load_splat<f32>(bias, 4) : a0,
        b1 = b0,
        b2 = b0,
        b3 = b0;
      let c0 = channels > 2 ? v128.load_splat<f32>(bias, 8) : a0,
        c1 = c0;
      let d0 = channels > 2 ? v128.load_splat<f32>(bias, 12) : a0,
        d1 = d0;
      let r = begin;
      do {
        const run = changetype<Run>(r);
        const u0 = upper0 + run.offset;
        const l0 = lower0 + run.offset;
        const u1 = blocks > 1 ? upper1 + run.offset : u0;
        const l1 = blocks > 1 ? lower1 + run.offset : l0;
        const length = run.length;
        const x0 = v128.load(u0, 0);
        const x1 = v128.load(l0, 0);
        const x2 = blocks > 1 ? v128.load(u1, 0) : x0;
        const x3 = blocks > 1 ? v128.load(l1, 0) : x1;
        const wa = v128.load_splat<f32>(w);
        a0 = madd(wa, x0, a0);
        a1 = madd(wa, x1, a1);
        if (blocks > 1) {
          a2 = madd(wa, x2, a2);
          a3 = madd(wa, x3, a3);
        }
        if (channels > 1) {
          const wb = v128.load_splat<f32>(w, 4);
          b0 = madd(wb, x0, b0);
          b1 = madd(wb, x1, b1);
          if (blocks > 1) {
            b2 = madd(wb, x2, b2);
            b3 = madd(wb, x3, b3);
          }
        }
        if (channels > 2) {
          const wc = v128.load_splat<f32>(w, 8);
          c0 = madd(wc, x0, c0);
          c1 = madd(wc, x1, c1);
          const wd = v128.load_splat<f32>(w, 12);
          d0 = madd(wd, x0, d0);
          d1 = madd(wd, x1, d1);
        }
        w += channels * BYTES;
        if (length > 1) {
          const x0 = v128.load(u0, 4);
          const x1 = v128.load(l0, 4);
          const x2 = blocks > 1 ? v128.load(u1, 4) : x0;
          const x3 = blocks > 1 ? v128.load(l1, 4) : x1;
          const wa = v128.load_splat<f32>(w);
          a0 = madd(wa, x0, a0);
          a1 = madd(wa, x1, a1);
          if (blocks > 1) {
            a2 = madd(wa, x2, a2);
            a3 = madd(wa, x3, a3);
          }
          if (channels > 1) {
            const wb = v128.load_splat<f32>(w, 4);
            b0 = madd(wb, x0, b0);
            b1 = madd(wb, x1, b1);
            if (blocks > 1) {
              b2 = madd(wb, x2, b2);
              b3 = madd(wb, x3, b3);
            }
          }
          if (channels > 2) {
            const wc = v128.load_splat<f32>(w, 8);
            c0 = madd(wc, x0, c0);
            c1 = madd(wc, x1, c1);
            const wd = v128.load_splat<f32>(w, 12);
            d0 = madd(wd, x0, d0);
            d1 = madd(wd, x1, d1);
          }
          w += channels * BYTES;
          if (length > 2) {
            const x0 = v128.load(u0, 8);
            const x1 = v128.load(l0, 8);
            const x2 = blocks > 1 ? v128.load(u1, 8) : x0;
            const x3 = blocks > 1 ? v128.load(l1, 8) : x1;
            const wa = v128.load_splat<f32>(w);
            a0 = madd(wa, x0, a0);
            a1 = madd(wa, x1, a1);
            if (blocks > 1) {
              a2 = madd(wa, x2, a2);
              a3 = madd(wa, x3, a3);
            }
            if (channels > 1) {
              const wb = v128.load_splat<f32>(w, 4);
              b0 = madd(wb, x0, b0);
              b1 = madd(wb, x1, b1);
              if (blocks > 1) {
                b2 = madd(wb, x2, b2);
                b3 = madd(wb, x3, b3);
              }
            }
            if (channels > 2) {
              const wc = v128.load_splat<f32>(w, 8);
              c0 = madd(wc, x0, c0);
              c1 = madd(wc, x1, c1);
              const wd = v128.load_splat<f32>(w, 12);
              d0 = madd(wd, x0, d0);
              d1 = madd(wd, x1, d1);
            }
            w += channels * BYTES;
          }
        }
        r += RUN;
      } while (r < end);
      const yi = y + i * BYTES;
      const yj = y + j * BYTES;
      const pi = places + i;
      const pj = places + j;
      if (blocks > 1) {
        Blocks.pool(p, a0, a1, a2, a3, yi, yj, keep, pi, pj);
        if (channels > 1)
          Blocks.pool(p, b0, b1, b2, b3, yi + planeBytes, yj + planeBytes, keep, pi + plane, pj + plane);
      } else {
        Blocks.pool(p, a0, a1, b0, b1, yi, yi + planeBytes, keep, pi, pi + plane);
        const yc = yi + 2 * planeBytes;
        const pc = pi + 2 * plane;
        Blocks.pool(p, c0, c1, d0, d1, yc, yc + planeBytes, keep, pc, pc + plane);
      }
    }
  }

  /** The two windows of each of two blocks, from their upper and lower pixels; of rows of one window the first alone. */
  @inline
  static pool(
    p: Pooling,
    upper0: v128,
    lower0: v128,
    upper1: v128,
    lower1: v128,
    y0: usize,
    y1: usize,
    keep: bool,
    places0: usize,
    places1: usize,
  ): void {
    const a = positive(v128.shuffle<f32>(upper0, upper1, 0, 2, 4, 6));
    const b = positive(v128.shuffle<f32>(upper0, upper1, 1, 3, 5, 7));
    const c = positive(v128.shuffle<f32>(lower0, lower1, 0, 2, 4, 6));
    const d = positive(v128.shuffle<f32>(lower0, lower1, 1, 3, 5, 7));
    const result = largest(a, b, c, d);
    if (p.columns > 1) {
      v128.store64_lane(y0, result, 0);
      v128.store64_lane(y1, result, 1);
    } else {
      v128.store32_lane(y0, result, 0);
      v128.store32_lane(y1, result, 2);
    }
    if (!keep) return;
    const bits = bitsOf(a, b, c, d, result, p.toAll);
    if (p.columns > 1) {
      v128.store16_lane(places0, bits, 0);
      v128.store16_lane(places1, bits, 1);
    } else {
      v128.store8_lane(places0, bits, 0);
      v128.store8_lane(places1, bits, 2);
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
  const width = g.outWidth;
  const rows = g.outHeight / 2;
  const columns = width / 2;
  const size = g.outHeight * width * BYTES;
  const planes = n * g.outChannels;
  for (let plane = shareOf(planes, lane, lanes), end = shareOf(planes, lane + 1, lanes); plane < end; plane++) {
    let to = dx + plane * size;
    let at = plane * rows * columns;
    for (let row = 0; row < rows; row++, at += columns, to += 2 * width * BYTES) {
      if (columns < VECTOR) spreadWindows(places + at, dy + at * BYTES, to, columns, width);
      else spreadVectors(places + at, dy + at * BYTES, to, columns, width);
    }
    if ((g.outHeight & 1) !== 0) memory.fill(to, 0, width * BYTES);
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
