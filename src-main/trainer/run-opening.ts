import type { DataSource } from '../../src-core/architecture/data-source';
import { withLiveSettings } from '../../src-core/architecture/live-settings';
import type { Params } from '../../src-core/protocol/methods';
import type { TestLook } from '../../src-core/protocol/runs';
import type { Dataset } from './datasets';
import { kernelsName } from './kernels';
import { checkRoom } from './memory-limits';
import { PredictorPlace } from './predictor-place';
import { Overtaken, type Opening, type PresentRun } from './present-run';
import { Run } from './run';
import { splitFor } from './run-data';
import { removeFork, writeFork } from './run-fork';
import { seriesLeft, type Series, type SeriesKeeper } from './run-series';
import { startOf, type RunStart } from './run-start';
import type { RunStore } from './run-store';
import type { Keep } from './worker-messages';

interface OpenerContext {
  readonly present: PresentRun;
  readonly series: SeriesKeeper;
  /** Where runs are kept; null: nowhere. */
  readonly runs: RunStore | null;
  readonly load: (source: DataSource) => Promise<Dataset>;
}

interface OldRun {
  readonly run: Run;
  /** Each time that the test set was opened by it. */
  readonly testLooks: readonly TestLook[];
  /** Why it does not stand at its newest checkpoint, one sentence; null: it does. */
  readonly damage: string | null;
}

/** Makes runs the present one: new ones, and those of the disk. Every method throws an InputError where that cannot be. */
export class RunOpener {
  readonly #context: OpenerContext;
  /** Of all its runs: there is one at a time. */
  readonly #places = { run: new PredictorPlace(), draft: new PredictorPlace() };

  constructor(context: OpenerContext) {
    this.#context = context;
  }

  /** A new run; a series that is under way ends. */
  open(params: Params<'open'>): Promise<Run> {
    const { present } = this.#context;
    return present.attempt((opening) => this.#open(params, opening, null));
  }

  /** The next run of a series: after whatever else is being opened. Null when the series was ended by that, or otherwise. */
  async openNext(params: Params<'open'>, series: Series): Promise<Run | null> {
    const { present, series: keeper } = this.#context;
    const isWanted = (): boolean => keeper.keeps(series);
    for (;;) {
      await present.untilQuiet();
      if (!isWanted()) return null;
      try {
        return await present.attempt((opening) => this.#open(params, whileWanted(opening, isWanted), series));
      } catch (error) {
        if (!(error instanceof Overtaken)) throw error;
      }
    }
  }

  /**
   * A run of the disk, as it stands at its newest checkpoint that is whole. Its series goes on with it where it can.
   */
  openOld(id: string, runs: RunStore): Promise<OldRun> {
    return this.#context.present.attempt((opening) => this.#openOld(id, runs, opening));
  }

  async #open({ network, settings, weights }: Params<'open'>, opening: Opening, series: Series | null): Promise<Run> {
    const { present, runs } = this.#context;
    const data = await this.#context.load(settings.dataset);
    opening.check();
    const splits = splitFor(network, settings, data);
    checkRoom(network, settings, splits.train);
    const leave = (): void => {
      if (!series) this.#context.series.end();
    };
    const settle = (): Promise<void> => {
      leave();
      return present.settle();
    };
    const start = await startOf(weights, { network, settings }, () => ({ run: present.opened, runs, settle }));
    const id = runs?.newId(network.name) ?? null;
    const numberInList = runs && id !== null ? await runs.newNumber(id) : null;
    opening.check();
    const { initialWeights, past, parent } = start;
    const parts = { number: present.nextNumber, id, network, settings, splits, data: data.description };
    const run = new Run({ ...parts, initialWeights, past, parent, places: this.#places });
    run.series = series?.id ?? null;
    run.seriesCount = series?.count ?? null;
    const keep = runs && id !== null ? await keepFor(run, runs.folderOf(id), start, numberInList) : null;
    // Before the run that may be one of another series can come to its end.
    leave();
    await present.replace(run, keep, opening).catch(async (error: unknown) => {
      if (keep?.kind === 'old' && present.run !== run) await removeFork(keep.folder);
      throw error;
    });
    return run;
  }

  async #openOld(id: string, runs: RunStore, opening: Opening): Promise<OldRun> {
    const { present } = this.#context;
    // The moment at which it failed may just be being written.
    if (present.openedOrNull?.savedId === id) await present.settle();
    const { parts, past, testLooks, damage, ...place } = await runs.open(id);
    const { live } = past.checkpoint;
    const { network, settings } = live ? withLiveSettings(parts, live) : parts;
    // Where its data lies was said when it began, not by the page.
    const data = await this.#context.load(settings.dataset);
    opening.check();
    const run = new Run({
      number: present.nextNumber,
      id,
      network,
      settings,
      splits: splitFor(network, settings, data),
      data: data.description,
      initialWeights: [],
      past,
      parent: parts.parent,
      begun: { network: parts.network, settings: parts.settings },
      places: this.#places,
    });
    run.rejoin({ testLooks, ...place });
    const series = run.canGoOn && run.series !== null ? seriesLeft(run, (await runs.list()).runs) : null;
    opening.check();
    // Before the run that may be one of another series can come to its end.
    this.#context.series.end();
    await present.replace(run, { kind: 'old', folder: runs.folderOf(id), seconds: past.seconds }, opening);
    if (series) this.#context.series.keep(series);
    return { run, testLooks, damage };
  }
}

/** The same attempt, which is not wanted either as soon as its series is not. */
const whileWanted = ({ check }: Opening, isWanted: () => boolean): Opening => ({
  check: () => {
    check();
    if (!isWanted()) throw new Overtaken();
  },
});

/** How a new run is kept: one that goes on from another is so at once, before anything can happen to that. */
async function keepFor(
  run: Run,
  folder: string,
  { past, parent, point }: RunStart,
  number: number | null,
): Promise<Keep> {
  const { network, settings, series, seriesCount, totalSteps, stepsPerEpoch } = run;
  const origin = { parent, series, seriesCount, number };
  if (!past || !point) return { kind: 'new', folder, origin };
  const recipe = { network, settings, kernels: kernelsName() };
  await writeFork({ folder, recipe, origin, point, past, totalSteps, stepsPerEpoch });
  run.rejoin({ testLooks: [], series, seriesCount });
  return { kind: 'old', folder, seconds: past.seconds };
}
