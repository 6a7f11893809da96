// A row of windows of four, two or one channels, vectors along the pixels: a tile is 4 channels × 1 block, 2 × 2 or 1 × 2, a
// block being the 2 × 4 pixels of two windows: 8 or 4 accumulators, which with all that a turn loads take 14 of the 15
// registers or fewer. The last blocks of a row may share windows with those before, and then write the same once more.

import { Pooling, Run, RUN } from './pooling';
import { bitsOf, largest, positive } from './pool-maxima';
import { BYTES, madd } from './simd';

// One function for each kind of tile, so that each has registers of its own.
export function four(p: Pooling, w: usize, b: usize, y: usize, places: usize, plane: i32): void {
  Blocks.compute(4, 1, p, w, b, y, places, plane);
}
export function two(p: Pooling, w: usize, b: usize, y: usize, places: usize, plane: i32): void {
  Blocks.compute(2, 2, p, w, b, y, places, plane);
}
export function one(p: Pooling, w: usize, b: usize, y: usize, places: usize, plane: i32): void {
  Blocks.compute(1, 2, p, w, b, y, places, plane);
}

// `channels` and `blocks` are constants where it is inlined: what they rule out is not compiled.
class Blocks {
  @inline
  static compute(
    channels: i32,
    blocks: i32,
    p: Pooling,
    weights: usize,
    bias: usize,
    y: usize,
    places: usize,
    plane: i32,
  ): void {
    const height = p.height;
    const corner = p.corner;
    const begin = p.begin;
    const end = p.end;
    const planeBytes = plane * BYTES;
    const last = max(0, p.columns - 2);
    const keep = places !== 0;
    weights += p.skipped * channels;
    for (let column = 0; column < p.columns; column += 2 * blocks) {
      const i = min(column, last);
      const j = blocks > 1 ? min(column + 2, last) : i;
      const upper0 = corner + 2 * i * BYTES;
      const lower0 = upper0 + height;
      const upper1 = corner + 2 * j * BYTES;
      const lower1 = upper1 + height;
      let w = weights;
      let a0 = v128.load_splat<f32>(bias),
        a1 = a0,
        a2 = a0,
        a3 = a0;
      let b0 = channels > 1 ? v128.load_splat<f32>(bias, 4) : a0,
        b1 = b0,
        b2 = b0,
        b3 = b0;
      let c0 = channels > 2 ? v128.load_splat<f32>(bias, 8) : a0,
        c1 = c0;
      let d0 = channels > 2 ? v128.load_splat<f32>(bias, 12) : a0,
        d1 = d0;
      let r = begin;
      do {
        const run = changetype<Run>(r);
        const u0 = upper0 + run.offset;
        const l0 = lower0 + run.offset;
        const u1 = blocks > 1 ? upper1 + run.offset : u0;
        const l1 = blocks > 1 ? lower1 + run.offset : l0;
        const length = run.length;
        const x0 = v128.load(u0, 0);
        const x1 = v128.load(l0, 0);
        const x2 = blocks > 1 ? v128.load(u1, 0) : x0;
        const x3 = blocks > 1 ? v128.load(l1, 0) : x1;
        const wa = v128.load_splat<f32>(w);
        a0 = madd(wa, x0, a0);
        a1 = madd(wa, x1, a1);
        if (blocks > 1) {
          a2 = madd(wa, x2, a2);
          a3 = madd(wa, x3, a3);
        }
        if (channels > 1) {
          const wb = v128.load_splat<f32>(w, 4);
          b0 = madd(wb, x0, b0);
          b1 = madd(wb, x1, b1);
          if (blocks > 1) {
            b2 = madd(wb, x2, b2);
            b3 = madd(wb, x3, b3);
          }
        }
        if (channels > 2) {
          const wc = v128.load_splat<f32>(w, 8);
          c0 = madd(wc, x0, c0);
          c1 = madd(wc, x1, c1);
          const wd = v128.load_splat<f32>(w, 12);
          d0 = madd(wd, x0, d0);
          d1 = madd(wd, x1, d1);
        }
        w += channels * BYTES;
        if (length > 1) {
          const x0 = v128.load(u0, 4);
          const x1 = v128.load(l0, 4);
          const x2 = blocks > 1 ? v128.load(u1, 4) : x0;
          const x3 = blocks > 1 ? v128.load(l1, 4) : x1;
          const wa = v128.load_splat<f32>(w);
          a0 = madd(wa, x0, a0);
          a1 = madd(wa, x1, a1);
          if (blocks > 1) {
            a2 = madd(wa, x2, a2);
            a3 = madd(wa, x3, a3);
          }
          if (channels > 1) {
            const wb = v128.load_splat<f32>(w, 4);
            b0 = madd(wb, x0, b0);
            b1 = madd(wb, x1, b1);
            if (blocks > 1) {
              b2 = madd(wb, x2, b2);
              b3 = madd(wb, x3, b3);
            }
          }
          if (channels > 2) {
            const wc = v128.load_splat<f32>(w, 8);
            c0 = madd(wc, x0, c0);
            c1 = madd(wc, x1, c1);
            const wd = v128.load_splat<f32>(w, 12);
            d0 = madd(wd, x0, d0);
            d1 = madd(wd, x1, d1);
          }
          w += channels * BYTES;
          if (length > 2) {
            const x0 = v128.load(u0, 8);
            const x1 = v128.load(l0, 8);
            const x2 = blocks > 1 ? v128.load(u1, 8) : x0;
            const x3 = blocks > 1 ? v128.load(l1, 8) : x1;
            const wa = v128.load_splat<f32>(w);
            a0 = madd(wa, x0, a0);
            a1 = madd(wa, x1, a1);
            if (blocks > 1) {
              a2 = madd(wa, x2, a2);
              a3 = madd(wa, x3, a3);
            }
            if (channels > 1) {
              const wb = v128.load_splat<f32>(w, 4);
              b0 = madd(wb, x0, b0);
              b1 = madd(wb, x1, b1);
              if (blocks > 1) {
                b2 = madd(wb, x2, b2);
                b3 = madd(wb, x3, b3);
              }
            }
            if (channels > 2) {
              const wc = v128.load_splat<f32>(w, 8);
              c0 = madd(wc, x0, c0);
              c1 = madd(wc, x1, c1);
              const wd = v128.load_splat<f32>(w, 12);
              d0 = madd(wd, x0, d0);
              d1 = madd(wd, x1, d1);
            }
            w += channels * BYTES;
          }
        }
        r += RUN;
      } while (r < end);
      const yi = y + i * BYTES;
      const yj = y + j * BYTES;
      const pi = places + i;
      const pj = places + j;
      if (blocks > 1) {
        Blocks.pool(p, a0, a1, a2, a3, yi, yj, keep, pi, pj);
        if (channels > 1)
          Blocks.pool(p, b0, b1, b2, b3, yi + planeBytes, yj + planeBytes, keep, pi + plane, pj + plane);
      } else {
        Blocks.pool(p, a0, a1, b0, b1, yi, yi + planeBytes, keep, pi, pi + plane);
        const yc = yi + 2 * planeBytes;
        const pc = pi + 2 * plane;
        Blocks.pool(p, c0, c1, d0, d1, yc, yc + planeBytes, keep, pc, pc + plane);
      }
    }
  }

