// The length of a gradient, for clipping. A sum over everything cannot be split by output: the first lane does it alone, in
// one order, four sums in float64 at a time.

import { BYTES, VECTOR } from './simd';

/** sum[0] ← sum[0] + Σ x². */
export function sumOfSquares(x: usize, length: i32, sum: usize, lane: i32): void {
  if (lane !== 0) return;
  let low = f64x2.splat(0),
    high = f64x2.splat(0);
  let i = 0;
  for (; i + VECTOR <= length; i += VECTOR) {
    const v = v128.load(x + i * BYTES);
    const a = f64x2.promote_low_f32x4(v);
    const b = f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 0, 1));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const both = f64x2.add(low, high);
  let total = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  for (; i < length; i++) total += <f64>load<f32>(x + i * BYTES) * <f64>load<f32>(x + i * BYTES);
  store<f32>(sum, <f32>(<f64>load<f32>(sum) + total));
}

/** factor[0] ← min(1, maxNorm / (√sum[0] + 10⁻⁶)); NaN stays. */
export function clipFactor(sum: usize, factor: usize, maxNorm: f64, lane: i32): void {
  if (lane !== 0) return;
  const wanted = maxNorm / (sqrt<f64>(<f64>load<f32>(sum)) + 1e-6);
  store<f32>(factor, wanted > 1 ? 1 : <f32>wanted);
}
