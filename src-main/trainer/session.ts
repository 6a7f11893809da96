import { runnableLayers } from '../../src-core/architecture/analyze';
import type { DataSource } from '../../src-core/architecture/data-source';
import { withLiveSettings } from '../../src-core/architecture/live-settings';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { sameContent } from '../../src-core/architecture/same-content';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import { splitExamples, type Splits } from '../../src-core/data/dataset';
import { writeSafetensors } from '../../src-core/formats/safetensors';
import { InputError } from '../../src-core/input-error';
import type { NamedTensor } from '../../src-core/model/weights';
import type { TrainerEvent } from '../../src-core/protocol/events';
import type { Method, Params, Result } from '../../src-core/protocol/methods';
import type { Status } from '../../src-core/protocol/status';
import { checkExamples } from '../../src-core/training/prepare';
import { factsOf, previewAugmentation } from './data-facts';
import type { Dataset } from './datasets';
import { EpochPredictor } from './epoch-predictor';
import { checkRoom } from './memory-limits';
import { Run } from './run';
import { RunDesk } from './run-desk';
import { RunDriver } from './run-driver';
import type { RunStore } from './run-store';
import { startOf } from './run-start';
import { TestSet } from './test-set';
import type { Keep, WorkerMessage } from './worker-messages';

/** What a session gets from outside. */
export interface SessionContext {
  /** Loads a data set, or gives it at once where it is there already. */
  readonly load: (source: DataSource) => Promise<Dataset>;
  /** training-worker.js, as the build made it. */
  readonly workerFile: string;
  /** Where runs are kept; null: nowhere. */
  readonly runs: RunStore | null;
  readonly emit: (event: TrainerEvent) => void;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}

const OVERTAKEN = 'Another network was opened meanwhile.';

/** Runs of one recipe, one after the other, each with a seed of its own: the first one's and those that follow it. */
interface Series {
  readonly id: string;
  readonly network: NetworkSpec;
  readonly settings: TrainingSettings;
  readonly count: number;
  /** Runs that are over. */
  done: number;
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
  #run: Run | null = null;
  #runs = 0;
  #openings = 0;
  #driver: RunDriver | null = null;
  #series: Series | null = null;
  /** Until the present run is built, or failed to be. */
  #beginning: Promise<void> = Promise.resolve();

