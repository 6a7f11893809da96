// A row of windows of eight channels, vectors along the channels: a tile is 8 channels × the 4 pixels of one window, 8
// accumulators, two vectors of weights and four broadcast pixels a turn (14 of the 15 registers, as in correlate.ts). Of
// three neighbouring k each reads two new pixels only. The windows of a row go through a small buffer, from which they are
// turned about, channel by channel.

import { CHANNELS, Pooling, Run, RUN, WINDOW } from './pooling';
import { equalled, largest, positive } from './pool-maxima';
import { BYTES, madd, VECTOR } from './simd';

/** One row of windows of eight channels. */
export function eight(p: Pooling, weights: usize, bias: usize, y: usize, places: usize, plane: i32): void {
  const height = p.height;
  const begin = p.begin;
  const end = p.end;
  const toAll = p.toAll;
  const a = v128.load(bias);
  const b = v128.load(bias, 16);
  weights += p.skipped * CHANNELS;
  let upper = p.corner;
  let maxima = p.maxima;
  let bits = p.bits;
  for (let column = p.columns; column > 0; column--, upper += 2 * BYTES, maxima += WINDOW, bits += CHANNELS) {
    const lower = upper + height;
    let w = weights;
    let a0 = a,
      a1 = a,
      a2 = a,
      a3 = a;
    let b0 = b,
      b1 = b,
      b2 = b,
      b3 = b;
    let r = begin;
    do {
      const run = changetype<Run>(r);
      const u = upper + run.offset;
      const l = lower + run.offset;
      const length = run.length;
      let wa = v128.load(w);
      let wb = v128.load(w, 16);
      let x0 = v128.load_splat<f32>(u);
      let x2 = v128.load_splat<f32>(l);
      const x1 = v128.load_splat<f32>(u, 4);
      const x3 = v128.load_splat<f32>(l, 4);
      a0 = madd(wa, x0, a0);
      b0 = madd(wb, x0, b0);
      a1 = madd(wa, x1, a1);
      b1 = madd(wb, x1, b1);
      a2 = madd(wa, x2, a2);
      b2 = madd(wb, x2, b2);
      a3 = madd(wa, x3, a3);
      b3 = madd(wb, x3, b3);
      if (length > 1) {
        wa = v128.load(w, 32);
        wb = v128.load(w, 48);
        x0 = v128.load_splat<f32>(u, 8);
        x2 = v128.load_splat<f32>(l, 8);
        a0 = madd(wa, x1, a0);
        b0 = madd(wb, x1, b0);
        a1 = madd(wa, x0, a1);
        b1 = madd(wb, x0, b1);
        a2 = madd(wa, x3, a2);
        b2 = madd(wb, x3, b2);
        a3 = madd(wa, x2, a3);
        b3 = madd(wb, x2, b3);
        if (length > 2) {
          wa = v128.load(w, 64);
          wb = v128.load(w, 80);
          const x4 = v128.load_splat<f32>(u, 12);
          const x5 = v128.load_splat<f32>(l, 12);
          a0 = madd(wa, x0, a0);
          b0 = madd(wb, x0, b0);
          a1 = madd(wa, x4, a1);
          b1 = madd(wb, x4, b1);
          a2 = madd(wa, x2, a2);
          b2 = madd(wb, x2, b2);
          a3 = madd(wa, x5, a3);
          b3 = madd(wb, x5, b3);
        }
      }
      w += length * WINDOW;
      r += RUN;
    } while (r < end);
    a0 = positive(a0);
    a1 = positive(a1);
    a2 = positive(a2);
    a3 = positive(a3);
    b0 = positive(b0);
    b1 = positive(b1);
    b2 = positive(b2);
    b3 = positive(b3);
    const ma = largest(a0, a1, a2, a3);
    const mb = largest(b0, b1, b2, b3);
    v128.store(maxima, ma);
    v128.store(maxima, mb, 16);
    if (places === 0) continue;
    const ta = equalled(ma);
    const tb = equalled(mb);
    const e0 = i16x8.narrow_i32x4_s(f32x4.eq(a0, ta), f32x4.eq(b0, tb));
    const e1 = i16x8.narrow_i32x4_s(f32x4.eq(a1, ta), f32x4.eq(b1, tb));
    const e2 = i16x8.narrow_i32x4_s(f32x4.eq(a2, ta), f32x4.eq(b2, tb));
    const e3 = i16x8.narrow_i32x4_s(f32x4.eq(a3, ta), f32x4.eq(b3, tb));
    // −(e0 + 2 e1 + 4 e2 + 8 e3): a pixel that equals counts −1.
    let sum = i16x8.add(i16x8.add(e3, e3), e2);
    sum = i16x8.add(i16x8.add(sum, sum), e1);
    sum = i16x8.add(i16x8.add(sum, sum), e0);
    const negated = i16x8.neg(sum);
    const chosen = toAll ? negated : v128.and(sum, negated);
    v128.store64_lane(bits, i8x16.narrow_i16x8_u(chosen, chosen), 0);
  }
  turn(p, y, places, plane);
}

/** From the buffer of a row to the planes of eight channels. */
function turn(p: Pooling, y: usize, places: usize, plane: i32): void {
  const columns = p.columns;
  const planeBytes = plane * BYTES;
  if (columns < VECTOR) {
    for (let i = 0; i < columns; i++) {
      for (let c = 0; c < CHANNELS; c++) {
        store<f32>(y + c * planeBytes + i * BYTES, load<f32>(p.maxima + i * WINDOW + c * BYTES));
        if (places !== 0) store<u8>(places + c * plane + i, load<u8>(p.bits + i * CHANNELS + c));
      }
    }
    return;
  }
  for (let start = 0; start < columns; start += VECTOR) {
    const i = min(start, columns - VECTOR);
    const from = p.maxima + i * WINDOW;
    turnFour(from, y + i * BYTES, planeBytes);
    turnFour(from + 16, y + i * BYTES + 4 * planeBytes, planeBytes);
    if (places === 0) continue;
    const bits = p.bits + i * CHANNELS;
    const a = v128.load64_zero(bits);
    const b = v128.load64_zero(bits, 8);
    const c = v128.load64_zero(bits, 16);
    const d = v128.load64_zero(bits, 24);
    const ac = v128.shuffle<i8>(a, c, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const bd = v128.shuffle<i8>(b, d, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const low = v128.shuffle<i8>(ac, bd, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const high = v128.shuffle<i8>(ac, bd, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    const to = places + i;
    v128.store32_lane(to, low, 0);
    v128.store32_lane(to + plane, low, 1);
    v128.store32_lane(to + 2 * plane, low, 2);
    v128.store32_lane(to + 3 * plane, low, 3);
    v128.store32_lane(to + 4 * plane, high, 0);
    v128.store32_lane(to + 5 * plane, high, 1);
    v128.store32_lane(to + 6 * plane, high, 2);
    v128.store32_lane(to + 7 * plane, high, 3);
  }
}

/** Four windows of four channels. */
function turnFour(from: usize, to: usize, planeBytes: i32): void {
  const a = v128.load(from);
  const b = v128.load(from, WINDOW);
  const c = v128.load(from, 2 * WINDOW);
  const d = v128.load(from, 3 * WINDOW);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(to + planeBytes, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
  const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to + 2 * planeBytes, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
  v128.store(to + 3 * planeBytes, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
}
