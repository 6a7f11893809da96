// The images that a window slides over, laid out so that the inner loops need no test and no gather: zeros around them
// where the window reaches over the edge, and with a horizontal stride s the columns sorted into s phases (0, s, 2s, … then
// 1, s + 1, …), so that what neighbouring outputs read is neighbouring too. Where nothing of that is needed the kernels
// read the images where they are.

import { Geometry } from './geometry';
import { BYTES, copyFloats, VECTOR } from './simd';
import { sized, take } from './scratch';

@unmanaged
export class Planes {
  channels: i32;
  height: i32;
  width: i32;
  /** Where the first pixel of an image lies among the zeros. */
  top: i32;
  left: i32;
  /** Distance of neighbouring pixels: more than 1 puts zeros between them, for the gradient of a convolution with stride. */
  dilationY: i32;
  dilationX: i32;
  /** Pixels with the zeros. */
  rows: i32;
  columns: i32;
  phases: i32;
  /** Bytes. */
  phaseStride: i32;
  rowStride: i32;
  planeStride: i32;
  /** 0: the images are read where they are. */
  buffer: usize;

  /** Bytes from the window's own corner to its pixel (ky, kx) of a channel. */
  offset(channel: i32, ky: i32, kx: i32): i32 {
    return (
      channel * this.planeStride +
      ky * this.rowStride +
      (kx % this.phases) * this.phaseStride +
      (kx / this.phases) * BYTES
    );
  }

  /** Lays out one example and returns where it is now. */
  place(source: usize, buffer: usize): usize {
    if (this.buffer === 0) return source;
    for (let channel = 0; channel < this.channels; channel++) {
      for (let y = 0; y < this.height; y++) {
        const row = this.top + y * this.dilationY;
        if (row < 0 || row >= this.rows) continue;
        this.placeRow(
          source + (channel * this.height + y) * this.width * BYTES,
          buffer + channel * this.planeStride + row * this.rowStride,
        );
      }
    }
    return buffer;
  }

  private placeRow(source: usize, row: usize): void {
    if (this.phases === 1 && this.dilationX === 1) {
      const first = max(0, -this.left);
      const end = min(this.width, this.columns - this.left);
      copyFloats(row + (this.left + first) * BYTES, source + first * BYTES, end - first);
      return;
    }
    for (let x = 0; x < this.width; x++) {
      const column = this.left + x * this.dilationX;
      if (column < 0 || column >= this.columns) continue;
      const at = row + (column % this.phases) * this.phaseStride + (column / this.phases) * BYTES;
      store<f32>(at, load<f32>(source + x * BYTES));
    }
  }

  /** Sizes in bytes of the layout; `width`: outputs in a row. */
  arrange(outWidth: i32): void {
    const same =
      this.phases === 1 &&
      this.dilationX === 1 &&
      this.dilationY === 1 &&
      this.top === 0 &&
      this.left === 0 &&
      this.rows <= this.height &&
      this.columns <= this.width &&
      outWidth >= VECTOR;
    this.buffer = same ? 0 : 1;
    this.phaseStride = ((this.columns + this.phases - 1) / this.phases) * BYTES;
    this.rowStride = same ? this.width * BYTES : this.phases * this.phaseStride;
    this.planeStride = same ? this.height * this.rowStride : this.rows * this.rowStride;
  }

  /** Scratch memory of one example. */
  get bytes(): usize {
    return this.buffer === 0 ? 0 : sized(this.channels * this.planeStride);
  }

  /** Takes memory for an example, of zeros. */
  open(): usize {
    if (this.buffer === 0) return 0;
    const buffer = take(this.channels * this.planeStride);
    memory.fill(buffer, 0, this.channels * this.planeStride + 16);
    return buffer;
  }
}

/** What the windows of a convolution slide over: its input. */
export function inputPlanes(planes: Planes, g: Geometry, channels: i32): void {
  planes.channels = channels;
  planes.height = g.inHeight;
  planes.width = g.inWidth;
  planes.top = g.paddingTop;
  planes.left = g.paddingLeft;
  planes.dilationY = 1;
  planes.dilationX = 1;
  planes.rows = (g.outHeight - 1) * g.strideY + g.kernelHeight;
  planes.columns = (g.outWidth - 1) * g.strideX + g.kernelWidth;
  planes.phases = g.strideX;
  planes.arrange(g.outWidth);
}

/** What the mirrored windows of its gradient slide over: the gradient of the output, zeros where the stride left pixels out. */
export function gradientPlanes(planes: Planes, g: Geometry, channels: i32): void {
  planes.channels = channels;
  planes.height = g.outHeight;
  planes.width = g.outWidth;
  planes.top = g.kernelHeight - 1 - g.paddingTop;
  planes.left = g.kernelWidth - 1 - g.paddingLeft;
  planes.dilationY = g.strideY;
  planes.dilationX = g.strideX;
  planes.rows = g.inHeight + g.kernelHeight - 1;
  planes.columns = g.inWidth + g.kernelWidth - 1;
  planes.phases = 1;
  planes.arrange(g.inWidth);
}
