// The pixels of an output plane four at a time as they lie in memory, across the ends of rows: no width leaves any over. What
// they read is not neighbouring then, so each pixel is read by itself (channels.ts). The last four of a plane may share
// pixels with those before.

import { Planes } from './planes';
import { BYTES, VECTOR } from './simd';
import { sized, take } from './scratch';

/** Four pixels: like a Group, but each with a corner of its own. */
@unmanaged
export class Quad {
  input0: i32;
  input1: i32;
  input2: i32;
  input3: i32;
  output: i32;
  firstRow: i32;
  endRow: i32;
}
export const QUAD: i32 = 28; // bytes of a Quad

export function quadCount(height: i32, width: i32): i32 {
  return (height * width + VECTOR - 1) / VECTOR;
}

export function quadBytes(height: i32, width: i32): usize {
  return sized(quadCount(height, width) * QUAD);
}

/** Bytes from the beginning of the planes to the corner of the window of one pixel. */
export function cornerOf(planes: Planes, pixel: i32, width: i32, strideY: i32): i32 {
  return (pixel / width) * strideY * planes.rowStride + (pixel % width) * BYTES;
}

/** The quads of an output plane of at least four pixels. */
export function makeQuads(planes: Planes, height: i32, width: i32, strideY: i32, kernelHeight: i32): usize {
  const table = take(quadCount(height, width) * QUAD);
  const imageEnd = planes.top + (planes.height - 1) * planes.dilationY + 1;
  let at = table;
  for (let start = 0; start < height * width; start += VECTOR, at += QUAD) {
    const pixel = min(start, height * width - VECTOR);
    const quad = changetype<Quad>(at);
    quad.input0 = cornerOf(planes, pixel, width, strideY);
    quad.input1 = cornerOf(planes, pixel + 1, width, strideY);
    quad.input2 = cornerOf(planes, pixel + 2, width, strideY);
    quad.input3 = cornerOf(planes, pixel + 3, width, strideY);
    quad.output = pixel * BYTES;
    // Rows of the window that one of the four needs: later rows of the plane begin and end no later.
    quad.firstRow = max(0, planes.top - ((pixel + 3) / width) * strideY);
    quad.endRow = max(quad.firstRow, min(kernelHeight, imageEnd - (pixel / width) * strideY));
  }
  return table;
}
