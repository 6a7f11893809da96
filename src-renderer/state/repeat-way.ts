import { seedsLeft } from '../../src-core/architecture/series-seeds';
import { plural } from './format';
import { repeatRefusal } from './run-refusals';
import { REPEATS } from './seed';
import { stateOf, type ShownRun } from './shown-run';

/** How a run is trained again with other seeds. */
export interface RepeatWay {
  readonly label: string;
  readonly detail: string;
  /** The run to do it with. */
  readonly run: ShownRun;
  /** So many runs the series is to have. */
  readonly count: number;
  /** Why it cannot be done; null when it can. */
  readonly refusal: string | null;
}

/** What is left to train of the series of a run among all runs: it and others that can go on, and seeds that have none. */
function leftOf({ series, seriesCount }: ShownRun, runs: readonly ShownRun[]) {
  // A series that does not tell its length was made by this window.
  const count = seriesCount ?? REPEATS;
  const standing = runs.map((run) => ({ id: run.id, series: run.series, seed: run.seed, state: stateOf(run), run }));
  return { count, ...seedsLeft(standing, series ?? '', count) };
}

/** How many seeds of the series of a run have none that is trained or can be; 0 where it is of none. */
export const seedsMissing = (run: ShownRun, runs: readonly ShownRun[]): number =>
  run.series === null ? 0 : leftOf(run, runs).missing.length;

/** A run is repeated; one of a series completes that one. `isChanged`: its settings were, while it was trained. */
export function repeatWay(run: ShownRun, runs: readonly ShownRun[], isChanged: boolean): RepeatWay {
  return run.series === null ? repeating(run, isChanged) : completing(run, runs, isChanged);
}

const repeating = (run: ShownRun, isChanged: boolean): RepeatWay => ({
  label: `Repeat with ${REPEATS} seeds`,
  detail: 'the same recipe with the next seeds: how much is noise?',
  run,
  count: REPEATS,
  refusal: repeatRefusal(run, isChanged),
});

function completing(run: ShownRun, runs: readonly ShownRun[], isChanged: boolean): RepeatWay {
  const { missing, unfinished, count } = leftOf(run, runs);
  const left = missing.length + unfinished.length;
  const members = runs.filter(({ series }) => series === run.series);
  const next = members.find(({ phase }) => phase !== null) ?? unfinished[0]?.run ?? run;
  const isTraining = members.some(({ phase }) => phase === 'training');
  const changed = isChanged && next.id === run.id ? 'its settings were changed while it was trained' : null;
  const complete = left === 0 ? `all ${count} are trained: restart one to make another series` : null;
  return {
    label: 'Complete the series',
    detail: `trains what is left of ${count} seeds: ${plural(left, 'run')}`,
    run: next,
    count,
    refusal: isTraining ? 'it is being trained' : (complete ?? changed),
  };
}
