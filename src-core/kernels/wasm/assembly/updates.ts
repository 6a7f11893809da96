// Updates of parameters, one pass over all tensors of one, four values a turn; at most 10 registers. Square roots and
// quotients are exact as the format allows. A lane has a range of values.

import { BYTES, madd, storePart, valuesOf, VECTOR } from './simd';

function setting(settings: usize, index: i32): v128 {
  return v128.load_splat<f32>(settings + index * BYTES);
}

function put(at: usize, v: v128, left: i32): void {
  if (left >= VECTOR) v128.store(at, v);
  else storePart(at, v, left);
}

export function sgdStep(
  value: usize,
  length: i32,
  grad: usize,
  velocity: usize,
  settings: usize,
  lane: i32,
  lanes: i32,
): void {
  const begin = valuesOf(length, lane, lanes);
  const end = valuesOf(length, lane + 1, lanes);
  if (load<f32>(settings, 4) === 0) return plainStep(value, begin, end, grad, settings);
  const rate = f32x4.neg(setting(settings, 0));
  const momentum = setting(settings, 1);
  const decay = setting(settings, 2);
  const nesterov = load<f32>(settings, 12) === 1;
  for (let i = begin; i < end; i += VECTOR) {
    const at = i * BYTES;
    const w = v128.load(value + at);
    const g = madd(decay, w, v128.load(grad + at));
    const v = madd(momentum, v128.load(velocity + at), g);
    put(velocity + at, v, end - i);
    put(value + at, madd(rate, nesterov ? madd(momentum, v, g) : v, w), end - i);
  }
}

/** Without momentum: the velocity, half of what the others read and write, is left alone. */
function plainStep(value: usize, begin: i32, end: i32, grad: usize, settings: usize): void {
  const rate = f32x4.neg(setting(settings, 0));
  const decay = setting(settings, 2);
  let i = begin;
  for (; i + 2 * VECTOR <= end; i += 2 * VECTOR) {
    const w = value + i * BYTES;
    const g = grad + i * BYTES;
    v128.store(w, stepped(v128.load(w), v128.load(g), rate, decay));
    v128.store(w, stepped(v128.load(w, 16), v128.load(g, 16), rate, decay), 16);
  }
  for (; i < end; i += VECTOR) {
    const w = value + i * BYTES;
    put(w, stepped(v128.load(w), v128.load(grad + i * BYTES), rate, decay), end - i);
  }
}

function stepped(w: v128, g: v128, rate: v128, decay: v128): v128 {
  return madd(rate, madd(decay, w, g), w);
}

export function adamStep(
  value: usize,
  length: i32,
  grad: usize,
  m: usize,
  v: usize,
  settings: usize,
  lane: i32,
  lanes: i32,
): void {
  const stepSize = setting(settings, 0);
  const beta1 = setting(settings, 1),
    rest1 = setting(settings, 2);
  const beta2 = setting(settings, 3),
    rest2 = setting(settings, 4);
  const correction = setting(settings, 5),
    epsilon = setting(settings, 6);
  const l2 = setting(settings, 7),
    shrink = setting(settings, 8);
  const end = valuesOf(length, lane + 1, lanes);
  for (let i = valuesOf(length, lane, lanes); i < end; i += VECTOR) {
    const at = i * BYTES;
    const w = v128.load(value + at);
    const g = madd(l2, w, v128.load(grad + at));
    const mean = madd(beta1, v128.load(m + at), f32x4.mul(rest1, g));
    const square = madd(beta2, v128.load(v + at), f32x4.mul(f32x4.mul(rest2, g), g));
    put(m + at, mean, end - i);
    put(v + at, square, end - i);
    const step = f32x4.div(f32x4.mul(stepSize, mean), madd(f32x4.sqrt(square), correction, epsilon));
    put(value + at, f32x4.sub(f32x4.mul(shrink, w), step), end - i);
  }
}

export function rmspropStep(
  value: usize,
  length: i32,
  grad: usize,
  s: usize,
  buffer: usize,
  settings: usize,
  lane: i32,
  lanes: i32,
): void {
  const rate = f32x4.neg(setting(settings, 0));
  const alpha = setting(settings, 1),
    rest = setting(settings, 2);
  const epsilon = setting(settings, 3);
  const momentum = setting(settings, 4);
  const decay = setting(settings, 5);
  const end = valuesOf(length, lane + 1, lanes);
  for (let i = valuesOf(length, lane, lanes); i < end; i += VECTOR) {
    const at = i * BYTES;
    const w = v128.load(value + at);
    const g = madd(decay, w, v128.load(grad + at));
    const square = madd(alpha, v128.load(s + at), f32x4.mul(f32x4.mul(rest, g), g));
    const step = f32x4.div(g, f32x4.add(f32x4.sqrt(square), epsilon));
    const b = madd(momentum, v128.load(buffer + at), step);
    put(s + at, square, end - i);
    put(buffer + at, b, end - i);
    put(value + at, madd(rate, b, w), end - i);
  }
}
