// dweight ← dweight + Σ dy · x, dbias ← dbias + Σ dy: for each weight the sum over all pixels of all examples of an output
// pixel's gradient times the input pixel that the weight met there.
//
// Vectors go along the pixels (groups.ts). A tile is `rows` output channels by 3 weights, 3 × 3, 2 × 3 or, for one
// channel, 1 × 6 accumulators: for each group it loads one vector of dy a channel and one of x a weight, 9 multiply-adds for
// 6 loads, with 15 of 15 registers. Each accumulator holds four sums over the pixels, added up at the end of a chunk of examples.
// A chunk is as many examples, at most 8, as fit into 160 kB of the second cache when laid out: x with its zeros
// (planes.ts), dy group by group, zero where a group shares a pixel with the one before, so that none counts twice. Where rows
// are whole groups dy is read where it is.
//
// Each weight is summed by one lane, over all chunks in their order: the same bytes for any number of lanes.

import { prefersBackwardWeight, suitsChannels } from './choice';
import { weightsByChannel } from './conv2d-weight-channels';
import { Geometry } from './geometry';
import { Group, GROUP, groupBytes, groupCount, makeGroups } from './groups';
import { inputPlanes, Planes } from './planes';
import { copyOf, sized, take } from './scratch';
import { BYTES, madd, shareOf, sumOf, VECTOR, zero } from './simd';
import { winogradWeight } from './winograd-weight';

const ROWS: i32 = 3; // most output channels of a tile
const TAPS: i32 = 3; // weights of a tile; 6 with a single channel
const CHUNK_BYTES: i32 = 160 * 1024;
const CHUNK: i32 = 8;

@unmanaged
class Gradient {
  planes: Planes;
  inChannels: i32;
  outChannels: i32;
  g: Geometry;
  n: i32;
  /** Bytes from one example to the next: in x and dy, in what is laid out of them. */
  xStride: i32;
  dyStride: i32;
  xLaid: i32; // 0: it is read where it is
  dyLaid: i32;
  xStep: i32; // in what is read
  dyStep: i32;
  chunk: i32;
  groupCount: i32;
  positions: i32; // weights of an output channel
  groups: usize;
  offsets: usize;
  x: usize; // memory for the laid out
  dy: usize;

  get tiles(): i32 {
    return (this.outChannels + ROWS - 1) / ROWS;
  }

  firstChannel(tile: i32): i32 {
    return shareOf(this.outChannels, tile, this.tiles);
  }
}

/** The work for `inChannels` and `outChannels` of the geometry's: all of them, or those of one depthwise channel. */
function describe(g: Geometry, inChannels: i32, outChannels: i32): Gradient {
  const work = changetype<Gradient>(take(offsetof<Gradient>()));
  const planes = changetype<Planes>(take(offsetof<Planes>()));
  inputPlanes(planes, g, inChannels);
  work.planes = planes;
  work.g = g;
  work.inChannels = inChannels;
  work.outChannels = outChannels;
  work.xStride = g.inChannels * g.inHeight * g.inWidth * BYTES;
  work.dyStride = g.outChannels * g.outHeight * g.outWidth * BYTES;
  work.groupCount = groupCount(g.outHeight, g.outWidth);
  work.positions = inChannels * g.kernelHeight * g.kernelWidth;
  work.xLaid = <i32>planes.bytes;
  work.dyLaid = g.outWidth % VECTOR === 0 ? 0 : outChannels * work.groupCount * GROUP;
  work.xStep = work.xLaid === 0 ? work.xStride : work.xLaid;
  work.dyStep = work.dyLaid === 0 ? work.dyStride : work.dyLaid;
  const example = max(outChannels * work.groupCount * GROUP + inChannels * planes.planeStride, 1);
  work.chunk = max(1, min(CHUNK, CHUNK_BYTES / example));
  return work;
}

/** Scratch memory that the kernels of this file need, bytes. */
export function gradientBytes(g: Geometry): usize {
  const work = describe(g, g.inChannels, g.outChannels);
  return (
    sized(offsetof<Gradient>()) +
    // A depthwise channel alone is smaller, and its chunks fit the second cache: 1 kB for the ends of 8 examples.
    sized(max(work.chunk * work.xLaid, CHUNK_BYTES) + 1024) +
    sized(max(work.chunk * work.dyLaid, CHUNK_BYTES))
  );
}

