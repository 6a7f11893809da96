// A row of windows of one channel whose kernels are 3 × 3 over one channel, without stride: the nine weights stay in
// registers (14 of 15 are used), and each row of pixels is read once for both rows of the convolution. These lie in a buffer
// until they are pooled.

import { Pooling } from './pooling';
import { poolRow } from './pool-maxima';
import { BYTES, madd, VECTOR } from './simd';

export function single(p: Pooling, weights: usize, bias: usize, y: usize, places: usize): void {
  const w0 = v128.load_splat<f32>(weights);
  const w1 = v128.load_splat<f32>(weights, 4);
  const w2 = v128.load_splat<f32>(weights, 8);
  const w3 = v128.load_splat<f32>(weights, 12);
  const w4 = v128.load_splat<f32>(weights, 16);
  const w5 = v128.load_splat<f32>(weights, 20);
  const w6 = v128.load_splat<f32>(weights, 24);
  const w7 = v128.load_splat<f32>(weights, 28);
  const w8 = v128.load_splat<f32>(weights, 32);
  const stride = p.height;
  const kernelHeight = p.kernelHeight;
  const corner = p.corner;
  // Vectors to the end, beyond the last window if need be, so that each is read again as it was written.
  const width = (2 * p.columns + VECTOR - 1) & -VECTOR;
  const upper = p.maxima;
  const lower = upper + width * BYTES;
  let i = 0;
  do {
    let at = corner + i;
    let u = v128.load_splat<f32>(bias);
    let l = u;
    u = madd(w0, v128.load(at), u);
    u = madd(w1, v128.load(at, 4), u);
    u = madd(w2, v128.load(at, 8), u);
    // Always so; but without a branch V8 would load all rows before it multiplies, for which there are no registers.
    if (kernelHeight > 1) {
      at += stride;
      const a = v128.load(at);
      const b = v128.load(at, 4);
      const c = v128.load(at, 8);
      u = madd(w3, a, u);
      l = madd(w0, a, l);
      u = madd(w4, b, u);
      l = madd(w1, b, l);
      u = madd(w5, c, u);
      l = madd(w2, c, l);
      if (kernelHeight > 2) {
        at += stride;
        const d = v128.load(at);
        const e = v128.load(at, 4);
        const f = v128.load(at, 8);
        u = madd(w6, d, u);
        l = madd(w3, d, l);
        u = madd(w7, e, u);
        l = madd(w4, e, l);
        u = madd(w8, f, u);
        l = madd(w5, f, l);
        at += stride;
      }
    }
    l = madd(w6, v128.load(at), l);
    l = madd(w7, v128.load(at, 4), l);
    l = madd(w8, v128.load(at, 8), l);
    v128.store(upper + i, u);
    v128.store(lower + i, l);
    i += VECTOR * BYTES;
  } while (i < width * BYTES);
  poolRow(upper, lower, p.columns, y, places, p.toAll, false);
}
