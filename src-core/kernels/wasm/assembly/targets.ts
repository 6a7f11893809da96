// Targets from labels, and their squared distance from the outputs. Short rows, one number at a time in float64. A lane has
// a range of rows.

import { BYTES, shareOf } from './simd';

/** 1 at the label of each row, else 0; with size 1 the label itself. */
export function oneHot(labels: usize, targets: usize, n: i32, size: i32, lane: i32, lanes: i32): void {
  for (let i = shareOf(n, lane, lanes), end = shareOf(n, lane + 1, lanes); i < end; i++) {
    const label = load<f32>(labels + i * BYTES);
    const row = targets + i * size * BYTES;
    if (size === 1) store<f32>(row, label);
    else for (let k = 0; k < size; k++) store<f32>(row + k * BYTES, <f32>k === label ? 1 : 0);
  }
}

/** losses ← factor · Σ (y − target)²; dy ← 2 · factor · (y − target) / n. */
export function squaredError(
  y: usize,
  targets: usize,
  losses: usize,
  dy: usize,
  n: i32,
  size: i32,
  factor: f64,
  lane: i32,
  lanes: i32,
): void {
  for (let i = shareOf(n, lane, lanes), end = shareOf(n, lane + 1, lanes); i < end; i++) {
    let sum: f64 = 0;
    for (let at = i * size * BYTES, last = at + size * BYTES; at < last; at += BYTES) {
      const difference = <f64>load<f32>(y + at) - <f64>load<f32>(targets + at);
      sum += difference * difference;
      store<f32>(dy + at, <f32>((2 * factor * difference) / <f64>n));
    }
    store<f32>(losses + i * BYTES, <f32>(factor * sum));
  }
}