/** Memory that `prepareGradients` takes, bytes. */
export function gradientTableBytes(g: Geometry): usize {
  return (
    2 * (sized(offsetof<Gradient>()) + sized(offsetof<Planes>()) + groupBytes(g.outHeight, g.outWidth)) +
    sized(g.inChannels * g.kernelHeight * g.kernelWidth * BYTES) +
    sized(g.kernelHeight * g.kernelWidth * BYTES)
  );
}

/** Makes the tables of a geometry for all kernels of this file. */
export function prepareGradients(g: Geometry): void {
  g.weights = prepared(describe(g, g.inChannels, g.outChannels));
  g.depthwiseWeights = prepared(describe(g, 1, max(1, g.outChannels / g.inChannels)));
}

function prepared(work: Gradient): usize {
  const g = work.g;
  const planes = work.planes;
  work.groups = makeGroups(planes, g.outHeight, g.outWidth, g.strideY, g.kernelHeight);
  work.offsets = take(work.positions * BYTES);
  let at = work.offsets;
  for (let channel = 0; channel < work.inChannels; channel++) {
    for (let ky = 0; ky < g.kernelHeight; ky++) {
      for (let kx = 0; kx < g.kernelWidth; kx++, at += BYTES) store<i32>(at, planes.offset(channel, ky, kx));
    }
  }
  return changetype<usize>(work);
}

/** A lane's own description of one call. */
function open(prepared: usize, n: i32): Gradient {
  const work = changetype<Gradient>(copyOf(prepared, offsetof<Gradient>()));
  const chunk = min(n, work.chunk);
  work.n = n;
  work.x = take(chunk * work.xLaid);
  if (work.xLaid !== 0) memory.fill(work.x, 0, chunk * work.xLaid);
  work.dy = take(chunk * work.dyLaid);
  return work;
}

/** dy of output channels first…end of one example, group by group. */
function layGradient(work: Gradient, dy: usize, to: usize, first: i32, end: i32): void {
  const g = work.g;
  const width = g.outWidth;
  const fresh = ((width - 1) & 3) + 1; // pixels of a row's last group that no other has
  const full = width - fresh;
  const own = i32x4.ge_s(i32x4(0, 1, 2, 3), i32x4.splat(VECTOR - fresh));
  for (let channel = first; channel < end; channel++) {
    let row = dy + channel * g.outHeight * width * BYTES;
    let at = to + channel * work.groupCount * GROUP;
    for (let oy = 0; oy < g.outHeight; oy++, row += width * BYTES) {
      for (let ox = 0; ox < full; ox += VECTOR, at += GROUP) v128.store(at, v128.load(row + ox * BYTES));
      if (width < VECTOR) {
        v128.store(at, zero());
        for (let i = 0; i < fresh; i++) store<f32>(at + i * BYTES, load<f32>(row + i * BYTES));
      } else v128.store(at, v128.and(v128.load(row + (width - VECTOR) * BYTES), own));
      at += GROUP;
    }
  }
}

function run(work: Gradient, x: usize, dy: usize, dweight: usize, dbias: usize, lane: i32, lanes: i32): void {
  const tiles = work.tiles;
  const columns = (work.positions + TAPS - 1) / TAPS;
  const begin = shareOf(tiles * columns, lane, lanes);
  const end = shareOf(tiles * columns, lane + 1, lanes);
  if (begin === end) return;
  const firstChannel = work.firstChannel(begin / columns);
  const endChannel = work.firstChannel((end - 1) / columns + 1);
  for (let example = 0; example < work.n; example += work.chunk) {
    const count = min(work.chunk, work.n - example);
    for (let i = 0; i < count; i++) {
      work.planes.place(x + (example + i) * work.xStride, work.x + i * work.xLaid);
      if (work.dyLaid === 0) continue;
      layGradient(work, dy + (example + i) * work.dyStride, work.dy + i * work.dyLaid, firstChannel, endChannel);
    }
    const source = work.xLaid === 0 ? x + example * work.xStride : work.x;
    const gradient = work.dyLaid === 0 ? dy + example * work.dyStride : work.dy;
    for (let piece = begin; piece < end;)
      piece = weights(work, source, gradient, count, dweight, dbias, piece, columns, end);
  }
}

