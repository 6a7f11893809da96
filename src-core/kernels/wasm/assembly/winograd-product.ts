// The products of winograd.ts: m ← u v at one position, the sum over all input channels for 8 output channels × 4 tiles at a
// time. A turn is one input channel: two vectors of u and four broadcast values of v for 8 multiply-adds, 14 registers of 15.
// Four tiles lie at constant distances from one address (winograd-tiles.ts).

import { BLOCK, BLOCK_BYTES } from './winograd-tiles';
import { OUTPUTS } from './winograd-filters';
import { BYTES, madd, zero } from './simd';

/** `m`: where the 8 channels of the first tile belong, the next one `stride` bytes further. */
export function multiply(u: usize, v: usize, inputs: i32, blockStride: i32, m: usize, stride: i32): void {
  let a0 = zero(),
    a1 = a0,
    a2 = a0,
    a3 = a0;
  let b0 = a0,
    b1 = a0,
    b2 = a0,
    b3 = a0;
  for (let left = inputs; left > 0; left -= BLOCK, v += blockStride) {
    for (let p = v, end = v + min(left, BLOCK) * BYTES; p < end; p += BYTES, u += OUTPUTS * BYTES) {
      const low = v128.load(u);
      const high = v128.load(u, 16);
      const x0 = v128.load_splat<f32>(p);
      a0 = madd(low, x0, a0);
      b0 = madd(high, x0, b0);
      const x1 = v128.load_splat<f32>(p, BLOCK_BYTES);
      a1 = madd(low, x1, a1);
      b1 = madd(high, x1, b1);
      const x2 = v128.load_splat<f32>(p, 2 * BLOCK_BYTES);
      a2 = madd(low, x2, a2);
      b2 = madd(high, x2, b2);
      const x3 = v128.load_splat<f32>(p, 3 * BLOCK_BYTES);
      a3 = madd(low, x3, a3);
      b3 = madd(high, x3, b3);
    }
  }
  v128.store(m, a0);
  v128.store(m, b0, 16);
  v128.store(m + stride, a1);
  v128.store(m + stride, b1, 16);
  m += 2 * stride;
  v128.store(m, a2);
  v128.store(m, b2, 16);
  v128.store(m + stride, a3);
  v128.store(m + stride, b3, 16);
}