  constructor(context: SessionContext) {
    this.#context = context;
    this.#epochs = new EpochPredictor(context.workerFile);
    const { emit, runs, workerFile } = context;
    this.#desk = new RunDesk({
      runs,
      onList: () => {
        emit({ kind: 'runs' });
      },
      onFailure: (message) => {
        emit({ kind: 'notice', message });
      },
    });
    this.#test = new TestSet(workerFile, (run, progress) => {
      emit({ kind: 'testProgress', run, ...progress });
    });
  }

  async describeData({ dataset }: Params<'describeData'>): Promise<Result<'describeData'>> {
    return factsOf(await this.#load(dataset));
  }

  async previewAugmentation(params: Params<'previewAugmentation'>): Promise<Result<'previewAugmentation'>> {
    return previewAugmentation(await this.#load(params.settings.dataset), params);
  }

  async open(params: Params<'open'>): Promise<Status> {
    return this.#open(params);
  }

  async openRun({ id }: Params<'openRun'>): Promise<Result<'openRun'>> {
    const before = this.presentNow;
    if (before?.status.id === id && before.status.phase !== 'failed') return before;
    const opening = ++this.#openings;
    // The moment at which it failed may just be being written.
    if (before?.status.id === id) await this.settle();
    const { parts, past, testLooks, series } = await this.#desk.store.open(id);
    const { live } = past.checkpoint;
    const { network, settings } = live ? withLiveSettings(parts, live) : parts;
    // Where its data lies was said when it began, not by the page.
    const data = await this.#context.load(settings.dataset);
    this.#checkOpening(opening);
    const splits = splitFor(network, settings, data);
    const description = data.description;
    const run = new Run({
      number: this.#runs + 1,
      id,
      network,
      settings,
      splits,
      data: description,
      initialWeights: [],
      past,
      begun: { network: parts.network, settings: parts.settings },
    });
    run.rejoin({ testLooks, series });
    await this.#replace(
      run,
      { kind: 'old', folder: this.#desk.store.folderOf(id), seconds: past.seconds },
      opening,
      null,
    );
    this.#test.add(testLooks);
    this.#emitStatus();
    return this.#presentOf(run);
  }

  train(): Record<string, never> {
    const run = this.#openRun();
    if (!run.canGoOn) throw new InputError(`This run is ${run.phase}: restart it to train.`);
    run.goOn();
    this.#driver?.train();
    this.#emitStatus();
    return {};
  }

  async pause(): Promise<Result<'pause'>> {
    return this.#halt('pause');
  }

  async step({ unit = 'batch' }: Params<'step'> = {}): Promise<Result<'step'>> {
    const run = this.#openRun();
    if (!run.canGoOn) throw new InputError(`This run is ${run.phase}: pause it to do single steps.`);
    run.goOn();
    const halted = this.#halt(unit === 'batch' ? 'step' : 'epoch');
    this.#emitStatus();
    return halted;
  }

  async change({ settings }: Params<'change'>): Promise<Result<'change'>> {
    const run = this.#openRun();
    if (run.phase === 'ready' || (run.phase !== 'training' && !run.canGoOn))
      throw new InputError(`This run is ${run.phase}: its settings change with the next one.`);
    withLiveSettings(run, settings); // or it says what cannot change
    return this.#driver?.change(settings) ?? { step: run.step };
  }

  async stop(): Promise<Result<'stop'>> {
    const series = this.#series;
    this.#series = null;
    // Between two runs, what is to be stopped is that the next one begins.
    if (series && this.#run?.phase === 'loading') return { step: 0 };
    const run = this.#openRun();
    if (run.phase === 'ready') throw new InputError('There is nothing to stop: training has not begun.');
    return this.#halt('stop');
  }

  async restart({ weights }: Params<'restart'>): Promise<Record<string, never>> {
    const { network, settings } = this.#openRun();
    const { phase, message } = await this.open({ network, settings, weights });
    if (phase === 'failed') throw new InputError(message ?? 'The run could not begin.');
    return this.train();
  }

  predict({ pixels }: Params<'predict'>): Result<'predict'> {
    return this.#openRun().predict(pixels);
  }

  featureMaps(params: Params<'featureMaps'>): Result<'featureMaps'> {
    return this.#openRun().featureMaps(params);
  }

  layerWeights(params: Params<'layerWeights'>): Result<'layerWeights'> {
    return this.#openRun().layerWeights(params);
  }

  /** Asks nothing of the run: measured in a thread of its own, which meets a training only on the processors. */
  async predictEpoch({ network, settings }: Params<'predictEpoch'>): Promise<Result<'predictEpoch'>> {
    runnableLayers(network);
    const splits = splitFor(network, settings, await this.#load(settings.dataset));
    checkRoom(network, settings, splits.train);
    const before = this.#isTraining;
    const seconds = await this.#epochs.secondsOf({ network, settings, splits });
    return { seconds, contended: before || this.#isTraining };
  }

  async evaluateTest(): Promise<Result<'evaluateTest'>> {
    const run = this.#openRun();
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
    const run = this.#openRun();
    const fileName = `${run.network.name.replace(/[/\\\0]/g, '-')}.safetensors`;
    const write = ({ tensors, step }: { tensors: readonly NamedTensor[]; step: number }) => ({
      bytes: writeSafetensors(tensors),
      fileName,
      step,
    });
    return params.weights === 'best' ? this.#desk.bestWeights(run).then(write) : write(run.tensors());
  }

  async present(): Promise<Result<'present'>> {
    await this.#beginning;
    return this.presentNow;
  }

  /** The same, but for a run that is just being built. */
  get presentNow(): Result<'present'> {
    return this.#run && this.#run.phase !== 'loading' ? this.#presentOf(this.#run) : null;
  }

  /** The present run goes on, or counts as it is where it is finished; then come the next seeds. */
  repeat({ count }: Params<'repeat'>): Record<string, never> {
    const run = this.#openRun();
    if (run.phase === 'stopped' || run.phase === 'failed') {
      throw new InputError(`This run is ${run.phase}: restart it to repeat it.`);
    }
    if (!run.course.isUnchanged)
      throw new InputError('Settings of this run were changed while it was trained: restart it to repeat it.');
    if (run.series !== null)
      throw new InputError('This run is one of a series already: restart it to make another one.');
    const { network, settings, number } = run;
    run.series = run.id ?? String(number);
    this.#series = { id: run.series, network, settings, count, done: 0 };
    void this.#desk.keepNotes(run);
    const isOver = run.phase === 'finished';
    // A run that has just ended is told of once more, when it is saved: then the next one begins.
    if (isOver && this.#driver?.isSettled !== false) this.#goOnWithSeries();
    else if (isOver || run.phase === 'training') this.#emitStatus();
    else this.train();
    return {};
  }

  /** The present run as far as it concerns others than the window; null: no network is open. */
  get standing(): { readonly network: string; readonly savedStep: number | null } | null {
    const run = this.#run;
    return run && { network: run.network.name, savedStep: run.saved ? run.savedStep : null };
  }

  listRuns(): Promise<Result<'listRuns'>> {
    return this.#desk.list();
  }

  async readRun({ id }: Params<'readRun'>): Promise<Result<'readRun'>> {
    const stored = await this.#desk.store.read(id);
    return this.#run?.savedId === id ? { ...stored, ...this.#run.course.soFar } : stored;
  }

  editRun(params: Params<'editRun'>): Promise<Result<'editRun'>> {
    return this.#desk.edit(params);
  }

  async deleteRun({ id }: Params<'deleteRun'>): Promise<Record<string, never>> {
    // Another may be the present one when this one is saved.
    const [run, driver] = [this.#run, this.#driver];
    if (run?.savedId === id) {
      if (run.phase === 'training') throw new InputError('This run is being trained: pause or stop it to delete it.');
      await driver?.settle();
      driver?.dismiss(OVERTAKEN);
      run.forget();
    }
    await this.#desk.remove(id);
    this.#emitStatus();
    return {};
  }

  restoreRun({ id }: Params<'restoreRun'>): Promise<Result<'restoreRun'>> {
    return this.#desk.restore(id);
  }

  /** Pauses what is trained; resolves when it is on the disk. */
  async settle(): Promise<void> {
    await this.#driver?.settle();
  }

  async #open({ network, settings, weights }: Params<'open'>, series: Series | null = null): Promise<Status> {
    const opening = ++this.#openings;
    const data = await this.#load(settings.dataset);
    this.#checkOpening(opening);
    const splits = splitFor(network, settings, data);
    checkRoom(network, settings, splits.train);
    const { runs } = this.#context;
    const settle = (): Promise<void> => {
      this.#series = series;
      return this.settle();
    };
    const start = await startOf(weights, { network, settings }, () => ({ run: this.#openRun(), runs, settle }));
    this.#checkOpening(opening);
    const id = runs?.newId(network.name) ?? null;
    const { initialWeights, past, parent, point } = start;
    const description = data.description;
    const run = new Run({
      number: this.#runs + 1,
      id,
      network,
      settings,
      splits,
      data: description,
      initialWeights,
      past,
    });
    run.series = series?.id ?? null;
    const place = { kind: 'new', origin: { parent, series: run.series }, ...(point && { past: point }) } as const;
    await this.#replace(run, runs && id !== null ? { ...place, folder: runs.folderOf(id) } : null, opening, series);
    return this.#statusOf(run);
  }

  #checkOpening(opening: number): void {
    if (opening !== this.#openings) throw new InputError(OVERTAKEN);
  }

  /** Makes a run the present one, once the one before is on the disk. */
  async #replace(run: Run, keep: Keep | null, opening: number, series: Series | null): Promise<void> {
    // Before the run that may be one of another series can come to its end.
    this.#series = series;
    await this.settle();
    this.#checkOpening(opening);
    this.#driver?.dismiss(OVERTAKEN);
    this.#runs = run.number;
    this.#run = run;
    this.#driver = this.#driverOf(run, keep);
    if (run.past) return;
    const beginning = this.#driver.begin();
    this.#beginning = beginning.catch(() => undefined);
    await beginning;
  }

  /** A run of the series is over: the next seed's turn, if there is one. */
  #goOnWithSeries(): void {
    const series = this.#series;
    if (!series) return;
    series.done++;
    if (series.done >= series.count) this.#series = null;
    this.#emitStatus();
    if (!this.#series) return;
    this.#trainNext(series).catch((error: unknown) => {
      if (this.#series !== series) return;
      this.#series = null;
      this.#context.emit({ kind: 'notice', message: error instanceof InputError ? error.message : String(error) });
    });
  }

  async #trainNext(series: Series): Promise<void> {
    const { network, settings, done } = series;
    const seed = settings.seed + done;
    const { phase } = await this.#open({ network, settings: { ...settings, seed }, weights: 'first' }, series);
    if (this.#series === series && phase === 'ready') this.train();
  }

  #presentOf(run: Run): NonNullable<Result<'present'>> {
    const { begun, course } = run;
    return { status: this.#statusOf(run), ...begun, ...course.soFar };
  }

  #statusOf(run: Run): Status {
    const series = this.#series && { done: this.#series.done, count: this.#series.count };
    return run.status({ testLooks: this.#test.looks, series });
  }

  /** A page may name data, but no place on the disk, unless it is that of the present run. */
  #load(source: DataSource): Promise<Dataset> {
    if (source.kind !== 'folder' || sameContent(source, this.#run?.settings.dataset)) return this.#context.load(source);
    throw new InputError('Data of your own is read by the command line only: train with --data and the folder.');
  }

  get #isTraining(): boolean {
    return this.#run?.phase === 'training';
  }

  #openRun(): Run {
    if (!this.#run || this.#run.phase === 'loading') throw new InputError('No network is open yet.');
    return this.#run;
  }

  #driverOf(run: Run, keep: Keep | null): RunDriver {
    return new RunDriver(run, {
      workerFile: this.#context.workerFile,
      keep,
      hear: (message) => {
        this.#take(run, message);
      },
    });
  }

  /** Commands something that ends in standing still; answered at once when that is so already. */
  async #halt(command: 'pause' | 'step' | 'epoch' | 'stop'): Promise<{ step: number }> {
    const run = this.#openRun();
    const still = run.phase !== 'training';
    if (still && (command !== 'stop' || !run.canGoOn)) return { step: run.step };
    return this.#driver?.halt(command) ?? { step: run.step };
  }

  #take(run: Run, message: WorkerMessage): void {
    const now = this.#context.now();
    switch (message.kind) {
      case 'built':
        if (run.phase === 'loading') run.halt('ready');
        break;
      case 'steps':
        run.advance(message.firstStep + message.losses.length - 1, now);
        run.course.addSteps(message);
        this.#context.emit({ ...message, run: run.number });
        break;
      case 'validating':
        run.validate({ done: message.done, count: message.count }, now);
        break;
      case 'epochs':
        run.finishEpochs(message.epochs);
        this.#context.emit({ ...message, run: run.number });
        break;
      case 'paused':
        run.halt('paused');
        break;
      case 'changed':
        run.network = message.network;
        run.settings = message.change.settings;
        run.course.addChange(message.change);
        break;
      case 'stopped':
      case 'finished':
        if (message.kind === 'finished') run.end = message.end;
        run.halt(message.kind);
        break;
      case 'saved':
        this.#desk.changed();
        run.savedStep = message.step;
        if (run.saved) break;
        run.saved = true;
        void this.#desk.keepNotes(run);
        break;
      case 'notice':
        this.#context.emit(message);
        return;
      case 'diverged':
        run.diverged = message.divergence;
        run.message = message.message;
        run.halt('failed');
        this.#goOnWithSeries();
        break;
      case 'failed':
        run.message = message.message;
        run.halt('failed');
        this.#goOnWithSeries();
        break;
      case 'settled':
        if (message.command === null) this.#goOnWithSeries();
        return;
      case 'evaluating':
      case 'evaluated':
      case 'predicted':
      case 'notPredicted':
        return;
      default:
        message satisfies never;
    }
    this.#emitStatus();
  }

  #emitStatus(): void {
    if (this.#run) this.#context.emit({ kind: 'status', status: this.#statusOf(this.#run) });
  }
}

/** The parts of a data set for a run. Throws an InputError when settings, data and network do not fit. */
function splitFor(
  network: NetworkSpec,
  settings: TrainingSettings,
  { training, test }: Pick<Dataset, 'training' | 'test'>,
): Splits {
  const splits = splitExamples(training, test, settings);
  for (const examples of Object.values(splits)) checkExamples(network, examples);
  return splits;
}
