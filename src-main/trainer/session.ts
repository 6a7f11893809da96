import { runnableLayers } from '../../src-core/architecture/analyze';
import type { DataSource } from '../../src-core/architecture/data-source';
import { withLiveSettings } from '../../src-core/architecture/live-settings';
import type { Splits } from '../../src-core/data/dataset';
import { writeSafetensors } from '../../src-core/formats/safetensors';
import { InputError } from '../../src-core/input-error';
import type { NamedTensor } from '../../src-core/model/weights';
import type { TrainerEvent } from '../../src-core/protocol/events';
import type { Method, Params, Result } from '../../src-core/protocol/methods';
import type { Status } from '../../src-core/protocol/status';
import { factsOf, previewAugmentation } from './data-facts';
import type { Dataset } from './datasets';
import { EpochPredictor } from './epoch-predictor';
import { checkRoom } from './memory-limits';
import { PresentRun } from './present-run';
import { RateFinder } from './rate-finder';
import type { Run } from './run';
import { checkSource, splitFor } from './run-data';
import { RunDesk } from './run-desk';
import { RunDriver } from './run-driver';
import { changesStatus, isEnd, takeNews } from './run-news';
import { RunOpener } from './run-opening';
import { SeriesKeeper, seriesLeft } from './run-series';
import type { RunStore } from './run-store';
import { TestSet } from './test-set';
import type { WorkerMessage } from './worker-messages';

/** What a session gets from outside. */
export interface SessionContext {
  /** Loads a data set, or gives it at once where it is there already. */
  readonly load: (source: DataSource) => Promise<Dataset>;
  /** training-worker.js, as the build made it. */
  readonly workerFile: string;
  /** Where runs are kept; null: nowhere. */
  readonly runs: RunStore | null;
  readonly emit: (event: TrainerEvent) => void;
  /** The thread that trains is gone: what it held is lost, and nothing answers for it any more. `reason`: one sentence. */
  readonly onDeath: (reason: string) => void;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}

/** Answers to the window's requests, one for each method of the protocol. */
export type Handlers = { readonly [M in Method]: (params: Params<M>) => Result<M> | Promise<Result<M>> };

/**
 * The trainer's own thread: it answers, and never computes a step or waits for one. Steps are done by a worker; what is
 * known of them comes as messages, and weights are read from the snapshot that the worker publishes between steps.
 */
export class Session implements Handlers {
  readonly #context: SessionContext;
  readonly #epochs: EpochPredictor;
  readonly #desk: RunDesk;
  readonly #test: TestSet;
  readonly #rates: RateFinder;
  readonly #present: PresentRun;
  readonly #series: SeriesKeeper;
  readonly #opener: RunOpener;

