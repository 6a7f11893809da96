// The three products of a dense layer, all on the matrices as they lie: x (n, I), weight (O, I), y (n, O).
//
// Forward (both along I): vectors go along the features and are added up at the end. Tile 4 outputs × 2 examples, 8
// accumulators, 8 multiply-adds for 6 loads; the four rows of weights stay in the first cache while all examples go by.
// Input gradient (dy along O, weight across): tile 4 examples × 8 features, one weight row of 2 vectors and 4 broadcast dy
// a turn, 8 multiply-adds for 6 loads.
// Weight gradient (both across the batch): tile 4 outputs × 8 features, the same with x for the weights.
// The last two go down strips of 8 columns, the last of which may share columns with the one before; from 16 rows on a strip is
// copied together first, once for all its tiles. A single example, where sums would wait for themselves, has wider tiles.
// With all that a turn loads, 14 of 15 registers. A lane has a range of outputs, or of strips: each number is summed by one lane in one order.

import { BYTES, madd, shareOf, sumOf, VECTOR, zero } from './simd';
import { sized, take } from './scratch';

const ROWS: i32 = 4;
const ALONE: i32 = 7; // outputs of a single example: with fewer, each waits for its last sum
const STRIP: i32 = 8; // columns
const PACK_FROM: i32 = 16; // rows that make packing worth while
const WIDE: i32 = 3; // strips that a single row takes at a time

/** Scratch memory that the kernels of this file need, bytes. */
export function denseBytes(n: i32, outFeatures: i32): usize {
  return 2 * sized(max(n, outFeatures) * STRIP * BYTES);
}

// ── y ← x weightᵀ + bias ──

export function dense(
  x: usize,
  weight: usize,
  bias: usize,
  y: usize,
  n: i32,
  inFeatures: i32,
  outFeatures: i32,
  lane: i32,
  lanes: i32,
): void {
  const row = inFeatures * BYTES;
  const most = n === 1 ? ALONE : ROWS;
  const blocks = (outFeatures + most - 1) / most;
  for (let block = shareOf(blocks, lane, lanes), end = shareOf(blocks, lane + 1, lanes); block < end; block++) {
    const first = shareOf(outFeatures, block, blocks);
    const rows = shareOf(outFeatures, block + 1, blocks) - first;
    const w = weight + first * row;
    const b: usize = bias === 0 ? 0 : bias + first * BYTES;
    if (n === 1) {
      dotAlone(rows, x, w, b, y + first * BYTES, inFeatures);
      continue;
    }
    for (let example = 0; example < n; example += 2) {
      const from = x + example * row;
      const to = y + (example * outFeatures + first) * BYTES;
      if (example + 1 < n) dotPair(rows, from, w, b, to, inFeatures, outFeatures * BYTES);
      else dotOne(rows, from, w, b, to, inFeatures);
    }
  }
}

function dotPair(rows: i32, x: usize, w: usize, bias: usize, y: usize, length: i32, yStride: i32): void {
  if (rows === 4) Dots.compute(4, 2, x, w, bias, y, length, yStride);
  else if (rows === 3) Dots.compute(3, 2, x, w, bias, y, length, yStride);
  else if (rows === 2) Dots.compute(2, 2, x, w, bias, y, length, yStride);
  else Dots.compute(1, 2, x, w, bias, y, length, yStride);
}

function dotOne(rows: i32, x: usize, w: usize, bias: usize, y: usize, length: i32): void {
  if (rows === 4) Dots.compute(4, 1, x, w, bias, y, length, 0);
  else if (rows === 3) Dots.compute(3, 1, x, w, bias, y, length, 0);
  else if (rows === 2) Dots.compute(2, 1, x, w, bias, y, length, 0);
  else Dots.compute(1, 1, x, w, bias, y, length, 0);
}

function dotAlone(rows: i32, x: usize, w: usize, bias: usize, y: usize, length: i32): void {
  if (rows === 7) Alone.compute(7, x, w, bias, y, length);
  else if (rows === 6) Alone.compute(6, x, w, bias, y, length);
  else if (rows === 5) Alone.compute(5, x, w, bias, y, length);
  else dotOne(rows, x, w, bias, y, length);
}

