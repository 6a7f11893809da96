import { runnableLayers } from '../../src-core/architecture/analyze';
import type { DataSource } from '../../src-core/architecture/data-source';
import { keptLayers } from '../../src-core/architecture/kept-layers';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
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
import { evaluateInWorker, type EvaluationInWorker } from './evaluate-in-worker';
import { startWorker, type WorkerHandle } from './lanes';
import { PacedNotice } from './paced-notice';
import { Run } from './run';
import type { RunStore } from './run-store';
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
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}

/** Least time between two words about the list of runs, milliseconds. */
const RUNS_INTERVAL = 500;

const OVERTAKEN = 'Another network was opened meanwhile.';

/** Answers to the window's requests, one for each method of the protocol. */
export type Handlers = { readonly [M in Method]: (params: Params<M>) => Result<M> | Promise<Result<M>> };

/**
 * The trainer's own thread: it answers, and never computes a step or waits for one. Steps are done by a worker; what is
 * known of them comes as messages, and weights are read from the snapshot that the worker publishes between steps.
 */
export class Session implements Handlers {
  readonly #context: SessionContext;
  readonly #epochs: EpochPredictor;
  readonly #notice: PacedNotice;
  #run: Run | null = null;
  #runs = 0;
  #openings = 0;
  #worker: WorkerHandle | null = null;
  #test: EvaluationInWorker | null = null;
  #testLooks = 0;
  #halting: { resolve: () => void }[] = [];
  #overtaken: ((error: InputError) => void) | null = null;

