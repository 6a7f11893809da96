// What the tiles of conv2d-pool.ts need to know: packed weights, places, the present row of windows.

import { Geometry } from './geometry';
import { inputPlanes, Planes } from './planes';
import { BYTES, copyFloats, VECTOR } from './simd';
import { sized, take } from './scratch';

export const CHANNELS: i32 = 8; // of a tile whose vectors go along them
export const WINDOW: i32 = CHANNELS * BYTES; // bytes of a window's maxima in the buffer of a row

/** Neighbouring k that meet neighbouring pixels. */
@unmanaged
export class Run {
  /** Bytes from the corner of the kernel to the first pixel. */
  offset: i32;
  /** 1…3. */
  length: i32;
}
export const RUN: i32 = 8; // bytes of a Run
const LONGEST: i32 = 3;

@unmanaged
export class Pooling {
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
  /** Whether these are all. */
  wholeKernel: bool;
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

export function openPooling(g: Geometry, toAll: bool): Pooling {
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
export function tileOf(channel: i32, outChannels: i32): i32 {
  const left = outChannels - channel;
  return left >= 8 ? 8 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
}

export function packPooling(p: Pooling, weight: usize, bias: usize, g: Geometry): void {
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

/**
 * Goes to a row of windows. What the tiles need of it they read from here, because V8 computes in every turn of a loop what
 * it could have computed before, but never reads twice. One row of the kernel is always left, if only of zeros.
 */
export function beginRow(p: Pooling, base: usize, row: i32): void {
  const top = 2 * row * p.strideY;
  const endRow = min(p.kernelHeight, p.planes.top + p.planes.height - top);
  const firstRow = max(0, min(p.kernelHeight - 1, p.planes.top - top - p.strideY));
  p.corner = base + top * p.planes.rowStride;
  p.begin = p.runs + firstRow * p.rowRuns;
  p.end = p.runs + max(firstRow + 1, endRow) * p.rowRuns;
  p.wholeKernel = firstRow === 0 && endRow === p.kernelHeight;
  p.skipped = firstRow * p.rowPositions * BYTES;
}
