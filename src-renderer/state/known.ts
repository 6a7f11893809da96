/**
 * The latest `count` of a row of figures that are known, in their order: NaN stands for what could not be read again from the
 * folder of a run. A view where nothing is missing.
 */
export function latestKnown(values: Float32Array, count: number): Float32Array {
  const latest = values.subarray(-count);
  if (!latest.some(Number.isNaN)) return latest;
  const known = new Float32Array(Math.min(count, values.length));
  let from = known.length;
  for (let i = values.length - 1; i >= 0 && from > 0; i--) {
    const value = values[i] ?? NaN;
    if (!Number.isNaN(value)) known[--from] = value;
  }
  return known.subarray(from);
}