function finish(sums: v128, rest: f32, bias: usize, output: i32, y: usize): void {
  const b: f32 = bias === 0 ? 0 : load<f32>(bias + output * BYTES);
  store<f32>(y + output * BYTES, sumOf(sums) + rest + b);
}

// `outputs` and `examples` are constants where it is inlined.
class Dots {
  @inline
  static compute(
    outputs: i32,
    examples: i32,
    x: usize,
    w: usize,
    bias: usize,
    y: usize,
    length: i32,
    yStride: i32,
  ): void {
    const row = length * BYTES;
    const w1 = outputs > 1 ? w + row : w;
    const w2 = outputs > 2 ? w1 + row : w;
    const w3 = outputs > 3 ? w2 + row : w;
    const z = x + row;
    let a0 = zero(),
      b0 = a0,
      c0 = a0,
      d0 = a0;
    let a1 = a0,
      b1 = a0,
      c1 = a0,
      d1 = a0;
    let i = 0;
    const end = (length & ~(VECTOR - 1)) * BYTES;
    for (; i < end; i += VECTOR * BYTES) {
      const x0 = v128.load(x + i);
      const x1 = examples > 1 ? v128.load(z + i) : x0;
      const wa = v128.load(w + i);
      a0 = madd(wa, x0, a0);
      if (examples > 1) a1 = madd(wa, x1, a1);
      if (outputs > 1) {
        const wb = v128.load(w1 + i);
        b0 = madd(wb, x0, b0);
        if (examples > 1) b1 = madd(wb, x1, b1);
      }
      if (outputs > 2) {
        const wc = v128.load(w2 + i);
        c0 = madd(wc, x0, c0);
        if (examples > 1) c1 = madd(wc, x1, c1);
      }
      if (outputs > 3) {
        const wd = v128.load(w3 + i);
        d0 = madd(wd, x0, d0);
        if (examples > 1) d1 = madd(wd, x1, d1);
      }
    }
    let ra0: f32 = 0,
      rb0: f32 = 0,
      rc0: f32 = 0,
      rd0: f32 = 0;
    let ra1: f32 = 0,
      rb1: f32 = 0,
      rc1: f32 = 0,
      rd1: f32 = 0;
    for (; i < row; i += BYTES) {
      const x0 = load<f32>(x + i);
      const x1: f32 = examples > 1 ? load<f32>(z + i) : 0;
      ra0 += load<f32>(w + i) * x0;
      if (examples > 1) ra1 += load<f32>(w + i) * x1;
      if (outputs > 1) rb0 += load<f32>(w1 + i) * x0;
      if (outputs > 1 && examples > 1) rb1 += load<f32>(w1 + i) * x1;
      if (outputs > 2) rc0 += load<f32>(w2 + i) * x0;
      if (outputs > 2 && examples > 1) rc1 += load<f32>(w2 + i) * x1;
      if (outputs > 3) rd0 += load<f32>(w3 + i) * x0;
      if (outputs > 3 && examples > 1) rd1 += load<f32>(w3 + i) * x1;
    }
    finish(a0, ra0, bias, 0, y);
    if (outputs > 1) finish(b0, rb0, bias, 1, y);
    if (outputs > 2) finish(c0, rc0, bias, 2, y);
    if (outputs > 3) finish(d0, rd0, bias, 3, y);
    if (examples > 1) {
      finish(a1, ra1, bias, 0, y + yStride);
      if (outputs > 1) finish(b1, rb1, bias, 1, y + yStride);
      if (outputs > 2) finish(c1, rc1, bias, 2, y + yStride);
      if (outputs > 3) finish(d1, rd1, bias, 3, y + yStride);
    }
  }
}