/** Dispatches a piece, or two neighbouring ones of a single channel, and returns the next. */
function weights(
  work: Gradient,
  x: usize,
  gradient: usize,
  count: i32,
  dweight: usize,
  dbias: usize,
  piece: i32,
  columns: i32,
  end: i32,
): i32 {
  const t = piece / columns;
  const column = piece % columns;
  const channel = work.firstChannel(t);
  const rows = work.firstChannel(t + 1) - channel;
  const tap = column * TAPS;
  const dy = gradient + channel * work.groupCount * GROUP;
  const to = dweight + channel * work.positions * BYTES;
  const bias: usize = column === 0 && dbias !== 0 ? dbias + channel * BYTES : 0;
  if (bias !== 0 && rows > 1) biasGradient(work, dy, rows, count, bias);
  if (rows === 3) three(work, x, dy, count, to, tap);
  else if (rows === 2) two(work, x, dy, count, to, tap);
  else if (column + 1 < columns && piece + 1 < end) {
    single(work, x, dy, count, to, tap, bias);
    return piece + 2;
  } else one(work, x, dy, count, to, tap, bias);
  return piece + 1;
}

/** Of two or three channels at a time: each sum waits for itself. A single one's is made by its tile. */
function biasGradient(work: Gradient, dy: usize, rows: i32, count: i32, to: usize): void {
  const row = work.groupCount * GROUP;
  const last = (rows - 1) * row;
  let a = zero(),
    b = a,
    c = a;
  for (let i = 0; i < count; i++) {
    let d = dy + i * work.dyStep;
    for (let end = d + row; d < end; d += GROUP) {
      a = f32x4.add(a, v128.load(d));
      b = f32x4.add(b, v128.load(d + row));
      c = f32x4.add(c, v128.load(d + last));
    }
  }
  add(to, a);
  add(to + BYTES, b);
  if (rows > 2) add(to + 2 * BYTES, c);
}

function add(to: usize, v: v128): void {
  store<f32>(to, load<f32>(to) + sumOf(v));
}

function three(work: Gradient, x: usize, dy: usize, count: i32, to: usize, tap: i32): void {
  Tile.compute(3, 3, work, x, dy, count, to, tap, 0);
}
function two(work: Gradient, x: usize, dy: usize, count: i32, to: usize, tap: i32): void {
  Tile.compute(2, 3, work, x, dy, count, to, tap, 0);
}
function one(work: Gradient, x: usize, dy: usize, count: i32, to: usize, tap: i32, bias: usize): void {
  Tile.compute(1, 3, work, x, dy, count, to, tap, bias);
}
function single(work: Gradient, x: usize, dy: usize, count: i32, to: usize, tap: i32, bias: usize): void {
  Tile.compute(1, 6, work, x, dy, count, to, tap, bias);
}

