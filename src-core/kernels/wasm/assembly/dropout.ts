// Dropout by a hash of the place: four places a turn, each lane a range of places.

import { BYTES, storePart, valuesOf, VECTOR } from './simd';

/** lowbias32 of C. Wellons; see kernels.ts. */
function mix(x: v128): v128 {
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 16)), i32x4.splat(0x7feb352d));
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 15)), i32x4.splat(0x846ca68b));
  return v128.xor(x, i32x4.shr_u(x, 16));
}

/** 32 bits that lie as two floats of 16 bits each. */
function keyAt(stepKey: usize): i32 {
  return (<i32>load<f32>(stepKey)) | ((<i32>load<f32>(stepKey, 4)) << 16);
}

/** y ← factor · x where the hash of the place is at least `threshold`, else 0. */
export function dropout(
  x: usize,
  y: usize,
  length: i32,
  threshold: i32,
  factor: f32,
  stepKey: usize,
  salt: i32,
  lane: i32,
  lanes: i32,
): void {
  const key0 = i32x4.splat(keyAt(stepKey));
  const key1 = i32x4.splat(keyAt(stepKey + 8));
  const end = valuesOf(length, lane + 1, lanes);
  for (let i = valuesOf(length, lane, lanes); i < end; i += VECTOR) {
    const places = i32x4.add(i32x4.splat(i), i32x4(0, 1, 2, 3));
    const hash = mix(v128.xor(i32x4.add(mix(v128.xor(places, key0)), i32x4.splat(salt)), key1));
    const kept = i32x4.ge_u(hash, i32x4.splat(threshold));
    const v = v128.and(f32x4.mul(v128.load(x + i * BYTES), f32x4.splat(factor)), kept);
    if (i + VECTOR <= end) v128.store(y + i * BYTES, v);
    else storePart(y + i * BYTES, v, end - i);
  }
}
