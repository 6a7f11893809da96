// The transforms of the windows for winograd.ts and winograd-weight.ts: G g Gᵀ of the 3 × 3 weights, and its transpose, which
// takes what was summed at the 36 positions back to 9 weights. Vectors go along four output channels.

import { SEEN } from './winograd-tiles';
import { BYTES, madd, VECTOR } from './simd';

const AREA: i32 = 9;
const SIDE: i32 = 3;
const LINE: i32 = VECTOR * BYTES;
export const OUTPUTS: i32 = 8; // output channels of a tile of products

/** Scratch memory of a transform, bytes. */
export const FILTER_BYTES: i32 = (AREA + SEEN * SIDE) * LINE;

/**
 * Transforms the weights of `outputs` output channels and `inputs` input channels, from `weight` + o · outStride + i ·
 * inStride (floats), `mirrored` if the window is to be turned around, to [position][8 outputs][input][output]. Outputs beyond
 * the last are copies of it.
 */
export function transformFilters(
  weight: usize,
  outStride: i32,
  inStride: i32,
  mirrored: bool,
  outputs: i32,
  inputs: i32,
  to: usize,
  positionStride: i32,
  buffer: usize,
): void {
  const last = outputs - 1;
  for (let block = 0; block < outputs; block += OUTPUTS) {
    for (let i = 0; i < inputs; i++, to += OUTPUTS * BYTES) {
      const from = weight + i * inStride * BYTES;
      for (let half = 0; half < OUTPUTS; half += VECTOR) {
        const o = block + half;
        loadFilters(
          from + min(o, last) * outStride * BYTES,
          from + min(o + 1, last) * outStride * BYTES,
          from + min(o + 2, last) * outStride * BYTES,
          from + min(o + 3, last) * outStride * BYTES,
          mirrored ? buffer + (AREA - 1) * LINE : buffer,
          mirrored ? -LINE : LINE,
        );
        const columns = buffer + AREA * LINE;
        spread(buffer, SIDE * LINE, LINE, columns, SIDE * LINE, LINE, SIDE);
        spread(columns, LINE, SIDE * LINE, to + half * BYTES, positionStride, SEEN * positionStride, SEEN);
      }
    }
  }
}

/** Nine weights of four channels, one vector for each place, `step` bytes apart. */
function loadFilters(a: usize, b: usize, c: usize, d: usize, to: usize, step: i32): void {
  for (let i = 0; i < 2; i++, to += VECTOR * step, a += LINE, b += LINE, c += LINE, d += LINE) {
    const va = v128.load(a);
    const vb = v128.load(b);
    const vc = v128.load(c);
    const vd = v128.load(d);
    const ab = v128.shuffle<f32>(va, vb, 0, 4, 1, 5);
    const cd = v128.shuffle<f32>(vc, vd, 0, 4, 1, 5);
    v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
    v128.store(to + step, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
    const abHigh = v128.shuffle<f32>(va, vb, 2, 6, 3, 7);
    const cdHigh = v128.shuffle<f32>(vc, vd, 2, 6, 3, 7);
    v128.store(to + 2 * step, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
    v128.store(to + 3 * step, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
  }
  let v = v128.load_splat<f32>(a);
  v = f32x4.replace_lane(v, 1, load<f32>(b));
  v = f32x4.replace_lane(v, 2, load<f32>(c));
  v = f32x4.replace_lane(v, 3, load<f32>(d));
  v128.store(to, v);
}

/**
 * G of three values, `step` bytes apart, for `count` triples, `fromStride` apart: g0 / 4, −(g0 + g2) / 6 ∓ g1 / 6,
 * g0 / 24 + g2 / 6 ± g1 / 12, g2.
 */
function spread(from: usize, step: i32, fromStride: i32, to: usize, toStep: i32, toStride: i32, count: i32): void {
  const sixth = f32x4.splat(<f32>(1.0 / 6));
  const minusSixth = f32x4.splat(<f32>(-1.0 / 6));
  const twelfth = f32x4.splat(<f32>(1.0 / 12));
  const least = f32x4.splat(<f32>(1.0 / 24));
  const quarter = f32x4.splat(0.25);
  for (let i = 0; i < count; i++, from += fromStride, to += toStride) {
    const g0 = v128.load(from);
    const g1 = v128.load(from + step);
    const g2 = v128.load(from + 2 * step);
    const even = f32x4.mul(minusSixth, f32x4.add(g0, g2));
    const odd = f32x4.mul(sixth, g1);
    const farEven = madd(least, g0, f32x4.mul(sixth, g2));
    const farOdd = f32x4.mul(twelfth, g1);
    v128.store(to, f32x4.mul(quarter, g0));
    v128.store(to + toStep, f32x4.sub(even, odd));
    v128.store(to + 2 * toStep, f32x4.add(even, odd));
    v128.store(to + 3 * toStep, f32x4.add(farEven, farOdd));
    v128.store(to + 4 * toStep, f32x4.sub(farEven, farOdd));
    v128.store(to + 5 * toStep, g2);
  }
}

/**
 * Gᵀ of six values, `step` bytes apart, for `count` of them, `fromStride` apart: m0 / 4 − (m1 + m2) / 6 + (m3 + m4) / 24,
 * (m2 − m1) / 6 + (m3 − m4) / 12, (m3 + m4 − m1 − m2) / 6 + m5.
 */
export function gather(
  from: usize,
  step: i32,
  fromStride: i32,
  to: usize,
  toStep: i32,
  toStride: i32,
  count: i32,
): void {
  for (let i = 0; i < count; i++, from += fromStride, to += toStride) {
    const m1 = v128.load(from + step);
    const m2 = v128.load(from + 2 * step);
    const m3 = v128.load(from + 3 * step);
    const m4 = v128.load(from + 4 * step);
    const sixth = f32x4.splat(<f32>(1.0 / 6));
    const even = f32x4.mul(sixth, f32x4.add(m1, m2));
    const farEven = f32x4.add(m3, m4);
    const first = madd(f32x4.splat(0.25), v128.load(from), f32x4.mul(f32x4.splat(<f32>(1.0 / 24)), farEven));
    v128.store(to, f32x4.sub(first, even));
    const odd = f32x4.mul(sixth, f32x4.sub(m2, m1));
    v128.store(to + toStep, madd(f32x4.splat(<f32>(1.0 / 12)), f32x4.sub(m3, m4), odd));
    v128.store(to + 2 * toStep, f32x4.add(f32x4.sub(f32x4.mul(sixth, farEven), even), v128.load(from + 5 * step)));
  }
}