// `rows` and `taps` are constants where it is inlined. Weights beyond the last are computed as the last once more, and left.
class Tile {
  @inline
  static compute(
    rows: i32,
    taps: i32,
    work: Gradient,
    x: usize,
    dy: usize,
    count: i32,
    to: usize,
    tap: i32,
    bias: usize, // 0: it is not asked for
  ): void {
    const xStride = work.xStep;
    const left = work.positions - tap;
    const offsets = work.offsets + tap * BYTES;
    let p0 = x + load<u32>(offsets);
    let p1 = x + load<u32>(offsets + min(1, left - 1) * BYTES);
    let p2 = x + load<u32>(offsets + min(2, left - 1) * BYTES);
    let p3 = taps > 3 ? x + load<u32>(offsets + min(3, left - 1) * BYTES) : 0;
    let p4 = taps > 3 ? x + load<u32>(offsets + min(4, left - 1) * BYTES) : 0;
    let p5 = taps > 3 ? x + load<u32>(offsets + min(5, left - 1) * BYTES) : 0;
    const row = work.groupCount * GROUP;
    let a0 = zero(),
      a1 = a0,
      a2 = a0,
      a3 = a0,
      a4 = a0,
      a5 = a0;
    let b0 = a0,
      b1 = a0,
      b2 = a0;
    let c0 = a0,
      c1 = a0,
      c2 = a0;
    let sum = a0;
    for (let i = 0; i < count; i++) {
      let group = work.groups;
      for (let d = dy, end = dy + row; d < end; d += GROUP, group += GROUP) {
        const at = changetype<Group>(group).input;
        const x0 = v128.load(p0 + at);
        const x1 = v128.load(p1 + at);
        const x2 = v128.load(p2 + at);
        const da = v128.load(d);
        if (rows === 1) sum = f32x4.add(sum, da);
        a0 = madd(da, x0, a0);
        a1 = madd(da, x1, a1);
        a2 = madd(da, x2, a2);
        if (taps > 3) {
          a3 = madd(da, v128.load(p3 + at), a3);
          a4 = madd(da, v128.load(p4 + at), a4);
          a5 = madd(da, v128.load(p5 + at), a5);
        }
        if (rows > 1) {
          const db = v128.load(d + row);
          b0 = madd(db, x0, b0);
          b1 = madd(db, x1, b1);
          b2 = madd(db, x2, b2);
        }
        if (rows > 2) {
          const dc = v128.load(d + 2 * row);
          c0 = madd(dc, x0, c0);
          c1 = madd(dc, x1, c1);
          c2 = madd(dc, x2, c2);
        }
      }
      dy += work.dyStep;
      p0 += xStride;
      p1 += xStride;
      p2 += xStride;
      if (taps > 3) {
        p3 += xStride;
        p4 += xStride;
        p5 += xStride;
      }
    }
    if (rows === 1 && bias !== 0) add(bias, sum);
    const at = to + tap * BYTES;
    const channel = work.positions * BYTES;
    add(at, a0);
    if (left > 1) add(at + 4, a1);
    if (left > 2) add(at + 8, a2);
    if (taps > 3) {
      if (left > 3) add(at + 12, a3);
      if (left > 4) add(at + 16, a4);
      if (left > 5) add(at + 20, a5);
    }
    if (rows > 1) {
      add(at + channel, b0);
      if (left > 1) add(at + channel + 4, b1);
      if (left > 2) add(at + channel + 8, b2);
    }
    if (rows > 2) {
      add(at + 2 * channel, c0);
      if (left > 1) add(at + 2 * channel + 4, c1);
      if (left > 2) add(at + 2 * channel + 8, c2);
    }
  }
}

export function conv2dBackwardWeight(
  x: usize,
  dy: usize,
  dweight: usize,
  dbias: usize,
  n: i32,
  g: Geometry,
  lane: i32,
  lanes: i32,
): void {
  if (prefersBackwardWeight(g)) return winogradWeight(x, dy, dweight, dbias, n, g, lane, lanes);
  if (suitsChannels(g)) return weightsByChannel(x, dy, dweight, dbias, n, g, lane, lanes);
  const work = open(g.weights, n);
  run(work, x, dy, dweight, dbias, lane, lanes);
}

export function depthwiseConv2dBackwardWeight(
  x: usize,
  dy: usize,
  dweight: usize,
  dbias: usize,
  n: i32,
  g: Geometry,
  lane: i32,
  lanes: i32,
): void {
  const multiplier = g.outChannels / g.inChannels;
  const work = open(g.depthwiseWeights, n);
  for (let channel = 0; channel < g.inChannels; channel++) {
    const first = channel * multiplier;
    run(
      work,
      x + channel * g.inHeight * g.inWidth * BYTES,
      dy + first * g.outHeight * g.outWidth * BYTES,
      dweight + first * g.kernelHeight * g.kernelWidth * BYTES,
      dbias === 0 ? 0 : dbias + first * BYTES,
      lane,
      lanes,
    );
  }
}