// `outputs`, 5 to 7, is a constant where it is inlined.
class Alone {
  @inline
  static compute(outputs: i32, x: usize, w: usize, bias: usize, y: usize, length: i32): void {
    const row = length * BYTES;
    const w1 = w + row;
    const w2 = w1 + row;
    const w3 = w2 + row;
    const w4 = w3 + row;
    const w5 = outputs > 5 ? w4 + row : w;
    const w6 = outputs > 6 ? w5 + row : w;
    let a = zero(),
      b = a,
      c = a,
      d = a,
      e = a,
      f = a,
      g = a;
    const end = (length & ~(VECTOR - 1)) * BYTES;
    for (let i = 0; i < end; i += VECTOR * BYTES) {
      const v = v128.load(x + i);
      a = madd(v128.load(w + i), v, a);
      b = madd(v128.load(w1 + i), v, b);
      c = madd(v128.load(w2 + i), v, c);
      d = madd(v128.load(w3 + i), v, d);
      e = madd(v128.load(w4 + i), v, e);
      if (outputs > 5) f = madd(v128.load(w5 + i), v, f);
      if (outputs > 6) g = madd(v128.load(w6 + i), v, g);
    }
    finish(a, rest(x, w, end, row), bias, 0, y);
    finish(b, rest(x, w1, end, row), bias, 1, y);
    finish(c, rest(x, w2, end, row), bias, 2, y);
    finish(d, rest(x, w3, end, row), bias, 3, y);
    finish(e, rest(x, w4, end, row), bias, 4, y);
    if (outputs > 5) finish(f, rest(x, w5, end, row), bias, 5, y);
    if (outputs > 6) finish(g, rest(x, w6, end, row), bias, 6, y);
  }
}

/** Of the features behind the last whole vector. */
function rest(x: usize, w: usize, from: i32, end: i32): f32 {
  let sum: f32 = 0;
  for (let i = from; i < end; i += BYTES) sum += load<f32>(w + i) * load<f32>(x + i);
  return sum;
}

// ── dx ← dy weight and dweight ← dweight + dyᵀ x ──

export function denseBackwardInput(
  dy: usize,
  weight: usize,
  dx: usize,
  n: i32,
  inFeatures: i32,
  outFeatures: i32,
  lane: i32,
  lanes: i32,
): void {
  product(dy, outFeatures * BYTES, BYTES, weight, dx, n, outFeatures, inFeatures, false, lane, lanes);
}

/** Not `adding`: the same as to gradients of zeros, which need not be there. */
export function denseBackwardWeight(
  x: usize,
  dy: usize,
  dweight: usize,
  dbias: usize,
  n: i32,
  inFeatures: i32,
  outFeatures: i32,
  adding: bool,
  lane: i32,
  lanes: i32,
): void {
  if (n === 1) outer(dy, x, dweight, outFeatures, inFeatures, adding, lane, lanes);
  else product(dy, BYTES, outFeatures * BYTES, x, dweight, outFeatures, n, inFeatures, adding, lane, lanes);
  if (dbias === 0 || lane !== lanes - 1) return;
  for (let o = 0; o < outFeatures; o++) {
    let sum: f32 = 0;
    for (let example = 0; example < n; example++) sum += load<f32>(dy + (example * outFeatures + o) * BYTES);
    store<f32>(dbias + o * BYTES, before(dbias + o * BYTES, adding) + sum);
  }
}

/** What a sum is added to: what is there, or 0, which is no nothing: −0 becomes 0 by it. */
function before(at: usize, adding: bool): f32 {
  return adding ? load<f32>(at) : 0;
}

function vectorBefore(at: usize, adding: bool): v128 {
  return adding ? v128.load(at) : zero();
}

/** c (rows, columns) ← c + a b, or without c, of a single example: row by row, as there is nothing to sum. */
function outer(a: usize, b: usize, c: usize, rows: i32, columns: i32, adding: bool, lane: i32, lanes: i32): void {
  for (let row = shareOf(rows, lane, lanes), end = shareOf(rows, lane + 1, lanes); row < end; row++) {
    const scale = v128.load_splat<f32>(a + row * BYTES);
    const to = c + row * columns * BYTES;
    let i = 0;
    for (; i + 2 * VECTOR <= columns; i += 2 * VECTOR) {
      const at = to + i * BYTES;
      const from = b + i * BYTES;
      v128.store(at, f32x4.add(vectorBefore(at, adding), f32x4.mul(scale, v128.load(from))));
      v128.store(at, f32x4.add(vectorBefore(at + 16, adding), f32x4.mul(scale, v128.load(from, 16))), 16);
    }
    for (; i < columns; i++) {
      const at = to + i * BYTES;
      store<f32>(at, before(at, adding) + load<f32>(a + row * BYTES) * load<f32>(b + i * BYTES));
    }
  }
}

