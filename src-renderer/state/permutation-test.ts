/** Finer than anybody asks: values are taken as whole multiples of the range over this. */
const MOST_LEVELS = 5_000;

/**
 * Exact two-sided permutation test of a difference of means (Fisher 1935, Pitman 1937): the share of all ways to deal the
 * values anew to two groups of the same sizes in which the means lie at least as far apart as they do. Assumes nothing but
 * that, were there no difference, each value could as well stand in the other group. `unit`: values are multiples of it, such
 * as 1 / 5,000 for a share of 5,000 images. Ways are counted by their sums, not one by one.
 */
export function permutationTest(a: readonly number[], b: readonly number[], unit: number): number {
  const all = [...a, ...b];
  const lowest = Math.min(...all);
  const step = Math.max(unit, (Math.max(...all) - lowest) / MOST_LEVELS);
  const levels = all.map((value) => Math.round((value - lowest) / step));
  const ways = waysToSum(levels, a.length);
  const total = sumOf(levels);
  // The means lie apart as n·Σa − |a|·Σ does from 0, which are whole numbers.
  const distance = (sum: number): number => Math.abs(all.length * sum - a.length * total);
  const found = distance(sumOf(levels.slice(0, a.length)));
  const count = sumOf(ways);
  return sumOf(ways.filter((_, sum) => distance(sum) >= found)) / count;
}

/** In how many ways `size` of the levels come to each sum. */
function waysToSum(levels: readonly number[], size: number): Float64Array {
  const most = sumOf([...levels].sort((x, y) => y - x).slice(0, size));
  const ways = Array.from({ length: size + 1 }, () => new Float64Array(most + 1));
  const [none] = ways;
  if (none) none[0] = 1;
  for (const level of levels) {
    for (let taken = size; taken > 0; taken--) addShifted(ways[taken], ways[taken - 1], level);
  }
  return ways[size] ?? new Float64Array(1);
}

function addShifted(to: Float64Array | undefined, from: Float64Array | undefined, by: number): void {
  if (!to || !from) return;
  for (let sum = to.length - 1; sum >= by; sum--) to[sum] = (to[sum] ?? 0) + (from[sum - by] ?? 0);
}

function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
