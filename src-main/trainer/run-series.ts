import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { courseOf } from '../../src-core/architecture/recipe-course';
import { seedsLeft } from '../../src-core/architecture/series-seeds';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import { InputError } from '../../src-core/input-error';
import type { RunState, RunSummary } from '../../src-core/protocol/runs';
import type { Status } from '../../src-core/protocol/status';
import type { Run } from './run';

interface Recipe {
  readonly network: NetworkSpec;
  readonly settings: TrainingSettings;
}

/** Runs of one recipe, one after the other, each with a seed of its own. */
export interface Series extends Recipe {
  /** That of the first run. */
  readonly id: string;
  readonly count: number;
  /** Runs that are over. */
  done: number;
  /** Of the runs that have yet to begin. */
  seeds: readonly number[];
}

interface SeriesContext {
  /** Opens the next run of a series; null: the series was ended meanwhile. */
  readonly open: (recipe: Recipe, series: Series) => Promise<Run | null>;
  readonly train: () => void;
  /** Is told when the series has come further, and why it cannot. */
  readonly onProgress: () => void;
  readonly onFailure: (message: string) => void;
}

/** Who sees to it that a series goes on: one at a time, or none. */
export class SeriesKeeper {
  readonly #context: SeriesContext;
  #series: Series | null = null;

  constructor(context: SeriesContext) {
    this.#context = context;
  }

  get progress(): Status['series'] {
    return this.#series && { done: this.#series.done, count: this.#series.count };
  }

  /** Of the one that is to go on; null: none is. */
  get id(): string | null {
    return this.#series?.id ?? null;
  }

  /** The run becomes the first of a series. Throws an InputError where that cannot be. */
  begin(run: Run, count: number): void {
    checkRepeatable(run);
    const { network, settings, number } = run;
    run.series = run.id ?? String(number);
    run.seriesCount = count;
    const seeds = Array.from({ length: count - 1 }, (_, i) => settings.seed + i + 1);
    this.#series = { id: run.series, network, settings, count, done: 0, seeds };
  }

  /** Whether this is the one that is to go on. */
  keeps(series: Series): boolean {
    return this.#series === series;
  }

  /** This one is to go on. */
  keep(series: Series): void {
    this.#series = series;
  }

  /** None is to go on. */
  end(): void {
    this.#series = null;
  }

  /** A run of the series is over: the next seed's turn, if there is one. */
  goOn(): void {
    const series = this.#series;
    if (!series) return;
    series.done++;
    if (series.seeds.length === 0) this.#series = null;
    this.#context.onProgress();
    if (!this.#series) return;
    this.#trainNext(series).catch((error: unknown) => {
      if (this.#series !== series) return;
      this.#series = null;
      this.#context.onProgress();
      this.#context.onFailure(error instanceof InputError ? error.message : String(error));
    });
  }

  async #trainNext(series: Series): Promise<void> {
    const { network, settings } = series;
    const [seed = settings.seed, ...seeds] = series.seeds;
    series.seeds = seeds;
    const run = await this.#context.open({ network, settings: { ...settings, seed } }, series);
    if (this.keeps(series) && run?.phase === 'ready') this.#context.train();
  }
}

/**
 * What is left of the series of a run, which goes on or counts as it is; `runs`: those of the disk. Null: the run is of none, or
 * was changed on its way and is not like the others.
 */
export function seriesLeft(run: Run, runs: readonly RunSummary[], count = run.seriesCount): Series | null {
  const { series: id, begun } = run;
  if (id === null || count === null || wasChanged(run)) return null;
  const own = { id: run.id ?? '', series: id, seed: run.settings.seed, state: stateOf(run) };
  const { missing } = seedsLeft([...runs.filter((other) => other.id !== run.id), own], id, count);
  return { id, ...begun, count, done: count - missing.length - 1, seeds: missing };
}

const stateOf = ({ phase }: Run): RunState =>
  phase === 'finished' || phase === 'failed' || phase === 'stopped' ? phase : 'unfinished';

const wasChanged = ({ begun, course }: Run): boolean => courseOf(begun, course.changes).length > 1;

function checkRepeatable(run: Run): void {
  const { phase, parent, series } = run;
  if (phase === 'stopped' || phase === 'failed') throw new InputError(`This run is ${phase}: restart it to repeat it.`);
  if (wasChanged(run))
    throw new InputError('Settings of this run were changed while it was trained: restart it to repeat it.');
  if (parent && parent.step > 0) throw new InputError('This run goes on from another one: restart it to repeat it.');
  if (series !== null) throw new InputError('This run is one of a series already: restart it to make another one.');
}
