// The weight gradient of conv2d-weight.ts once more, for rows that are no multiple of four, output channels by the eight, windows
// at least 3 wide and no horizontal stride: vectors go along the output channels, so that no row of pixels leaves a rest and nothing has to be added up across a
// vector.
//
// dy is turned about first, [eight channels][pixel][channel]. A tile is 8 channels by 4 weights that follow each other, 8
// accumulators. A turn is one pixel: two vectors of dy and four broadcast values of x for 8 multiply-adds. The
// four weights belong to one row of the window or to two, so that two addresses, with constant distances, reach them. More
// weights would not do: V8 loads everything a turn needs before it multiplies, and 8 + 6 registers are all but one.
//
// Each weight is summed by one lane, over all chunks of examples in their order: the same bytes for any number of lanes.

import { suitsChannels } from './choice';
import { Geometry } from './geometry';
import { cornerOf } from './pixels';
import { inputPlanes, Planes } from './planes';
import { copyOf, sized, take } from './scratch';
import { BYTES, madd, shareOf, VECTOR, zero } from './simd';

const CHANNELS: i32 = 8;
const TAPS: i32 = 4; // weights of a tile
const CHUNK_BYTES: i32 = 160 * 1024;
const CHUNK: i32 = 8;

@unmanaged
class Gradient {
  planes: Planes;
  g: Geometry;
  pixels: i32;
  positions: i32; // weights of an output channel
  /** Bytes from one example to the next, in what is read. */
  xStep: i32;
  dyStep: i32;
  chunk: i32;
  corners: usize; // of all pixels
  x: usize; // memory for the laid out
  dy: usize;
}

function describe(g: Geometry): Gradient {
  const work = changetype<Gradient>(take(offsetof<Gradient>()));
  work.planes = changetype<Planes>(take(offsetof<Planes>()));
  inputPlanes(work.planes, g, g.inChannels);
  work.g = g;
  work.pixels = g.outHeight * g.outWidth;
  work.positions = g.inChannels * g.kernelHeight * g.kernelWidth;
  const laid = <i32>work.planes.bytes;
  work.xStep = laid === 0 ? g.inChannels * g.inHeight * g.inWidth * BYTES : laid;
  work.dyStep = g.outChannels * work.pixels * BYTES;
  work.chunk = max(1, min(CHUNK, CHUNK_BYTES / (work.xStep + work.dyStep)));
  return work;
}

/** Scratch memory of a call, bytes. */
export function channelsBytes(g: Geometry): usize {
  const work = describe(g);
  return sized(offsetof<Gradient>()) + sized(work.chunk * work.xStep) + sized(work.chunk * work.dyStep);
}

/** Memory that `prepareChannels` takes, bytes. */
export function channelsTableBytes(g: Geometry): usize {
  return sized(offsetof<Gradient>()) + sized(offsetof<Planes>()) + sized(g.outHeight * g.outWidth * BYTES);
}

/** Makes the tables of a geometry that this suits. */
export function prepareChannels(g: Geometry): void {
  if (!suitsChannels(g)) return;
  const work = describe(g);
  work.corners = take(work.pixels * BYTES);
  for (let pixel = 0; pixel < work.pixels; pixel++) {
    store<i32>(work.corners + pixel * BYTES, cornerOf(work.planes, pixel, g.outWidth, g.strideY));
  }
  g.weightsByChannel = changetype<usize>(work);
}

/** A lane's own description of one call. */
function open(prepared: usize, n: i32): Gradient {
  const work = changetype<Gradient>(copyOf(prepared, offsetof<Gradient>()));
  const chunk = min(n, work.chunk);
  if (work.planes.buffer !== 0) {
    work.x = take(chunk * work.xStep);
    memory.fill(work.x, 0, chunk * work.xStep);
  }
  work.dy = take(chunk * work.dyStep);
  return work;
}

