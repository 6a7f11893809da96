/** Runs of a series, a seed each: the fewest of which two series can be told apart with room to spare. */
export const REPEATS = 5;

/** Seeds that are drawn are below this: short enough to be read out and typed again. */
const LIMIT = 1_000_000;

/** A seed drawn at random, other than `present`. */
export function newSeed(present: number): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
  const seed = drawn % LIMIT;
  return seed === present ? (seed + 1) % LIMIT : seed;
}
