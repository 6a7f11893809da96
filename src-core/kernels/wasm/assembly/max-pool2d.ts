// Maxima of windows. A lane has a range of planes.
//
// The window of nearly every network, 2 × 2 with stride 2 and no padding, takes four outputs a turn: two vectors of each of
// two rows, the upper row and the lower one sorted into even and odd columns. The last four of a row may share outputs with
// those before, and then write the same once more. Its windows do not overlap, so the gradient is written rather than
// added, zeros and all. Any other window, and rows of fewer than four outputs, go output by output.

import { Geometry } from './geometry';
import { BYTES, shareOf, VECTOR } from './simd';
import { bottom, clip, left, right, top } from './window';

function isHalving(g: Geometry): bool {
  const square = g.kernelHeight === 2 && g.kernelWidth === 2 && g.strideY === 2 && g.strideX === 2;
  const inside = g.outHeight * 2 <= g.inHeight && g.outWidth * 2 <= g.inWidth;
  return square && inside && g.paddingTop === 0 && g.paddingLeft === 0 && g.outWidth >= VECTOR;
}

export function maxPool2d(x: usize, y: usize, n: i32, g: Geometry, lane: i32, lanes: i32): void {
  const planes = n * g.outChannels;
  const halving = isHalving(g);
  for (let plane = shareOf(planes, lane, lanes), end = shareOf(planes, lane + 1, lanes); plane < end; plane++) {
    const from = x + plane * g.inHeight * g.inWidth * BYTES;
    const to = y + plane * g.outHeight * g.outWidth * BYTES;
    for (let oy = 0; oy < g.outHeight; oy++) {
      if (halving) {
        halveRow(from, to, oy, g);
        continue;
      }
      for (let ox = 0; ox < g.outWidth; ox++) {
        clip(g, oy, ox);
        store<f32>(to + (oy * g.outWidth + ox) * BYTES, largest(from, g.inWidth));
      }
    }
  }
}

/** Of the clipped window; NaN where there is one. */
function largest(plane: usize, width: i32): f32 {
  let result = -Infinity as f32;
  for (let row = top; row < bottom; row++) {
    for (let i = row * width + left; i < row * width + right; i++) {
      const value = load<f32>(plane + i * BYTES);
      if (value > result || isNaN(value)) result = value;
    }
  }
  return result;
}

/** The outputs of a row, four at a time. */
function halveRow(plane: usize, y: usize, oy: i32, g: Geometry): void {
  const row = plane + 2 * oy * g.inWidth * BYTES;
  const lower = g.inWidth * BYTES;
  const last = g.outWidth - VECTOR;
  y += oy * g.outWidth * BYTES;
  for (let start = 0; start < g.outWidth; start += VECTOR) {
    const ox = min(start, last);
    const upper = row + 2 * ox * BYTES;
    const left = f32x4.max(v128.load(upper), v128.load(upper + lower));
    const right = f32x4.max(v128.load(upper, 16), v128.load(upper + lower, 16));
    v128.store(y + ox * BYTES, f32x4.max(evenOf(left, right), oddOf(left, right)));
  }
}

function evenOf(left: v128, right: v128): v128 {
  return v128.shuffle<f32>(left, right, 0, 2, 4, 6);
}

function oddOf(left: v128, right: v128): v128 {
  return v128.shuffle<f32>(left, right, 1, 3, 5, 7);
}

/** `toAll`: each of several equal maxima gets the whole of dy, not the first alone. */
export function maxPool2dBackward(
  x: usize,
  y: usize,
  dy: usize,
  dx: usize,
  n: i32,
  g: Geometry,
  toAll: bool,
  lane: i32,
  lanes: i32,
): void {
  const planes = n * g.outChannels;
  const size = g.inHeight * g.inWidth * BYTES;
  const outSize = g.outHeight * g.outWidth * BYTES;
  const halving = isHalving(g);
  const covered = halving && g.outWidth * 2 === g.inWidth && g.outHeight * 2 === g.inHeight;
  for (let plane = shareOf(planes, lane, lanes), end = shareOf(planes, lane + 1, lanes); plane < end; plane++) {
    const from = x + plane * size;
    const to = dx + plane * size;
    if (!covered) memory.fill(to, 0, size);
    for (let oy = 0; oy < g.outHeight; oy++) {
      const row = plane * outSize + oy * g.outWidth * BYTES;
      if (halving) {
        spreadRow(from, y + row, dy + row, to, oy, g, toAll);
        continue;
      }
      for (let ox = 0; ox < g.outWidth; ox++) {
        clip(g, oy, ox);
        spread(from, load<f32>(y + row + ox * BYTES), load<f32>(dy + row + ox * BYTES), to, g.inWidth, toAll);
      }
    }
  }
}

/** Adds dy where the clipped window is as large as its maximum. */
function spread(x: usize, y: f32, dy: f32, dx: usize, width: i32, toAll: bool): void {
  for (let row = top; row < bottom; row++) {
    for (let i = row * width + left; i < row * width + right; i++) {
      if (load<f32>(x + i * BYTES) !== y) continue;
      store<f32>(dx + i * BYTES, load<f32>(dx + i * BYTES) + dy);
      if (!toAll) return;
    }
  }
}

/** The gradients of a row's windows, four at a time. */
function spreadRow(plane: usize, y: usize, dy: usize, dx: usize, oy: i32, g: Geometry, toAll: bool): void {
  const start = 2 * oy * g.inWidth * BYTES;
  const lower = g.inWidth * BYTES;
  const last = g.outWidth - VECTOR;
  const all = i32x4.splat(toAll ? -1 : 0);
  for (let first = 0; first < g.outWidth; first += VECTOR) {
    const ox = min(first, last);
    const upper = plane + start + 2 * ox * BYTES;
    const to = dx + start + 2 * ox * BYTES;
    const maximum = v128.load(y + ox * BYTES);
    const gradient = v128.load(dy + ox * BYTES);
    const u0 = v128.load(upper),
      u1 = v128.load(upper, 16);
    const l0 = v128.load(upper + lower),
      l1 = v128.load(upper + lower, 16);
    // The four pixels of a window in their order; those behind the first maximum count only if all do.
    const a = f32x4.eq(evenOf(u0, u1), maximum);
    const b = f32x4.eq(oddOf(u0, u1), maximum);
    const c = f32x4.eq(evenOf(l0, l1), maximum);
    const d = f32x4.eq(oddOf(l0, l1), maximum);
    const ab = v128.or(a, b);
    const da = v128.and(gradient, a);
    const db = v128.and(gradient, v128.and(b, v128.or(all, v128.not(a))));
    const dc = v128.and(gradient, v128.and(c, v128.or(all, v128.not(ab))));
    const dd = v128.and(gradient, v128.and(d, v128.or(all, v128.not(v128.or(ab, c)))));
    v128.store(to, v128.shuffle<f32>(da, db, 0, 4, 1, 5));
    v128.store(to, v128.shuffle<f32>(da, db, 2, 6, 3, 7), 16);
    v128.store(to + lower, v128.shuffle<f32>(dc, dd, 0, 4, 1, 5));
    v128.store(to + lower, v128.shuffle<f32>(dc, dd, 2, 6, 3, 7), 16);
  }
}