/** dy of eight channels of one example, turned about. */
function turn(from: usize, to: usize, pixels: i32): void {
  const plane = pixels * BYTES;
  let i = 0;
  for (; i + VECTOR <= pixels; i += VECTOR, from += 16, to += 128) {
    turnFour(from, plane, to);
    turnFour(from + 4 * plane, plane, to + 16);
  }
  for (; i < pixels; i++, from += BYTES) {
    for (let c = 0; c < CHANNELS; c++, to += BYTES) store<f32>(to, load<f32>(from + c * plane));
  }
}

function turnFour(from: usize, plane: i32, to: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + plane);
  const c = v128.load(from + 2 * plane);
  const d = v128.load(from + 3 * plane);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(to, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), 32);
  const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5), 64);
  v128.store(to, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7), 96);
}

export function weightsByChannel(
  x: usize,
  dy: usize,
  dweight: usize,
  dbias: usize,
  n: i32,
  g: Geometry,
  lane: i32,
  lanes: i32,
): void {
  const work = open(g.weightsByChannel, n);
  const columns = (work.positions + TAPS - 1) / TAPS;
  const pieces = (g.outChannels / CHANNELS) * columns;
  const begin = shareOf(pieces, lane, lanes);
  const end = shareOf(pieces, lane + 1, lanes);
  if (begin === end) return;
  const xStride = g.inChannels * g.inHeight * g.inWidth * BYTES;
  const eight = CHANNELS * work.pixels * BYTES;
  for (let example = 0; example < n; example += work.chunk) {
    const count = min(work.chunk, n - example);
    for (let i = 0; i < count; i++) {
      work.planes.place(x + (example + i) * xStride, work.x + i * work.xStep);
      for (let block = begin / columns; block <= (end - 1) / columns; block++) {
        const at = i * work.dyStep + block * eight;
        turn(dy + example * work.dyStep + at, work.dy + at, work.pixels);
      }
    }
    const source = work.planes.buffer === 0 ? x + example * xStride : work.x;
    for (let piece = begin; piece < end; piece++) {
      const block = piece / columns;
      const column = piece % columns;
      const from = work.dy + block * eight;
      if (column === 0 && dbias !== 0) biasGradient(work, from, count, dbias + block * CHANNELS * BYTES);
      weights(work, source, from, count, dweight + block * CHANNELS * work.positions * BYTES, column * TAPS);
    }
  }
}

function biasGradient(work: Gradient, dy: usize, count: i32, to: usize): void {
  let low = zero(),
    high = zero();
  for (let i = 0; i < count; i++) {
    let d = dy + i * work.dyStep;
    for (let end = d + work.pixels * CHANNELS * BYTES; d < end; d += CHANNELS * BYTES) {
      low = f32x4.add(low, v128.load(d));
      high = f32x4.add(high, v128.load(d, 16));
    }
  }
  v128.store(to, f32x4.add(v128.load(to), low));
  v128.store(to, f32x4.add(v128.load(to, 16), high), 16);
}

/** One weight of four channels, `stride` bytes from each other. */
function add(to: usize, v: v128, stride: i32): void {
  store<f32>(to, load<f32>(to) + f32x4.extract_lane(v, 0));
  to += stride;
  store<f32>(to, load<f32>(to) + f32x4.extract_lane(v, 1));
  to += stride;
  store<f32>(to, load<f32>(to) + f32x4.extract_lane(v, 2));
  to += stride;
  store<f32>(to, load<f32>(to) + f32x4.extract_lane(v, 3));
}

/** Bytes from the corner of a window to one of its weights. */
function tapOffset(work: Gradient, tap: i32): i32 {
  const width = work.g.kernelWidth;
  const row = tap / width;
  return work.planes.offset(row / work.g.kernelHeight, row % work.g.kernelHeight, tap % width);
}