  /** The two windows of each of two blocks, from their upper and lower pixels; of rows of one window the first alone. */
  @inline
  static pool(
    p: Pooling,
    upper0: v128,
    lower0: v128,
    upper1: v128,
    lower1: v128,
    y0: usize,
    y1: usize,
    keep: bool,
    places0: usize,
    places1: usize,
  ): void {
    const a = positive(v128.shuffle<f32>(upper0, upper1, 0, 2, 4, 6));
    const b = positive(v128.shuffle<f32>(upper0, upper1, 1, 3, 5, 7));
    const c = positive(v128.shuffle<f32>(lower0, lower1, 0, 2, 4, 6));
    const d = positive(v128.shuffle<f32>(lower0, lower1, 1, 3, 5, 7));
    const result = largest(a, b, c, d);
    if (p.columns > 1) {
      v128.store64_lane(y0, result, 0);
      v128.store64_lane(y1, result, 1);
    } else {
      v128.store32_lane(y0, result, 0);
      v128.store32_lane(y1, result, 2);
    }
    if (!keep) return;
    const bits = bitsOf(a, b, c, d, result, p.toAll);
    if (p.columns > 1) {
      v128.store16_lane(places0, bits, 0);
      v128.store16_lane(places1, bits, 1);
    } else {
      v128.store8_lane(places0, bits, 0);
      v128.store8_lane(places1, bits, 2);
    }
  }
}
