// Means of windows, a plane a turn, one window after the other: a sum for each output, no matter how windows overlap.
// A lane has a range of planes.

import { Geometry } from './geometry';
import { BYTES, shareOf } from './simd';
import { bottom, clip, left, right, top } from './window';

export function averagePool2d(x: usize, y: usize, n: i32, g: Geometry, lane: i32, lanes: i32): void {
  const planes = n * g.outChannels;
  const area = <f32>(g.kernelHeight * g.kernelWidth);
  for (let plane = shareOf(planes, lane, lanes), end = shareOf(planes, lane + 1, lanes); plane < end; plane++) {
    const from = x + plane * g.inHeight * g.inWidth * BYTES;
    let to = y + plane * g.outHeight * g.outWidth * BYTES;
    for (let oy = 0; oy < g.outHeight; oy++) {
      for (let ox = 0; ox < g.outWidth; ox++, to += BYTES) {
        clip(g, oy, ox);
        let sum: f32 = 0;
        for (let row = top; row < bottom; row++) {
          for (let i = row * g.inWidth + left; i < row * g.inWidth + right; i++) sum += load<f32>(from + i * BYTES);
        }
        store<f32>(to, sum / area);
      }
    }
  }
}

export function averagePool2dBackward(dy: usize, dx: usize, n: i32, g: Geometry, lane: i32, lanes: i32): void {
  const planes = n * g.outChannels;
  const area = <f32>(g.kernelHeight * g.kernelWidth);
  const size = g.inHeight * g.inWidth * BYTES;
  for (let plane = shareOf(planes, lane, lanes), end = shareOf(planes, lane + 1, lanes); plane < end; plane++) {
    const to = dx + plane * size;
    let from = dy + plane * g.outHeight * g.outWidth * BYTES;
    memory.fill(to, 0, size);
    for (let oy = 0; oy < g.outHeight; oy++) {
      for (let ox = 0; ox < g.outWidth; ox++, from += BYTES) {
        clip(g, oy, ox);
        const share = load<f32>(from) / area;
        for (let row = top; row < bottom; row++) {
          for (let i = row * g.inWidth + left; i < row * g.inWidth + right; i++) {
            store<f32>(to + i * BYTES, load<f32>(to + i * BYTES) + share);
          }
        }
      }
    }
  }
}
