// y ← weight ⋆ planes + bias: the convolution, the gradient for its input and both of the depthwise kind.
//
// A direct convolution: no matrix of windows is built. A tile is `rows` output channels by `groups` vectors of four pixels:
// 4 × 2, 3 × 3, 2 × 4 or 1 × 4 accumulators, which with all that a turn loads take 14, 15, 14 and 9 of the 15 registers (V8
// loads everything before it multiplies). For each weight position k the tile loads its vectors of pixels (at an offset
// from a table, so that any kernel size and stride runs through the same loop) and one broadcast weight a channel:
// 8 multiply-adds for 6 loads. Channels are shared out evenly among tiles of at most four (six are 3 + 3, not 4 + 2).
// Tables are made once for a geometry; weights are packed once a call, [tile][k][row].
// Twelve groups, a multiple of every tile's, go through all channels while what they read is in the first cache.
//
// Where rows are no multiple of four and channels one of eight, vectors go along the output channels instead: a tile is
// 8 channels × 4 pixels (pixels.ts), two vectors of weights and four broadcast pixels for 8 multiply-adds, turned about at
// the end. So rows of 14, 10 or 7 cost nothing for what does not fit.
//
// Each output is summed by itself in the order of k (ky, channel, kx), whatever the tile: the same bytes for any number of
// lanes. Rows of a window that meet only zeros are left out.

import { goesAlongChannels } from './choice';
import { Group, GROUP, groupBytes, groupCount, makeGroups } from './groups';
import { makeQuads, Quad, QUAD, quadBytes, quadCount } from './pixels';
import { Planes } from './planes';
import { BYTES, madd, shareOf, storePart, VECTOR } from './simd';
import { copyOf, sized, take } from './scratch';

const ROWS: i32 = 4; // most output channels of a tile
const CHANNELS: i32 = 8; // output channels of a tile whose vectors go along them
export const STRIP: i32 = 12; // groups of a piece of work

@unmanaged
export class Correlation {
  planes: Planes;
  outChannels: i32;
  outHeight: i32;
  outWidth: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  strideY: i32;
  n: i32;
  /** Bytes from one example to the next. */
  sourceStride: i32;
  outputStride: i32;
  /** Filled by `prepare`. */
  positions: i32; // k
  rowPositions: i32; // k of one row of the window
  offsets: usize;
  groups: usize; // or quads
  groupCount: i32;
  /** Filled by `open`: of one lane. */
  weights: usize;
  buffer: usize;

  /** Whether vectors go along the channels. */
  get byChannel(): bool {
    return goesAlongChannels(this.outChannels, this.outHeight, this.outWidth);
  }

  get tiles(): i32 {
    return this.byChannel ? this.outChannels / CHANNELS : (this.outChannels + ROWS - 1) / ROWS;
  }

  /** First output channel of a tile. */
  firstChannel(tile: i32): i32 {
    return shareOf(this.outChannels, tile, this.tiles);
  }

  /** Bytes of the tables, without the description itself. */
  get tableBytes(): usize {
    const k = this.planes.channels * this.kernelHeight * this.kernelWidth;
    return sized(k * BYTES) + max(groupBytes(this.outHeight, this.outWidth), quadBytes(this.outHeight, this.outWidth));
  }

  /** Scratch memory of a call. */
  get scratchBytes(): usize {
    const k = this.planes.channels * this.kernelHeight * this.kernelWidth;
    return sized(offsetof<Correlation>()) + this.planes.bytes + sized(k * this.outChannels * BYTES);
  }

  /** Makes the tables. */
  prepare(): void {
    const planes = this.planes;
    this.rowPositions = planes.channels * this.kernelWidth;
    this.positions = this.kernelHeight * this.rowPositions;
    this.offsets = take(this.positions * BYTES);
    if (this.byChannel) {
      this.groups = makeQuads(planes, this.outHeight, this.outWidth, this.strideY, this.kernelHeight);
      this.groupCount = quadCount(this.outHeight, this.outWidth);
    } else {
      this.groups = makeGroups(planes, this.outHeight, this.outWidth, this.strideY, this.kernelHeight);
      this.groupCount = groupCount(this.outHeight, this.outWidth);
    }
    let at = this.offsets;
    for (let ky = 0; ky < this.kernelHeight; ky++) {
      for (let channel = 0; channel < planes.channels; channel++) {
        for (let kx = 0; kx < this.kernelWidth; kx++, at += BYTES) store<i32>(at, planes.offset(channel, ky, kx));
      }
    }
  }