/**
 * c (rows, columns) ← or, with `adding`, ← c + a b: b (depth, columns) row-major; value (i, k) of a lies at i · aRow +
 * k · aStep bytes.
 */
function product(
  a: usize,
  aRow: i32,
  aStep: i32,
  b: usize,
  c: usize,
  rows: i32,
  depth: i32,
  columns: i32,
  adding: bool,
  lane: i32,
  lanes: i32,
): void {
  const strips = (columns + STRIP - 1) / STRIP;
  const packed = rows >= PACK_FROM ? take(depth * STRIP * BYTES) : 0;
  for (let strip = shareOf(strips, lane, lanes), end = shareOf(strips, lane + 1, lanes); strip < end; strip++) {
    const column = strip * STRIP;
    const to = c + column * BYTES;
    let from = b + column * BYTES;
    let stride = columns * BYTES;
    if (column + STRIP > columns) {
      const edge = columns < STRIP ? 0 : take(rows * STRIP * BYTES);
      if (edge === 0) narrow(a, aRow, aStep, b, c, rows, depth, columns, adding);
      else {
        const known = column + STRIP - columns;
        across(a, aRow, aStep, from - known * BYTES, stride, edge, STRIP * BYTES, rows, depth, false);
        keep(edge, known, to, stride, rows, adding);
      }
      continue;
    }
    if (rows === 1 && strip + WIDE <= end && (strip + WIDE) * STRIP <= columns) {
      wide(a, aStep, from, stride, to, depth, adding);
      strip += WIDE - 1;
      continue;
    }
    if (packed !== 0) {
      pack(packed, from, depth, stride);
      from = packed;
      stride = STRIP * BYTES;
    }
    across(a, aRow, aStep, from, stride, to, columns * BYTES, rows, depth, adding);
  }
}

/** All rows of a strip. */
function across(
  a: usize,
  aRow: i32,
  aStep: i32,
  b: usize,
  bStride: i32,
  c: usize,
  cStride: i32,
  rows: i32,
  depth: i32,
  adding: bool,
): void {
  const blocks = (rows + ROWS - 1) / ROWS;
  for (let block = 0; block < blocks; block++) {
    const first = shareOf(rows, block, blocks);
    const count = shareOf(rows, block + 1, blocks) - first;
    const ai = a + first * aRow;
    const ci = c + first * cStride;
    if (count === 4) four(ai, aRow, aStep, b, bStride, ci, cStride, depth, adding);
    else if (count === 3) three(ai, aRow, aStep, b, bStride, ci, cStride, depth, adding);
    else if (count === 2) two(ai, aRow, aStep, b, bStride, ci, cStride, depth, adding);
    else one(ai, aRow, aStep, b, bStride, ci, cStride, depth, adding);
  }
}

/** Of a strip that begins `known` columns early, those that are new. */
function keep(edge: usize, known: i32, c: usize, cStride: i32, rows: i32, adding: bool): void {
  for (let row = 0; row < rows; row++, edge += STRIP * BYTES, c += cStride) {
    for (let i = known; i < STRIP; i++) {
      const at = c + (i - known) * BYTES;
      store<f32>(at, before(at, adding) + load<f32>(edge + i * BYTES));
    }
  }
}

function pack(to: usize, from: usize, depth: i32, stride: i32): void {
  for (let k = 0; k < depth; k++) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    to += STRIP * BYTES;
    from += stride;
  }
}

/** Fewer columns than a strip, one number at a time. */
function narrow(
  a: usize,
  aRow: i32,
  aStep: i32,
  b: usize,
  c: usize,
  rows: i32,
  depth: i32,
  columns: i32,
  adding: bool,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum: f32 = 0;
      for (let k = 0; k < depth; k++) {
        sum += load<f32>(a + i * aRow + k * aStep) * load<f32>(b + (k * columns + j) * BYTES);
      }
      const at = c + (i * columns + j) * BYTES;
      store<f32>(at, before(at, adding) + sum);
    }
  }
}

