// What every kernel uses: the one place where the two modules differ, sums in a fixed order, shares of lanes.

export const VECTOR: i32 = 4; // floats in a v128
export const BYTES: i32 = 4; // of a float

/** a · b + c: rounded once with relaxed SIMD on a processor that can, else twice. RELAXED: 0 or 1, set by scripts/build-wasm.mjs. */
export function madd(a: v128, b: v128, c: v128): v128 {
  if (RELAXED) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

export function zero(): v128 {
  return f32x4.splat(0);
}

/** The sum of the four, in the order (0 + 2) + (1 + 3). */
export function sumOf(v: v128): f32 {
  const pairs = f32x4.add(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** The first `count` (1…4) values of v. */
export function storePart(at: usize, v: v128, count: i32): void {
  store<f32>(at, f32x4.extract_lane(v, 0));
  if (count > 1) store<f32>(at, f32x4.extract_lane(v, 1), 4);
  if (count > 2) store<f32>(at, f32x4.extract_lane(v, 2), 8);
  if (count > 3) store<f32>(at, f32x4.extract_lane(v, 3), 12);
}

/** `count` floats from one place to another that does not overlap. */
export function copyFloats(to: usize, from: usize, count: i32): void {
  let i = 0;
  for (; i + VECTOR <= count; i += VECTOR) v128.store(to + i * BYTES, v128.load(from + i * BYTES));
  for (; i < count; i++) store<f32>(to + i * BYTES, load<f32>(from + i * BYTES));
}

/** Where lane `lane` begins in `count` pieces of work; lane + 1 tells where it ends. */
export function shareOf(count: i32, lane: i32, lanes: i32): i32 {
  return <i32>((<i64>count * lane) / lanes);
}

/** The same for values one by one, in pieces of 16 so that two lanes never write one cache line. */
export function valuesOf(count: i32, lane: i32, lanes: i32): i32 {
  return lane === lanes ? count : shareOf(count / 16, lane, lanes) * 16;
}
