// Batch normalization, channel by channel: a lane has whole channels, so that statistics and what is made of them need no
// meeting in between. Sums go along a plane, four at a time, and from plane to plane in float64.

import { BYTES, madd, shareOf, storePart, sumOf, VECTOR, zero } from './simd';

function get(base: usize, index: i32): f64 {
  return <f64>load<f32>(base + index * BYTES);
}

function set(base: usize, index: i32, value: f64): void {
  store<f32>(base + index * BYTES, <f32>value);
}

/** The vector at `at`, zero from place `left` on. */
function head(at: usize, left: i32): v128 {
  const v = v128.load(at);
  if (left >= VECTOR) return v;
  return v128.and(v, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(left)));
}

function put(at: usize, v: v128, left: i32): void {
  if (left >= VECTOR) v128.store(at, v);
  else storePart(at, v, left);
}

/** y ← scale · (x − centre) + shift over one channel. */
function affine(
  x: usize,
  y: usize,
  c: i32,
  n: i32,
  channels: i32,
  area: i32,
  scale: f64,
  centre: f64,
  shift: f64,
): void {
  const a = f32x4.splat(<f32>scale);
  const m = f32x4.splat(<f32>centre);
  const b = f32x4.splat(<f32>shift);
  for (let example = 0; example < n; example++) {
    const plane = (example * channels + c) * area * BYTES;
    for (let i = 0; i < area; i += VECTOR) {
      put(y + plane + i * BYTES, madd(a, f32x4.sub(v128.load(x + plane + i * BYTES), m), b), area - i);
    }
  }
}

function sum(x: usize, c: i32, n: i32, channels: i32, area: i32): f64 {
  let total: f64 = 0;
  for (let example = 0; example < n; example++) {
    const plane = x + (example * channels + c) * area * BYTES;
    let part = zero();
    for (let i = 0; i < area; i += VECTOR) part = f32x4.add(part, head(plane + i * BYTES, area - i));
    total += <f64>sumOf(part);
  }
  return total;
}

/** Σ (x − mean)²: about the mean, since sums of squares alone would lose it where the mean is large. */
function squares(x: usize, mean: f64, c: i32, n: i32, channels: i32, area: i32): f64 {
  const m = f32x4.splat(<f32>mean);
  let total: f64 = 0;
  for (let example = 0; example < n; example++) {
    const plane = x + (example * channels + c) * area * BYTES;
    let part = zero();
    for (let i = 0; i < area; i += VECTOR) {
      const left = area - i;
      let d = f32x4.sub(v128.load(plane + i * BYTES), m);
      if (left < VECTOR) d = v128.and(d, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(left)));
      part = madd(d, d, part);
    }
    total += <f64>sumOf(part);
  }
  return total;
}

/** y = γ (x − mean) invStd + β. */
function normalize(
  x: usize,
  gamma: usize,
  beta: usize,
  mean: usize,
  invStd: usize,
  y: usize,
  c: i32,
  n: i32,
  channels: i32,
  area: i32,
): void {
  affine(x, y, c, n, channels, area, get(gamma, c) * get(invStd, c), get(mean, c), get(beta, c));
}

export function batchNorm(
  x: usize,
  gamma: usize,
  beta: usize,
  mean: usize,
  invStd: usize,
  runningMean: usize,
  runningVar: usize,
  y: usize,
  n: i32,
  channels: i32,
  area: i32,
  momentum: f64,
  epsilon: f64,
  lane: i32,
  lanes: i32,
): void {
  const count = <f64>(n * area);
  for (let c = shareOf(channels, lane, lanes), end = shareOf(channels, lane + 1, lanes); c < end; c++) {
    const average = sum(x, c, n, channels, area) / count;
    const spread = squares(x, average, c, n, channels, area);
    set(mean, c, average);
    set(invStd, c, 1 / sqrt<f64>(spread / count + epsilon));
    set(runningMean, c, get(runningMean, c) + momentum * (average - get(runningMean, c)));
    const unbiased = spread / max<f64>(1, count - 1);
    set(runningVar, c, get(runningVar, c) + momentum * (unbiased - get(runningVar, c)));
    normalize(x, gamma, beta, mean, invStd, y, c, n, channels, area);
  }
}

