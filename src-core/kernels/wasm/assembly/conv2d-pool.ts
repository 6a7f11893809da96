// y ← 2 × 2 maxima of relu(weight ⋆ x + bias): a convolution whose output never goes to memory. What a tile has
// summed is pooled where it stands, in registers or in the first cache.
//
// Eight channels at a time have their vectors along the channels (pool-channels.ts), those that are left along the pixels
// (pool-pixels.ts); a single small image of one channel goes a way of its own (pool-plane.ts). No table of pixels is made, so
// that such an image is not spent on preparing.
//
// Each output is summed in the order of k (ky, channel, kx) beginning with the bias: the bytes of conv2d, relu and maxPool2d
// one after the other. Beside each maximum a byte may be kept of what the way back needs: one bit for each pixel of the
// window, in row-major order, that receives its gradient. A lane has a range of all rows of windows of all examples.

import { Geometry } from './geometry';
import { eight } from './pool-channels';
import { four, one, two } from './pool-pixels';
import { single } from './pool-plane';
import { beginRow, openPooling, packPooling, tileOf } from './pooling';
import { BYTES, shareOf } from './simd';

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
  const p = openPooling(g, toAll);
  const buffer = p.planes.open();
  packPooling(p, weight, bias, g);
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
      else if (p.single && p.wholeKernel) single(p, w, b, to, bits);
      else one(p, w, b, to, bits, plane);
      channel += tile;
    }
  }
}