/** Dispatches a tile by how many of its weights belong to the first row. Those beyond the last weight of all are not added. */
function weights(work: Gradient, x: usize, dy: usize, count: i32, to: usize, tap: i32): void {
  const inRow = min(TAPS, work.g.kernelWidth - (tap % work.g.kernelWidth));
  const p = x + tapOffset(work, tap);
  const q = tap + inRow < work.positions ? x + tapOffset(work, tap + inRow) : p;
  const taps = min(TAPS, work.positions - tap);
  to += tap * BYTES;
  if (inRow === 4) four(work, p, q, dy, count, to, taps);
  else if (inRow === 3) three(work, p, q, dy, count, to, taps);
  else if (inRow === 2) two(work, p, q, dy, count, to, taps);
  else one(work, p, q, dy, count, to, taps);
}

function four(work: Gradient, p: usize, q: usize, dy: usize, count: i32, to: usize, taps: i32): void {
  Tile.compute(4, work, p, q, dy, count, to, taps);
}
function three(work: Gradient, p: usize, q: usize, dy: usize, count: i32, to: usize, taps: i32): void {
  Tile.compute(3, work, p, q, dy, count, to, taps);
}
function two(work: Gradient, p: usize, q: usize, dy: usize, count: i32, to: usize, taps: i32): void {
  Tile.compute(2, work, p, q, dy, count, to, taps);
}
function one(work: Gradient, p: usize, q: usize, dy: usize, count: i32, to: usize, taps: i32): void {
  Tile.compute(1, work, p, q, dy, count, to, taps);
}

class Tile {
  // `inRow` is a constant where it is inlined: so many weights follow p, the others q.
  @inline
  static compute(inRow: i32, work: Gradient, p: usize, q: usize, dy: usize, count: i32, to: usize, taps: i32): void {
    let a0 = zero(),
      a1 = a0,
      a2 = a0,
      a3 = a0;
    let b0 = a0,
      b1 = a0,
      b2 = a0,
      b3 = a0;
    const corners = work.corners;
    const end = corners + work.pixels * BYTES;
    for (let i = 0; i < count; i++) {
      let d = dy + i * work.dyStep;
      for (let corner = corners; corner < end; corner += BYTES, d += CHANNELS * BYTES) {
        const at = load<u32>(corner);
        const low = v128.load(d);
        const high = v128.load(d, 16);
        const x0 = v128.load_splat<f32>(p + at);
        a0 = madd(low, x0, a0);
        b0 = madd(high, x0, b0);
        const x1 = inRow > 1 ? v128.load_splat<f32>(p + at, 4) : v128.load_splat<f32>(q + at);
        a1 = madd(low, x1, a1);
        b1 = madd(high, x1, b1);
        const x2 =
          inRow > 2
            ? v128.load_splat<f32>(p + at, 8)
            : inRow > 1
              ? v128.load_splat<f32>(q + at)
              : v128.load_splat<f32>(q + at, 4);
        a2 = madd(low, x2, a2);
        b2 = madd(high, x2, b2);
        const x3 =
          inRow > 3
            ? v128.load_splat<f32>(p + at, 12)
            : inRow > 2
              ? v128.load_splat<f32>(q + at)
              : inRow > 1
                ? v128.load_splat<f32>(q + at, 4)
                : v128.load_splat<f32>(q + at, 8);
        a3 = madd(low, x3, a3);
        b3 = madd(high, x3, b3);
      }
      p += work.xStep;
      q += work.xStep;
    }
    const stride = work.positions * BYTES;
    add(to, a0, stride);
    add(to + 4 * stride, b0, stride);
    if (taps > 1) {
      add(to + 4, a1, stride);
      add(to + 4 * stride + 4, b1, stride);
    }
    if (taps > 2) {
      add(to + 8, a2, stride);
      add(to + 4 * stride + 8, b2, stride);
    }
    if (taps > 3) {
      add(to + 12, a3, stride);
      add(to + 4 * stride + 12, b3, stride);
    }
  }
}