/** Three strips of a single row. */
function wide(a: usize, aStep: i32, b: usize, bStride: i32, c: usize, depth: i32, adding: bool): void {
  let s0 = zero(),
    s1 = s0,
    s2 = s0,
    s3 = s0,
    s4 = s0,
    s5 = s0;
  for (let k = 0; k < depth; k++) {
    const va = v128.load_splat<f32>(a);
    s0 = madd(va, v128.load(b), s0);
    s1 = madd(va, v128.load(b, 16), s1);
    s2 = madd(va, v128.load(b, 32), s2);
    s3 = madd(va, v128.load(b, 48), s3);
    s4 = madd(va, v128.load(b, 64), s4);
    s5 = madd(va, v128.load(b, 80), s5);
    a += aStep;
    b += bStride;
  }
  put(c, s0, s1, adding);
  put(c + 32, s2, s3, adding);
  put(c + 64, s4, s5, adding);
}

function four(a: usize, r: i32, s: i32, b: usize, bs: i32, c: usize, cs: i32, depth: i32, adding: bool): void {
  Tile.compute(4, a, r, s, b, bs, c, cs, depth, adding);
}
function three(a: usize, r: i32, s: i32, b: usize, bs: i32, c: usize, cs: i32, depth: i32, adding: bool): void {
  Tile.compute(3, a, r, s, b, bs, c, cs, depth, adding);
}
function two(a: usize, r: i32, s: i32, b: usize, bs: i32, c: usize, cs: i32, depth: i32, adding: bool): void {
  Tile.compute(2, a, r, s, b, bs, c, cs, depth, adding);
}
function one(a: usize, r: i32, s: i32, b: usize, bs: i32, c: usize, cs: i32, depth: i32, adding: bool): void {
  Tile.compute(1, a, r, s, b, bs, c, cs, depth, adding);
}

function put(at: usize, left: v128, right: v128, adding: bool): void {
  v128.store(at, f32x4.add(vectorBefore(at, adding), left));
  v128.store(at, f32x4.add(vectorBefore(at + 16, adding), right), 16);
}

// `rows` is a constant where it is inlined.
class Tile {
  @inline
  static compute(
    rows: i32,
    a: usize,
    aRow: i32,
    aStep: i32,
    b: usize,
    bStride: i32,
    c: usize,
    cStride: i32,
    depth: i32,
    adding: bool,
  ): void {
    const a1 = rows > 1 ? a + aRow : a;
    const a2 = rows > 2 ? a1 + aRow : a;
    const a3 = rows > 3 ? a2 + aRow : a;
    let p0 = zero(),
      p1 = p0,
      q0 = p0,
      q1 = p0;
    let r0 = p0,
      r1 = p0,
      s0 = p0,
      s1 = p0;
    let at = 0;
    for (let k = 0; k < depth; k++) {
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      const va = v128.load_splat<f32>(a + at);
      p0 = madd(va, b0, p0);
      p1 = madd(va, b1, p1);
      if (rows > 1) {
        const vb = v128.load_splat<f32>(a1 + at);
        q0 = madd(vb, b0, q0);
        q1 = madd(vb, b1, q1);
      }
      if (rows > 2) {
        const vc = v128.load_splat<f32>(a2 + at);
        r0 = madd(vc, b0, r0);
        r1 = madd(vc, b1, r1);
      }
      if (rows > 3) {
        const vd = v128.load_splat<f32>(a3 + at);
        s0 = madd(vd, b0, s0);
        s1 = madd(vd, b1, s1);
      }
      at += aStep;
      b += bStride;
    }
    put(c, p0, p1, adding);
    if (rows > 1) put(c + cStride, q0, q1, adding);
    if (rows > 2) put(c + 2 * cStride, r0, r1, adding);
    if (rows > 3) put(c + 3 * cStride, s0, s1, adding);
  }
}