  /** A lane's own description of one call. The weights are then packed by who knows where they are. */
  static open(prepared: usize, n: i32): Correlation {
    const work = changetype<Correlation>(copyOf(prepared, offsetof<Correlation>()));
    work.n = n;
    work.buffer = work.planes.open();
    work.weights = take(work.positions * work.outChannels * BYTES);
    return work;
  }

  /**
   * Packs the weight of output channel o, plane c and place (ky, kx) from `weight` + o · outStride + c · planeStride
   * (floats) + place; `mirrored` turns the window around, as the gradient needs it.
   */
  pack(weight: usize, outStride: i32, planeStride: i32, mirrored: bool): void {
    const area = this.kernelHeight * this.kernelWidth;
    let at = this.weights;
    for (let tile = 0; tile < this.tiles; tile++) {
      const first = this.firstChannel(tile);
      const end = this.firstChannel(tile + 1);
      for (let ky = 0; ky < this.kernelHeight; ky++) {
        for (let c = 0; c < this.planes.channels; c++) {
          for (let kx = 0; kx < this.kernelWidth; kx++) {
            const place = ky * this.kernelWidth + kx;
            let from = weight + (first * outStride + c * planeStride + (mirrored ? area - 1 - place : place)) * BYTES;
            for (let o = first; o < end; o++, at += BYTES, from += outStride * BYTES) store<f32>(at, load<f32>(from));
          }
        }
      }
    }
  }

  /** The work of one lane: a range of all strips of all examples. */
  run(source: usize, bias: usize, y: usize, lane: i32, lanes: i32): void {
    const strips = (this.groupCount + STRIP - 1) / STRIP;
    const end = shareOf(this.n * strips, lane + 1, lanes);
    let placed = -1;
    let base: usize = 0;
    for (let piece = shareOf(this.n * strips, lane, lanes); piece < end; piece++) {
      const example = piece / strips;
      if (example !== placed) base = this.planes.place(source + example * this.sourceStride, this.buffer);
      placed = example;
      const out = y + example * this.outputStride;
      if (this.byChannel) this.quads(base, bias, out, (piece % strips) * STRIP);
      else this.strip(base, bias, out, (piece % strips) * STRIP);
    }
  }

  private quads(base: usize, bias: usize, y: usize, firstQuad: i32): void {
    const first = this.groups + firstQuad * QUAD;
    const end = this.groups + min(firstQuad + STRIP, this.groupCount) * QUAD;
    const plane = this.outHeight * this.outWidth * BYTES;
    for (let channel = 0; channel < this.outChannels; channel += CHANNELS) {
      const weights = this.weights + channel * this.positions * BYTES;
      const b: usize = bias === 0 ? 0 : bias + channel * BYTES;
      for (let q = first; q < end; q += QUAD) {
        const quad = changetype<Quad>(q);
        if (quad.input3 - quad.input0 === 3 * BYTES) sameRow(this, base, weights, b, y + channel * plane, plane, q);
        else twoRows(this, base, weights, b, y + channel * plane, plane, q);
      }
    }
  }

  /** All channels of twelve groups of a laid-out example. */
  strip(base: usize, bias: usize, y: usize, firstGroup: i32): void {
    const last = this.groups + (this.groupCount - 1) * GROUP;
    const first = this.groups + firstGroup * GROUP;
    const end = min(first + STRIP * GROUP, last + GROUP);
    const plane = this.outHeight * this.outWidth * BYTES;
    const tiles = this.tiles;
    for (let tile = 0; tile < tiles; tile++) {
      const channel = this.firstChannel(tile);
      const rows = this.firstChannel(tile + 1) - channel;
      const weights = this.weights + channel * this.positions * BYTES;
      const b: usize = bias === 0 ? 0 : bias + channel * BYTES;
      const out = y + channel * plane;
      if (rows === 4) for (let g = first; g < end; g += 2 * GROUP) four(this, base, weights, b, out, plane, g, last);
      else if (rows === 3)
        for (let g = first; g < end; g += 3 * GROUP) three(this, base, weights, b, out, plane, g, last);
      else if (rows === 2)
        for (let g = first; g < end; g += 4 * GROUP) two(this, base, weights, b, out, plane, g, last);
      else for (let g = first; g < end; g += 4 * GROUP) one(this, base, weights, b, out, plane, g, last);
    }
  }
}

