// The input gradient of conv2d.ts once more, for windows without padding that are wide beside their output (5 × 5 from 14 × 14 to
// 10 × 10): sliding the mirrored window over the gradient of the output, most of what is multiplied left and right are
// zeros around it.
//
// Here each column b of the window is multiplied by itself, for the output's own columns only, then all are added where
// they overlap:
//
//     s (c, b, y, x) = Σ (a, o) w (o, c, a, b) · dy (o, y − a, x)      dx (c, y, x) = Σ b s (c, b, y, x − b)
//
// The first is a convolution with a window of one column and in · kernelWidth output channels (correlate.ts, its tiles and
// registers). Rows are as long as the output's and lie one behind the other, so that its groups go through them as through a
// single row and none is left over. The sums of one example stay in the first or second cache; adding them up costs
// kernelWidth loads, masks and additions a vector. A lane has a range of examples; each number is summed in one order.

import { columnSumBytes, suitsColumns } from './choice';
import { Correlation, STRIP } from './correlate';
import { Geometry } from './geometry';
import { Group, GROUP } from './groups';
import { Planes } from './planes';
import { sized, take } from './scratch';
import { BYTES, copyFloats, shareOf, VECTOR, zero } from './simd';

const MARGIN: i32 = 64; // bytes before and behind the sums that are read and masked

@unmanaged
class Columns {
  work: Correlation;
  g: Geometry;
  /** A vector of ones and zeros for each four columns and each column of the window: which of its sums count. */
  masks: usize;
}

function describe(g: Geometry): Columns {
  const columns = changetype<Columns>(take(offsetof<Columns>()));
  const work = changetype<Correlation>(take(offsetof<Correlation>()));
  const planes = changetype<Planes>(take(offsetof<Planes>()));
  columns.work = work;
  columns.g = g;
  planes.channels = g.outChannels;
  planes.height = g.outHeight;
  planes.width = g.outWidth;
  planes.top = g.kernelHeight - 1;
  planes.left = 0;
  planes.dilationY = 1;
  planes.dilationX = 1;
  planes.rows = g.inHeight + g.kernelHeight - 1;
  planes.columns = g.outWidth;
  planes.phases = 1;
  planes.arrange(g.outWidth);
  work.planes = planes;
  work.outChannels = g.inChannels * g.kernelWidth;
  work.outHeight = 1;
  work.outWidth = g.inHeight * g.outWidth;
  work.kernelHeight = g.kernelHeight;
  work.kernelWidth = 1;
  work.strideY = 1;
  work.sourceStride = g.outChannels * g.outHeight * g.outWidth * BYTES;
  work.outputStride = g.inChannels * g.inHeight * g.inWidth * BYTES;
  return columns;
}

function maskBytes(g: Geometry): i32 {
  return ((g.inWidth + VECTOR - 1) / VECTOR) * g.kernelWidth * 16;
}

/** Scratch memory of a call, bytes. */
export function columnsBytes(g: Geometry): usize {
  return suitsColumns(g) ? describe(g).work.scratchBytes + sized(columnSumBytes(g) + 2 * MARGIN) : 0;
}

/** Memory that `prepareColumns` takes, bytes. */
export function columnsTableBytes(g: Geometry): usize {
  if (!suitsColumns(g)) return 0;
  return (
    sized(offsetof<Columns>()) +
    sized(offsetof<Correlation>()) +
    sized(offsetof<Planes>()) +
    describe(g).work.tableBytes +
    sized(maskBytes(g))
  );
}

/** Makes the tables of a geometry that this suits. */
export function prepareColumns(g: Geometry): void {
  if (!suitsColumns(g)) return;
  const columns = describe(g);
  const work = columns.work;
  work.prepare();
  // Rows of the window that one of the four pixels needs, each pixel by the row it really lies in.
  for (let i = 0; i < work.groupCount; i++) {
    const group = changetype<Group>(work.groups + i * GROUP);
    const pixel = group.output / BYTES;
    group.firstRow = max(0, g.kernelHeight - 1 - (pixel + VECTOR - 1) / g.outWidth);
    group.endRow = min(g.kernelHeight, g.inHeight - pixel / g.outWidth);
  }
  columns.masks = take(maskBytes(g));
  let at = columns.masks;
  for (let first = 0; first < g.inWidth; first += VECTOR) {
    for (let b = 0; b < g.kernelWidth; b++) {
      for (let i = 0; i < VECTOR; i++, at += BYTES) {
        const column = min(first, g.inWidth - VECTOR) - b + i;
        store<i32>(at, column >= 0 && column < g.outWidth ? -1 : 0);
      }
    }
  }
  g.columns = changetype<usize>(columns);
}

/** As Correlation.pack, its output channels being pairs of an input channel and a column of the window. */
function pack(work: Correlation, g: Geometry, weight: usize): void {
  const area = g.kernelHeight * g.kernelWidth;
  let at = work.weights;
  for (let tile = 0; tile < work.tiles; tile++) {
    const first = work.firstChannel(tile);
    const end = work.firstChannel(tile + 1);
    for (let a = g.kernelHeight - 1; a >= 0; a--) {
      for (let o = 0; o < g.outChannels; o++) {
        const from = weight + (o * g.inChannels * area + a * g.kernelWidth) * BYTES;
        for (let pair = first; pair < end; pair++, at += BYTES) {
          store<f32>(at, load<f32>(from + ((pair / g.kernelWidth) * area + (pair % g.kernelWidth)) * BYTES));
        }
      }
    }
  }
}

export function backwardByColumns(
  dy: usize,
  weight: usize,
  dx: usize,
  n: i32,
  g: Geometry,
  lane: i32,
  lanes: i32,
): void {
  const columns = changetype<Columns>(g.columns);
  const work = Correlation.open(changetype<usize>(columns.work), n);
  const sums = take(columnSumBytes(g) + 2 * MARGIN) + MARGIN;
  pack(work, g, weight);
  const end = shareOf(n, lane + 1, lanes);
  for (let example = shareOf(n, lane, lanes); example < end; example++) {
    const base = place(work.planes, dy + example * work.sourceStride, work.buffer);
    for (let first = 0; first < work.groupCount; first += STRIP) work.strip(base, 0, sums, first);
    addUp(columns, sums, dx + example * work.outputStride);
  }
}

/** As Planes.place, whole planes at a time: nothing lies between their rows. */
function place(planes: Planes, source: usize, buffer: usize): usize {
  if (planes.buffer === 0) return source;
  const area = planes.height * planes.width;
  for (let channel = 0; channel < planes.channels; channel++) {
    const to = buffer + channel * planes.planeStride + planes.top * planes.rowStride;
    copyFloats(to, source + channel * area * BYTES, area);
  }
  return buffer;
}

function addUp(columns: Columns, sums: usize, dx: usize): void {
  const g = columns.g;
  const plane = g.inHeight * g.outWidth * BYTES;
  const width = g.kernelWidth;
  for (let channel = 0; channel < g.inChannels; channel++, sums += width * plane) {
    for (let y = 0; y < g.inHeight; y++, dx += g.inWidth * BYTES) {
      let mask = columns.masks;
      for (let first = 0; first < g.inWidth; first += VECTOR) {
        const x = min(first, g.inWidth - VECTOR);
        let from = sums + (y * g.outWidth + x) * BYTES;
        let sum = zero();
        for (let b = 0; b < width; b++, from += plane - BYTES, mask += 16) {
          sum = f32x4.add(sum, v128.and(v128.load(from), v128.load(mask)));
        }
        v128.store(dx + x * BYTES, sum);
      }
    }
  }
}
