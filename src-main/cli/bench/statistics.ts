/** Median, minimum and maximum of what several rounds gave. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** The middle one; of an even number the mean of the two in the middle. NaN where there is nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? NaN, sorted[sorted.length >> 1] ?? NaN];
  return (low + high) / 2;
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/**
 * How many times as fast `rates` were as `others`: of the quotients of each round, whose two measurements lie close together
 * in time, so that what slows the whole machine down for a while slows both.
 */
export function ratioOf(rates: readonly number[], others: readonly number[]): Spread {
  return spreadOf(others.slice(0, rates.length).map((other, round) => (rates[round] ?? NaN) / other));
}