// One function for each kind of tile, so that each has registers of its own.
function four(c: Correlation, base: usize, w: usize, bias: usize, y: usize, plane: i32, g: usize, last: usize): void {
  Tile.compute(4, 2, c, base, w, bias, y, plane, g, last);
}
function three(c: Correlation, base: usize, w: usize, bias: usize, y: usize, plane: i32, g: usize, last: usize): void {
  Tile.compute(3, 3, c, base, w, bias, y, plane, g, last);
}
function two(c: Correlation, base: usize, w: usize, bias: usize, y: usize, plane: i32, g: usize, last: usize): void {
  Tile.compute(2, 4, c, base, w, bias, y, plane, g, last);
}
function one(c: Correlation, base: usize, w: usize, bias: usize, y: usize, plane: i32, g: usize, last: usize): void {
  Tile.compute(1, 4, c, base, w, bias, y, plane, g, last);
}

function biasOf(bias: usize, row: i32): v128 {
  return bias === 0 ? f32x4.splat(0) : v128.load_splat<f32>(bias + row * BYTES);
}

function put(at: usize, v: v128, count: i32): void {
  if (count === VECTOR) v128.store(at, v);
  else storePart(at, v, count);
}

// `rows` and `groups` are constants where it is inlined: what they rule out is not compiled.
class Tile {
  @inline
  static compute(
    rows: i32,
    groups: i32,
    c: Correlation,
    base: usize,
    weights: usize,
    bias: usize,
    y: usize,
    plane: i32,
    g: usize,
    last: usize,
  ): void {
    const g1 = min(g + GROUP, last);
    const g2 = groups > 2 ? min(g + 2 * GROUP, last) : g1;
    const g3 = groups > 3 ? min(g + 3 * GROUP, last) : g2;
    const p0 = base + changetype<Group>(g).input;
    const p1 = base + changetype<Group>(g1).input;
    const p2 = base + changetype<Group>(g2).input;
    const p3 = base + changetype<Group>(g3).input;
    // Rows of the window that some group of the tile needs: later groups begin and end no later.
    const first = changetype<Group>(g3).firstRow * c.rowPositions;
    const end = c.offsets + changetype<Group>(g).endRow * c.rowPositions * BYTES;
    let w = weights + first * rows * BYTES;
    let a0 = biasOf(bias, 0),
      a1 = a0,
      a2 = a0,
      a3 = a0;
    let b0 = biasOf(bias, rows > 1 ? 1 : 0),
      b1 = b0,
      b2 = b0,
      b3 = b0;
    let c0 = biasOf(bias, rows > 2 ? 2 : 0),
      c1 = c0,
      c2 = c0,
      c3 = c0;
    let d0 = biasOf(bias, rows > 3 ? 3 : 0),
      d1 = d0;
    // V8 takes what does not change out of this kind of loop only.
    let o = c.offsets + first * BYTES;
    if (o < end)
      do {
        const at = load<u32>(o);
        const x0 = v128.load(p0 + at);
        const x1 = v128.load(p1 + at);
        const x2 = groups > 2 ? v128.load(p2 + at) : x1;
        const x3 = groups > 3 ? v128.load(p3 + at) : x2;
        const wa = v128.load_splat<f32>(w);
        a0 = madd(wa, x0, a0);
        a1 = madd(wa, x1, a1);
        if (groups > 2) a2 = madd(wa, x2, a2);
        if (groups > 3) a3 = madd(wa, x3, a3);
        if (rows > 1) {
          const wb = v128.load_splat<f32>(w, 4);
          b0 = madd(wb, x0, b0);
          b1 = madd(wb, x1, b1);
          if (groups > 2) b2 = madd(wb, x2, b2);
          if (groups > 3) b3 = madd(wb, x3, b3);
        }
        if (rows > 2) {
          const wc = v128.load_splat<f32>(w, 8);
          c0 = madd(wc, x0, c0);
          c1 = madd(wc, x1, c1);
          if (groups > 2) c2 = madd(wc, x2, c2);
        }
        if (rows > 3) {
          const wd = v128.load_splat<f32>(w, 12);
          d0 = madd(wd, x0, d0);
          d1 = madd(wd, x1, d1);
        }
        o += BYTES;
        w += rows * BYTES;
      } while (o < end);
    const count = min(c.outWidth, VECTOR);
    let y0 = y + changetype<Group>(g).output;
    let y1 = y + changetype<Group>(g1).output;
    let y2 = y + changetype<Group>(g2).output;
    let y3 = y + changetype<Group>(g3).output;
    put(y0, a0, count);
    put(y1, a1, count);
    if (groups > 2) put(y2, a2, count);
    if (groups > 3) put(y3, a3, count);
    if (rows > 1) {
      put(y0 + plane, b0, count);
      put(y1 + plane, b1, count);
      if (groups > 2) put(y2 + plane, b2, count);
      if (groups > 3) put(y3 + plane, b3, count);
    }
    if (rows > 2) {
      put(y0 + 2 * plane, c0, count);
      put(y1 + 2 * plane, c1, count);
      if (groups > 2) put(y2 + 2 * plane, c2, count);
    }
    if (rows > 3) {
      put(y0 + 3 * plane, d0, count);
      put(y1 + 3 * plane, d1, count);
    }
  }
}