  constructor(context: SessionContext) {
    this.#context = context;
    const { emit, runs, load, workerFile } = context;
    const complain = (message: string): void => {
      emit({ kind: 'notice', message });
    };
    this.#epochs = new EpochPredictor(workerFile);
    this.#desk = new RunDesk({
      runs,
      onList: () => {
        emit({ kind: 'runs' });
      },
      onFailure: complain,
    });
    this.#test = new TestSet(workerFile, (run, progress) => {
      emit({ kind: 'testProgress', run, ...progress });
    });
    this.#rates = new RateFinder(workerFile, (points) => {
      emit({ kind: 'rates', points });
    });
    this.#present = new PresentRun({
      driverOf: (run, keep) => {
        const hear = (message: WorkerMessage): void => {
          this.#hear(run, message);
        };
        return new RunDriver(run, { workerFile, keep, hear });
      },
      onLoss: (run) => {
        complain(lossWords(run));
      },
      onFailure: (run) => this.#desk.keepFailure(run),
    });
    this.#series = new SeriesKeeper({
      open: (recipe, series) => this.#opener.openNext({ ...recipe, weights: 'first' }, series),
      train: () => this.train(),
      onProgress: () => {
        this.#emitStatus();
      },
      onFailure: complain,
    });
    this.#opener = new RunOpener({ present: this.#present, series: this.#series, runs, load });
  }

  async describeData({ dataset }: Params<'describeData'>): Promise<Result<'describeData'>> {
    return factsOf(await this.#load(dataset));
  }

  async previewAugmentation(params: Params<'previewAugmentation'>): Promise<Result<'previewAugmentation'>> {
    return previewAugmentation(await this.#load(params.settings.dataset), params);
  }

  async open(params: Params<'open'>): Promise<Status> {
    this.#checkSource(params.settings.dataset);
    const run = await this.#opener.open(params);
    if (run.saved) this.#desk.changed(); // a fork, which is on the disk already
    return this.#statusOf(run);
  }

  async openRun({ id }: Params<'openRun'>): Promise<Result<'openRun'>> {
    const before = this.presentNow;
    if (before?.status.id === id && before.status.phase !== 'failed') return before;
    const { run, testLooks, damage } = await this.#opener.openOld(id, this.#desk.store);
    this.#test.add(testLooks);
    this.#emitStatus();
    if (damage !== null) this.#context.emit({ kind: 'notice', message: damage, tone: 'error' });
    return this.#presentOf(run);
  }

  train(): Record<string, never> {
    const run = this.#present.opened;
    if (!run.canGoOn) throw new InputError(`This run is ${run.phase}: restart it to train.`);
    run.goOn();
    this.#present.driver?.train();
    this.#emitStatus();
    return {};
  }

  async pause(): Promise<Result<'pause'>> {
    return this.#present.halt('pause');
  }

  async step({ unit = 'batch' }: Params<'step'> = {}): Promise<Result<'step'>> {
    const run = this.#present.opened;
    if (!run.canGoOn) throw new InputError(`This run is ${run.phase}: pause it to do single steps.`);
    run.goOn();
    const halted = this.#present.halt(unit === 'batch' ? 'step' : 'epoch');
    this.#emitStatus();
    return halted;
  }

  async change({ settings }: Params<'change'>): Promise<Result<'change'>> {
    const run = this.#present.opened;
    if (run.phase === 'ready' || (run.phase !== 'training' && !run.canGoOn))
      throw new InputError(`This run is ${run.phase}: its settings change with the next one.`);
    withLiveSettings(run, settings); // or it says what cannot change
    return this.#present.driver?.change(settings) ?? { step: run.step };
  }

  async stop(): Promise<Result<'stop'>> {
    const isSeries = this.#series.progress !== null;
    this.#series.end();
    if (isSeries) this.#emitStatus();
    // Between two runs, what is to be stopped is that the next one begins.
    if (isSeries && this.#present.run?.phase === 'loading') return { step: 0 };
    const run = this.#present.opened;
    if (run.phase === 'ready') throw new InputError('There is nothing to stop: training has not begun.');
    return this.#present.halt('stop');
  }

  async restart({ weights }: Params<'restart'>): Promise<Record<string, never>> {
    const { network, settings } = this.#present.opened;
    const { phase, message } = await this.open({ network, settings, weights });
    if (phase === 'failed') throw new InputError(message ?? 'The run could not begin.');
    return this.train();
  }

  predict({ pixels }: Params<'predict'>): Result<'predict'> {
    return this.#present.opened.newest.predict(pixels);
  }

  featureMaps(params: Params<'featureMaps'>): Result<'featureMaps'> {
    return this.#present.opened.newest.featureMaps(params);
  }

  layerWeights(params: Params<'layerWeights'>): Result<'layerWeights'> {
    return this.#present.opened.newest.layerWeights(params);
  }

  /** Asks nothing of the run: measured in a thread of its own, which meets a training only on the processors. */
  async predictEpoch({ network, settings }: Params<'predictEpoch'>): Promise<Result<'predictEpoch'>> {
    const splits = await this.#splitsFor({ network, settings });
    const before = this.#isTraining;
    const seconds = await this.#epochs.secondsOf({ network, settings, splits });
    return { seconds, contended: before || this.#isTraining };
  }

  /** Asks nothing of the run either. */
  findLearningRate(recipe: Params<'findLearningRate'>): Promise<Result<'findLearningRate'>> {
    return this.#rates.find(this.#splitsFor(recipe).then((splits) => ({ ...recipe, splits })));
  }

  cancelLearningRate(): Record<string, never> {
    this.#rates.cancel();
    return {};
  }

  async evaluateTest(): Promise<Result<'evaluateTest'>> {
    const run = this.#present.opened;
    const result = await this.#test.evaluate(run);
    if (!result) return null;
    await this.#desk.keepNotes(run);
    this.#emitStatus();
    return result;
  }

  cancelTest(): Record<string, never> {
    this.#test.cancel();
    return {};
  }

  exportWeights(): Result<'exportWeights'>;
  exportWeights(params: Params<'exportWeights'>): Result<'exportWeights'> | Promise<Result<'exportWeights'>>;
  exportWeights(params: Params<'exportWeights'> = {}): Result<'exportWeights'> | Promise<Result<'exportWeights'>> {
    const run = this.#present.opened;
    const fileName = `${run.network.name.replace(/[/\\\0]/g, '-')}.safetensors`;
    const write = ({ tensors, step }: { tensors: readonly NamedTensor[]; step: number }) => ({
      bytes: writeSafetensors(tensors),
      fileName,
      step,
    });
    return params.weights === 'best' ? this.#desk.bestWeights(run).then(write) : write(run.newest.tensors());
  }

  async present(): Promise<Result<'present'>> {
    await this.#present.isBuilt;
    return this.presentNow;
  }

  /** The same, but for a run that is just being built. */
  get presentNow(): Result<'present'> {
    const run = this.#present.openedOrNull;
    return run && this.#presentOf(run);
  }

  /** The present run goes on, or counts as it is where it is over; then come the next seeds. */
  async repeat({ count }: Params<'repeat'>): Promise<Record<string, never>> {
    const run = this.#present.opened;
    // One of a series that is under way: where it is over, the next one is about to come.
    if (run.series !== null && run.series === this.#series.id) return run.canGoOn ? this.train() : {};
    if (run.series !== null && this.#context.runs) return this.#complete(run, count);
    this.#series.begin(run, count);
    void this.#desk.keepNotes(run);
    return this.#goOnWithSeries(run);
  }

  /** The seeds that are missing in the series of the present run. */
  async #complete(run: Run, count: number): Promise<Record<string, never>> {
    const series = seriesLeft(run, (await this.#desk.list()).runs, count);
    if (this.#present.openedOrNull !== run) throw new InputError('Another network was opened meanwhile.');
    if (!series)
      throw new InputError('Settings of this run were changed while it was trained: restart it to repeat it.');
    if (run.isOver && series.seeds.length === 0)
      throw new InputError(`All ${count} runs of this series are trained: restart it to make another one.`);
    this.#series.keep(series);
    return this.#goOnWithSeries(run);
  }

  #goOnWithSeries(run: Run): Record<string, never> {
    // A run that has ended and is not saved yet is told of once more, when it is: then the next one begins.
    if (run.isOver && (run.phase === 'failed' || this.#present.driver?.isSaved !== false)) this.#series.goOn();
    else if (run.isOver || run.phase === 'training') this.#emitStatus();
    else this.train();
    return {};
  }

  /** Of the present run; empty where no network is open. */
  get networkName(): string {
    return this.#present.run?.network.name ?? '';
  }

  listRuns(): Promise<Result<'listRuns'>> {
    return this.#desk.list();
  }

  async readRun({ id }: Params<'readRun'>): Promise<Result<'readRun'>> {
    const stored = await this.#desk.store.read(id);
    const { run } = this.#present;
    return run?.savedId === id ? { ...stored, ...run.course.soFar } : stored;
  }

  async editRun(params: Params<'editRun'>): Promise<Result<'editRun'>> {
    return this.#desk.edit(params);
  }

  async deleteRun({ id }: Params<'deleteRun'>): Promise<Record<string, never>> {
    if (this.#present.run?.savedId === id) {
      await this.#present.letGo();
      this.#series.end();
    }
    await this.#desk.remove(id);
    this.#emitStatus();
    return {};
  }

  async restoreRun({ id }: Params<'restoreRun'>): Promise<Result<'restoreRun'>> {
    return this.#desk.restore(id);
  }

  /** Pauses what is trained; resolves when it is on the disk, and with it what was said of runs. */
  async settle(): Promise<void> {
    await this.#present.settle();
    await this.#desk.settle();
  }

  #presentOf(run: Run): NonNullable<Result<'present'>> {
    const { begun, course } = run;
    return { status: this.#statusOf(run), ...begun, ...course.soFar };
  }

  #statusOf(run: Run): Status {
    return run.status({ testLooks: this.#test.looks, series: this.#series.progress });
  }

  /** The examples that a recipe is trained by, loaded. Throws an InputError when it cannot be trained here. */
  async #splitsFor({ network, settings }: Params<'predictEpoch'>): Promise<Splits> {
    runnableLayers(network);
    const splits = splitFor(network, settings, await this.#load(settings.dataset));
    checkRoom(network, settings, splits.train);
    return splits;
  }

  #checkSource(source: DataSource): void {
    checkSource(source, this.#present.run?.settings.dataset);
  }

  async #load(source: DataSource): Promise<Dataset> {
    this.#checkSource(source);
    return this.#context.load(source);
  }

  get #isTraining(): boolean {
    return this.#present.run?.phase === 'training';
  }

  #hear(run: Run, message: WorkerMessage): void {
    const { emit, now } = this.#context;
    const isNew = message.kind === 'saved' && !run.saved;
    if (message.kind === 'died') this.#context.onDeath(message.message);
    takeNews(run, message, now());
    if (message.kind === 'steps' || message.kind === 'epochs') emit({ ...message, run: run.number });
    if (message.kind === 'notice') emit(message);
    this.#desk.tellOfSaving(run);
    if (message.kind === 'saved') this.#desk.changed();
    if (isNew) void this.#desk.keepNotes(run);
    if (isEnd(message)) this.#series.goOn();
    if (changesStatus(message)) this.#emitStatus();
  }

  #emitStatus(): void {
    const { run } = this.#present;
    if (run) this.#context.emit({ kind: 'status', status: this.#statusOf(run) });
  }
}

const lossWords = ({ network, saved, savedStep }: Run): string =>
  `${network.name} could not be saved: ${saved ? `what it learned after step ${savedStep}` : 'all of it'} is lost.`;