export function batchNormInference(
  x: usize,
  gamma: usize,
  beta: usize,
  mean: usize,
  invStd: usize,
  runningMean: usize,
  runningVar: usize,
  y: usize,
  n: i32,
  channels: i32,
  area: i32,
  epsilon: f64,
  lane: i32,
  lanes: i32,
): void {
  for (let c = shareOf(channels, lane, lanes), end = shareOf(channels, lane + 1, lanes); c < end; c++) {
    set(mean, c, get(runningMean, c));
    set(invStd, c, 1 / sqrt<f64>(get(runningVar, c) + epsilon));
    normalize(x, gamma, beta, mean, invStd, y, c, n, channels, area);
  }
}

/** Σ dy · (x − mean) of one channel. */
function products(x: usize, dy: usize, mean: f64, c: i32, n: i32, channels: i32, area: i32): f64 {
  const m = f32x4.splat(<f32>mean);
  let total: f64 = 0;
  for (let example = 0; example < n; example++) {
    const plane = (example * channels + c) * area * BYTES;
    let part = zero();
    for (let i = 0; i < area; i += VECTOR) {
      const at = plane + i * BYTES;
      const left = area - i;
      let p = f32x4.mul(v128.load(dy + at), f32x4.sub(v128.load(x + at), m));
      if (left < VECTOR) p = v128.and(p, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(left)));
      part = f32x4.add(part, p);
    }
    total += <f64>sumOf(part);
  }
  return total;
}

/** dx ← a · dy + b · (x − mean) + c0: γ invStd (dy − mean(dy) − x̂ mean(dy x̂)) with everything but x and dy taken together. */
export function batchNormBackward(
  x: usize,
  dy: usize,
  gamma: usize,
  mean: usize,
  invStd: usize,
  dx: usize,
  dgamma: usize,
  dbeta: usize,
  n: i32,
  channels: i32,
  area: i32,
  lane: i32,
  lanes: i32,
): void {
  const count = <f64>(n * area);
  for (let c = shareOf(channels, lane, lanes), end = shareOf(channels, lane + 1, lanes); c < end; c++) {
    const total = sum(dy, c, n, channels, area);
    const product = products(x, dy, get(mean, c), c, n, channels, area) * get(invStd, c);
    set(dgamma, c, get(dgamma, c) + product);
    set(dbeta, c, get(dbeta, c) + total);
    if (dx === 0) continue;
    const scale = get(gamma, c) * get(invStd, c);
    const a = f32x4.splat(<f32>scale);
    const b = f32x4.splat(<f32>((-scale * get(invStd, c) * product) / count));
    const shift = f32x4.splat(<f32>((-scale * total) / count));
    const m = v128.load_splat<f32>(mean + c * BYTES);
    for (let example = 0; example < n; example++) {
      const plane = (example * channels + c) * area * BYTES;
      for (let i = 0; i < area; i += VECTOR) {
        const at = plane + i * BYTES;
        const rest = madd(b, f32x4.sub(v128.load(x + at), m), shift);
        put(dx + at, madd(a, v128.load(dy + at), rest), area - i);
      }
    }
  }
}

/** dx ← gamma · invStd · dy. */
export function batchNormInferenceBackward(
  dy: usize,
  gamma: usize,
  invStd: usize,
  dx: usize,
  n: i32,
  channels: i32,
  area: i32,
  lane: i32,
  lanes: i32,
): void {
  for (let c = shareOf(channels, lane, lanes), end = shareOf(channels, lane + 1, lanes); c < end; c++) {
    affine(dy, dx, c, n, channels, area, get(gamma, c) * get(invStd, c), 0, 0);
  }
}