/** Four pixels of one channel each from four channels of one pixel each. */
function putTurned(at: usize, plane: i32, a: v128, b: v128, c: v128, d: v128): void {
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  v128.store(at, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(at + plane, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
  const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(at + 2 * plane, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
  v128.store(at + 3 * plane, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
}

function sameRow(c: Correlation, base: usize, w: usize, bias: usize, y: usize, plane: i32, q: usize): void {
  Quads.compute(true, c, base, w, bias, y, plane, q);
}
function twoRows(c: Correlation, base: usize, w: usize, bias: usize, y: usize, plane: i32, q: usize): void {
  Quads.compute(false, c, base, w, bias, y, plane, q);
}

// `inRow`, a constant where it is inlined: the four pixels are neighbours of one row, so that one address will do.
class Quads {
  @inline
  static compute(
    inRow: bool,
    c: Correlation,
    base: usize,
    weights: usize,
    bias: usize,
    y: usize,
    plane: i32,
    q: usize,
  ): void {
    const quad = changetype<Quad>(q);
    const p0 = base + quad.input0;
    const p1 = base + quad.input1;
    const p2 = base + quad.input2;
    const p3 = base + quad.input3;
    const first = quad.firstRow * c.rowPositions;
    const end = c.offsets + quad.endRow * c.rowPositions * BYTES;
    let w = weights + first * CHANNELS * BYTES;
    let a0 = bias === 0 ? f32x4.splat(0) : v128.load(bias);
    let b0 = bias === 0 ? f32x4.splat(0) : v128.load(bias, 16);
    let a1 = a0,
      a2 = a0,
      a3 = a0;
    let b1 = b0,
      b2 = b0,
      b3 = b0;
    let o = c.offsets + first * BYTES;
    if (o < end)
      do {
        const at = load<u32>(o);
        const wa = v128.load(w);
        const wb = v128.load(w, 16);
        const x0 = v128.load_splat<f32>(p0 + at);
        a0 = madd(wa, x0, a0);
        b0 = madd(wb, x0, b0);
        const x1 = inRow ? v128.load_splat<f32>(p0 + at, 4) : v128.load_splat<f32>(p1 + at);
        a1 = madd(wa, x1, a1);
        b1 = madd(wb, x1, b1);
        const x2 = inRow ? v128.load_splat<f32>(p0 + at, 8) : v128.load_splat<f32>(p2 + at);
        a2 = madd(wa, x2, a2);
        b2 = madd(wb, x2, b2);
        const x3 = inRow ? v128.load_splat<f32>(p0 + at, 12) : v128.load_splat<f32>(p3 + at);
        a3 = madd(wa, x3, a3);
        b3 = madd(wb, x3, b3);
        o += BYTES;
        w += CHANNELS * BYTES;
      } while (o < end);
    const out = y + quad.output;
    putTurned(out, plane, a0, a1, a2, a3);
    putTurned(out + 4 * plane, plane, b0, b1, b2, b3);
  }
}
