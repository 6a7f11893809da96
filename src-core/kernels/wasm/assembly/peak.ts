// What this machine can do at most: products and sums in registers alone. For the benchmark, which gives each kernel's share.

import { madd, sumOf, zero } from './simd';

/** `turns` times 12 independent chains of one multiply-add of four floats: 96 operations a turn. */
export function registerPeak(turns: i32): f32 {
  const factor = f32x4.splat(0.999);
  const term = f32x4.splat(0.001);
  let a = zero(),
    b = zero(),
    c = zero(),
    d = zero(),
    e = zero(),
    f = zero();
  let g = zero(),
    h = zero(),
    i = zero(),
    j = zero(),
    k = zero(),
    l = zero();
  for (let turn = 0; turn < turns; turn++) {
    a = madd(a, factor, term);
    b = madd(b, factor, term);
    c = madd(c, factor, term);
    d = madd(d, factor, term);
    e = madd(e, factor, term);
    f = madd(f, factor, term);
    g = madd(g, factor, term);
    h = madd(h, factor, term);
    i = madd(i, factor, term);
    j = madd(j, factor, term);
    k = madd(k, factor, term);
    l = madd(l, factor, term);
  }
  const left = f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.add(e, f));
  const right = f32x4.add(f32x4.add(f32x4.add(g, h), f32x4.add(i, j)), f32x4.add(k, l));
  return sumOf(f32x4.add(left, right));
}
