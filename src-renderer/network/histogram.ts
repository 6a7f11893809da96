/** How often values lie where: equal bins from −limit to limit, so that zero is in the middle of the middle one. */
export interface Histogram {
  readonly counts: readonly number[];
  /** The largest absolute value; the counts are of values up to it. */
  readonly limit: number;
  readonly mean: number;
  /** Standard deviation. */
  readonly deviation: number;
}

/** Null where there is nothing to count: no value that is a number. `bins`: an odd number. */
export function histogramOf(values: Float32Array, bins = 41): Histogram | null {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return null;
  const limit = finite.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const counts = new Array<number>(bins).fill(0);
  let sum = 0;
  let squares = 0;
  for (const value of finite) {
    const place = limit === 0 ? 0.5 : (value / limit + 1) / 2;
    const bin = Math.min(bins - 1, Math.floor(place * bins));
    counts[bin] = (counts[bin] ?? 0) + 1;
    sum += value;
    squares += value * value;
  }
  const mean = sum / finite.length;
  return { counts, limit, mean, deviation: Math.sqrt(Math.max(0, squares / finite.length - mean * mean)) };
}
