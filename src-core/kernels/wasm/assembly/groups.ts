// The pixels of an output plane in groups of four neighbours of a row, one vector each. The last group of a row whose width
// is no multiple of four begins earlier and shares pixels with the one before; a row shorter than four is one group of
// which only the first pixels count.

import { Planes } from './planes';
import { BYTES, VECTOR } from './simd';
import { sized, take } from './scratch';

@unmanaged
export class Group {
  /** Bytes from the beginning of the planes to the window's corner, from that of the output plane to the pixel. */
  input: i32;
  output: i32;
  /** Rows of the window that meet the image rather than zeros: first and one past the last. */
  firstRow: i32;
  endRow: i32;
}
export const GROUP: i32 = 16; // bytes of a Group

export function groupCount(height: i32, width: i32): i32 {
  return height * ((width + VECTOR - 1) / VECTOR);
}

export function groupBytes(height: i32, width: i32): usize {
  return sized(groupCount(height, width) * GROUP);
}

/** The groups of an output plane, row by row. */
export function makeGroups(planes: Planes, height: i32, width: i32, strideY: i32, kernelHeight: i32): usize {
  const table = take(groupCount(height, width) * GROUP);
  const imageEnd = planes.top + (planes.height - 1) * planes.dilationY + 1;
  let at = table;
  for (let oy = 0; oy < height; oy++) {
    const row = oy * strideY;
    for (let start = 0; start < width; start += VECTOR) {
      const ox = width < VECTOR ? 0 : min(start, width - VECTOR);
      const group = changetype<Group>(at);
      group.input = row * planes.rowStride + ox * BYTES;
      group.output = (oy * width + ox) * BYTES;
      // A window may lie wholly above the image, or wholly below: none of its rows is left then.
      group.firstRow = min(kernelHeight, max(0, planes.top - row));
      group.endRow = max(0, min(kernelHeight, imageEnd - row));
      at += GROUP;
    }
  }
  return table;
}
