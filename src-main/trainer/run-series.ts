import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { courseOf } from '../../src-core/architecture/recipe-course';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import { InputError } from '../../src-core/input-error';
import type { Status } from '../../src-core/protocol/status';
import type { Run } from './run';

interface Recipe {
  readonly network: NetworkSpec;
  readonly settings: TrainingSettings;
}

/** Runs of one recipe, one after the other, each with a seed of its own: the first one's and those that follow it. */
export interface Series extends Recipe {
  readonly id: string;
  readonly count: number;
  /** Runs that are over. */
  done: number;
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

  /** The run becomes the first of a series. Throws an InputError where that cannot be. */
  begin(run: Run, count: number): void {
    checkRepeatable(run);
    const { network, settings, number } = run;
    run.series = run.id ?? String(number);
    this.#series = { id: run.series, network, settings, count, done: 0 };
  }

  /** Whether this is the one that is to go on. */
  keeps(series: Series): boolean {
    return this.#series === series;
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
    if (series.done >= series.count) this.#series = null;
    this.#context.onProgress();
    if (!this.#series) return;
    this.#trainNext(series).catch((error: unknown) => {
      if (this.#series !== series) return;
      this.#series = null;
      this.#context.onFailure(error instanceof InputError ? error.message : String(error));
    });
  }

  async #trainNext(series: Series): Promise<void> {
    const { network, settings, done } = series;
    const seed = settings.seed + done;
    const run = await this.#context.open({ network, settings: { ...settings, seed } }, series);
    if (this.keeps(series) && run?.phase === 'ready') this.#context.train();
  }
}

function checkRepeatable({ phase, begun, parent, course, series }: Run): void {
  if (phase === 'stopped' || phase === 'failed') throw new InputError(`This run is ${phase}: restart it to repeat it.`);
  if (courseOf(begun, course.changes).length > 1)
    throw new InputError('Settings of this run were changed while it was trained: restart it to repeat it.');
  if (parent && parent.step > 0) throw new InputError('This run goes on from another one: restart it to repeat it.');
  if (series !== null) throw new InputError('This run is one of a series already: restart it to make another one.');
}
