// Softmax and cross-entropy, row by row in float64: a row is short (one number a class), and exactness here is what the
// loss and every gradient start from. exp and log are those of AssemblyScript's NativeMath, below 1 unit in the last
// place of float64. A lane has a range of rows.

import { BYTES, shareOf } from './simd';

/** Largest value of a row: taken off before exp, so that nothing overflows. */
function rowMax(row: usize, length: i32): f64 {
  let result = load<f32>(row);
  for (let k = 1; k < length; k++) {
    const value = load<f32>(row + k * BYTES);
    if (value > result) result = value;
  }
  return <f64>result;
}

function at(row: usize, k: i32): f64 {
  return <f64>load<f32>(row + k * BYTES);
}

function sumOfExp(row: usize, length: i32, largest: f64): f64 {
  let sum: f64 = 0;
  for (let k = 0; k < length; k++) sum += NativeMath.exp(at(row, k) - largest);
  return sum;
}

export function softmax(logits: usize, probabilities: usize, n: i32, classes: i32, lane: i32, lanes: i32): void {
  for (let i = shareOf(n, lane, lanes), end = shareOf(n, lane + 1, lanes); i < end; i++) {
    const row = logits + i * classes * BYTES;
    const to = probabilities + i * classes * BYTES;
    const largest = rowMax(row, classes);
    const sum = sumOfExp(row, classes, largest);
    for (let k = 0; k < classes; k++) {
      store<f32>(to + k * BYTES, <f32>(NativeMath.exp(at(row, k) - largest) / sum));
    }
  }
}

/** dx ← y · (dy − Σ dy · y). */
export function softmaxBackward(y: usize, dy: usize, dx: usize, n: i32, classes: i32, lane: i32, lanes: i32): void {
  for (let i = shareOf(n, lane, lanes), end = shareOf(n, lane + 1, lanes); i < end; i++) {
    const row = i * classes * BYTES;
    let sum: f64 = 0;
    for (let k = 0; k < classes; k++) sum += at(dy + row, k) * at(y + row, k);
    for (let k = 0; k < classes; k++) {
      store<f32>(dx + row + k * BYTES, <f32>(at(y + row, k) * (at(dy + row, k) - sum)));
    }
  }
}

/** loss = −Σ q ln(p + ε), exactly where ε = 0; dlogits = (p − q) / n. */
export function softmaxCrossEntropy(
  logits: usize,
  labels: usize,
  losses: usize,
  dlogits: usize,
  n: i32,
  classes: i32,
  epsilon: f64,
  smoothing: f64,
  lane: i32,
  lanes: i32,
): void {
  for (let i = shareOf(n, lane, lanes), end = shareOf(n, lane + 1, lanes); i < end; i++) {
    const row = logits + i * classes * BYTES;
    const to = dlogits + i * classes * BYTES;
    const label = <i32>load<f32>(labels + i * BYTES);
    const largest = rowMax(row, classes);
    const sum = sumOfExp(row, classes, largest);
    const logSum = NativeMath.log(sum);
    let loss: f64 = 0;
    for (let k = 0; k < classes; k++) {
      const z = at(row, k) - largest;
      const p = NativeMath.exp(z) / sum;
      const q = smoothing / <f64>classes + (k === label ? 1 - smoothing : 0);
      if (q > 0) loss += q * (epsilon > 0 ? -NativeMath.log(p + epsilon) : logSum - z);
      store<f32>(to + k * BYTES, <f32>((p - q) / <f64>n));
    }
    store<f32>(losses + i * BYTES, <f32>loss);
  }
}