  constructor(context: SessionContext) {
    this.#context = context;
    this.#epochs = new EpochPredictor(context.workerFile);
    this.#notice = new PacedNotice(() => {
      context.emit({ kind: 'runs' });
    }, RUNS_INTERVAL);
  }

  async describeData({ dataset }: Params<'describeData'>): Promise<Result<'describeData'>> {
    return factsOf(await this.#load(dataset));
  }

  async previewAugmentation(params: Params<'previewAugmentation'>): Promise<Result<'previewAugmentation'>> {
    return previewAugmentation(await this.#load(params.settings.dataset), params);
  }

  async open({ network, settings, weights }: Params<'open'>): Promise<Status> {
    const opening = ++this.#openings;
    const { training, test, description } = await this.#load(settings.dataset);
    if (opening !== this.#openings) throw new InputError(OVERTAKEN);
    const splits = splitFor(network, settings, { training, test });
    const run = new Run({
      number: this.#runs + 1,
      id: this.#context.runs?.newId(network.name) ?? null,
      network,
      settings,
      splits,
      data: description,
      initialWeights: weights === 'keep' ? this.#keptWeights(network) : [],
    });
    this.#dismiss();
    this.#runs = run.number;
    this.#run = run;
    await this.#begin(run);
    return run.status(this.#testLooks);
  }

  train(): Record<string, never> {
    const run = this.#openRun();
    if (run.phase !== 'ready' && run.phase !== 'paused')
      throw new InputError(`This run is ${run.phase}: restart it to train.`);
    run.phase = 'training';
    run.control.give('run');
    this.#emitStatus();
    return {};
  }

  async pause(): Promise<Result<'pause'>> {
    return this.#halt('pause');
  }

  async step({ unit = 'batch' }: Params<'step'> = {}): Promise<Result<'step'>> {
    const run = this.#openRun();
    if (run.phase !== 'ready' && run.phase !== 'paused')
      throw new InputError(`This run is ${run.phase}: pause it to do single steps.`);
    run.phase = 'training';
    return this.#halt(unit === 'batch' ? 'step' : 'epoch');
  }

  async stop(): Promise<Result<'stop'>> {
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
    const before = this.#isTraining;
    const seconds = await this.#epochs.secondsOf({ network, settings, splits });
    return { seconds, contended: before || this.#isTraining };
  }

  async evaluateTest(): Promise<Result<'evaluateTest'>> {
    const run = this.#openRun();
    if (this.#test) throw new InputError('The test set is being evaluated already.');
    const { values, step } = run.weights();
    const task = { kind: 'evaluate', network: run.network, weights: values, examples: run.splits.test } as const;
    this.#test = evaluateInWorker(this.#context.workerFile, task, (progress) => {
      this.#context.emit({ kind: 'testProgress', run: run.number, ...progress });
    });
    try {
      const evaluation = await this.#test.result;
      if (!evaluation) return null;
      const { count, loss, accuracy } = evaluation;
      this.#testLooks++;
      run.testLooks.push({ at: Date.now(), step, count, loss, accuracy });
      await this.#keepLooks(run);
      this.#emitStatus();
      return { ...evaluation, step };
    } finally {
      this.#test = null;
    }
  }

  cancelTest(): Record<string, never> {
    this.#test?.cancel();
    return {};
  }

  exportWeights(): Result<'exportWeights'> {
    const run = this.#openRun();
    const { tensors, step } = run.tensors();
    const fileName = `${run.network.name.replace(/[/\\\0]/g, '-')}.safetensors`;
    return { bytes: writeSafetensors(tensors), fileName, step };
  }

  present(): Result<'present'> {
    const run = this.#run;
    if (!run || run.phase === 'loading') return null;
    const { network, settings, course } = run;
    return { status: run.status(this.#testLooks), network, settings, ...course.soFar };
  }

  async listRuns(): Promise<Result<'listRuns'>> {
    return (await this.#context.runs?.list()) ?? { runs: [], damaged: [] };
  }

  async readRun({ id }: Params<'readRun'>): Promise<Result<'readRun'>> {
    const stored = await this.#store.read(id);
    return this.#run?.id === id ? { ...stored, ...this.#run.course.soFar } : stored;
  }

  async editRun({ id, change }: Params<'editRun'>): Promise<Result<'editRun'>> {
    const summary = await this.#store.edit(id, change);
    this.#notice.give();
    return summary;
  }

  /** Writes down that the test set was opened, as soon as the run has a folder. */
  async #keepLooks(run: Run): Promise<void> {
    if (!run.saved || run.id === null) return;
    const looks = run.testLooks.slice(run.keptLooks);
    run.keptLooks = run.testLooks.length;
    try {
      for (const look of looks) await this.#store.addLook(run.id, look);
      this.#notice.give();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.#context.emit({ kind: 'notice', message: error.message });
    }
  }

  get #store(): RunStore {
    if (this.#context.runs) return this.#context.runs;
    throw new InputError('No runs are kept on this computer.');
  }

  /** A page may name data, but no place on the disk. */
  #load(source: DataSource): Promise<Dataset> {
    if (source.kind !== 'folder') return this.#context.load(source);
    throw new InputError('Data of your own is read by the command line only: train with --data and the folder.');
  }

  get #isTraining(): boolean {
    return this.#run?.phase === 'training';
  }

  #openRun(): Run {
    if (!this.#run || this.#run.phase === 'loading') throw new InputError('No network is open yet.');
    return this.#run;
  }

  /** Copies of the present weights that fit a network, for a new run of it. Throws an InputError when none of them does. */
  #keptWeights(network: NetworkSpec): NamedTensor[] {
    const run = this.#openRun();
    const { kept, fresh } = keptLayers(run.network, network);
    if (kept.length > 0 || fresh.length === 0) return run.weightsOf(kept);
    throw new InputError(
      `None of the present weights fit network "${network.name}": no layer has the name, the kind and the shapes of weights of one that is there.`,
    );
  }

  /**
   * Starts the worker; resolves when the first weights are there, or when that failed (which the status then tells).
   * Rejects when another run is opened meanwhile.
   */
  #begin(run: Run): Promise<void> {
    const { id, network, settings, splits, initialWeights, control, snapshot } = run;
    return new Promise((resolve, reject) => {
      this.#overtaken = reject;
      this.#worker = startWorker(
        this.#context.workerFile,
        {
          kind: 'train',
          network,
          settings,
          splits,
          initialWeights,
          control: control.buffer,
          snapshot: snapshot.buffer,
          keep: this.#context.runs && id !== null ? { folder: this.#context.runs.folderOf(id) } : null,
        },
        (message) => {
          this.#take(run, message);
          if (message.kind === 'built' || message.kind === 'failed') resolve();
        },
      );
    });
  }

  /** Ends the present run without a trace; who waited for it to open or to pause is answered. */
  #dismiss(): void {
    this.#overtaken?.(new InputError(OVERTAKEN));
    this.#worker?.terminate();
    this.#worker = null;
    this.#settleHalts();
  }

  /** Commands something that ends in standing still, and waits for that without blocking anybody. */
  async #halt(command: 'pause' | 'step' | 'epoch' | 'stop'): Promise<{ step: number }> {
    const run = this.#openRun();
    const still = run.phase !== 'training';
    if (still && (command !== 'stop' || run.phase !== 'paused')) return { step: run.step };
    const halted = new Promise<void>((resolve) => this.#halting.push({ resolve }));
    run.control.give(command);
    if (command === 'step' || command === 'epoch') this.#emitStatus();
    await halted;
    return { step: run.step };
  }

  #settleHalts(): void {
    const waiting = this.#halting;
    this.#halting = [];
    for (const { resolve } of waiting) resolve();
  }

  #take(run: Run, message: WorkerMessage): void {
    const now = this.#context.now();
    switch (message.kind) {
      case 'built':
        run.halt('ready');
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
        // What has been overtaken by another command is answered by that one.
        if (message.command !== run.control.latest.number) return;
        run.halt('paused');
        this.#settleHalts();
        break;
      case 'stopped':
      case 'finished':
        if (message.kind === 'finished') run.end = message.end;
        run.halt(message.kind);
        this.#settleHalts();
        break;
      case 'saved':
        this.#notice.give();
        if (run.saved) return;
        run.saved = true;
        void this.#keepLooks(run);
        break;
      case 'notSaved':
        this.#context.emit({ kind: 'notice', message: message.message });
        return;
      case 'failed':
        run.message = message.message;
        run.halt('failed');
        this.#settleHalts();
        break;
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
    if (this.#run) this.#context.emit({ kind: 'status', status: this.#run.status(this.#testLooks) });
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
