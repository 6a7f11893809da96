/** A run of a series, as far as it decides which seeds are left. */
interface Member {
  readonly id: string;
  readonly series: string | null;
  readonly seed: number;
  readonly state: 'unfinished' | 'stopped' | 'finished' | 'failed';
}

interface SeedsLeft<M extends Member> {
  /** Seeds of which no run is there that was trained to its end, or can be: what was stopped is trained again. */
  readonly missing: readonly number[];
  /** Runs that can go on. */
  readonly unfinished: readonly M[];
}

/**
 * What is left to train of a series of `count` runs: their seeds follow that of the first one, after which the series is called,
 * or where that is gone the lowest that is there. A run that failed would fail again.
 */
export function seedsLeft<M extends Member>(runs: readonly M[], series: string, count: number): SeedsLeft<M> {
  const members = runs.filter((run) => run.series === series);
  const first = members.find(({ id }) => id === series)?.seed ?? Math.min(...members.map(({ seed }) => seed));
  const isThere = (seed: number): boolean => members.some((run) => run.seed === seed && run.state !== 'stopped');
  const seeds = members.length === 0 ? [] : Array.from({ length: count }, (_, i) => first + i);
  return {
    missing: seeds.filter((seed) => !isThere(seed)),
    unfinished: members.filter(({ state }) => state === 'unfinished'),
  };
}
