import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import { stepsPerEpoch } from '../../src-core/data/batches';
import type { Splits } from '../../src-core/data/dataset';
import { InputError } from '../../src-core/input-error';
import { better } from '../../src-core/metrics/best-epoch';
import type { NamedTensor } from '../../src-core/model/weights';
import type { EpochSummary, RunParent, RunState, RunSummary, TestLook } from '../../src-core/protocol/runs';
import type { Phase, Status } from '../../src-core/protocol/status';
import type { Checkpoint } from '../../src-core/training/checkpoint';
import { endOf } from '../../src-core/training/train';
import { Control } from './control';
import { Pace } from './pace';
import { NewestWeights } from './newest-weights';
import type { PredictorPlaces } from './predictor-place';
import { RunCourse } from './run-course';
import type { Course } from './history-reader';
import type { FinishedEpoch } from './worker-messages';

/** What a run is made of. */
interface RunParts {
  /** Counts the runs of a session. */
  readonly number: number;
  readonly network: NetworkSpec;
  readonly settings: TrainingSettings;
  readonly splits: Splits;
  /** Where the examples come from, as half a sentence. */
  readonly data: string;
  /** Of the folder that it is to be kept in; null: in none. */
  readonly id: string | null;
  /** Weights to begin with; what is not among them is drawn from the seed. */
  readonly initialWeights: readonly NamedTensor[];
  /** From where it goes on; null: it begins. */
  readonly past: RunPast | null;
  /** The run that it was made from; null: none. */
  readonly parent: RunParent | null;
  /** Network and settings that it began with, where these were changed since. */
  readonly begun?: Recipe;
  readonly places: PredictorPlaces;
}

type Recipe = Pick<RunParts, 'network' | 'settings'>;

/** A moment of a run, and what led to it. */
export interface RunPast {
  readonly checkpoint: Checkpoint;
  readonly course: Course;
  readonly state: RunState;
  /** Why it failed. */
  readonly message: string | null;
  readonly seconds: number | null;
}

/** One run as the trainer's own thread knows it: what it is made of, how far it has come, its newest weights. */
export class Run {
  readonly control = new Control();
  /** What the training publishes, and what can be asked of it. */
  readonly newest: NewestWeights;
  readonly totalSteps: number;
  readonly stepsPerEpoch: number;
  phase: Phase = 'loading';
  step = 0;
  validating: { done: number; count: number } | null = null;
  #epochsDone = 0;
  message: string | null = null;
  end: Status['end'] = null;
  diverged: Status['diverged'] = null;
  readonly #pace = new Pace();

  readonly number: number;
  readonly id: string | null;
  /** What is in force: settings, and rates of dropout, may have been changed since it began. */
  network: NetworkSpec;
  settings: TrainingSettings;
  readonly begun: Recipe;
  readonly splits: Splits;
  readonly initialWeights: readonly NamedTensor[];
  readonly past: RunPast | null;
  readonly parent: RunParent | null;
  readonly #data: string;
  readonly course: RunCourse;
  /** Its folder is there. */
  saved = false;
  /** Step of its newest checkpoint, where it has a folder. */
  savedStep = 0;
  /** Why what came after it could not be saved, one sentence; null: nothing went wrong. */
  saveFailure: string | null = null;
  /** Each time the test set was opened by its weights. */
  readonly testLooks: TestLook[] = [];
  /** The runs of one recipe that it belongs to. */
  series: string | null = null;
  /** How many these are to be; null where it is not known. */
  seriesCount: number | null = null;
  /** So many of them are on the disk. */
  keptLooks = 0;
  /** The best epoch on the validation images so far. */
  best: EpochSummary | null = null;

  /** Throws an InputError when the network cannot run. */
  constructor({ number, id, splits, data, initialWeights, past, parent, begun, places, ...recipe }: RunParts) {
    const { network, settings } = recipe;
    this.number = number;
    this.id = id;
    this.network = network;
    this.settings = settings;
    this.begun = begun ?? recipe;
    this.splits = splits;
    this.initialWeights = initialWeights;
    this.past = past;
    this.parent = parent;
    this.#data = data;
    this.stepsPerEpoch = stepsPerEpoch(splits.train.count, settings.batchSize);
    this.totalSteps = this.stepsPerEpoch * settings.epochs;
    this.newest = new NewestWeights(this, settings.seed, places);
    this.course = new RunCourse(past?.course);
    if (past) this.#goOn(past);
  }

  /** `step` steps are done at `time`, milliseconds. */
  advance(step: number, time: number): void {
    this.step = step;
    this.validating = null;
    this.#pace.trained(time, this.#imagesBefore(step));
  }

  validate(progress: { done: number; count: number }, time: number): void {
    this.validating = progress;
    this.#pace.validated(time, progress.done);
  }

  /** These epochs are over, their validation included. */
  finishEpochs(epochs: readonly FinishedEpoch[]): void {
    this.validating = null;
    this.#epochsDone = epochs.at(-1)?.epoch ?? this.#epochsDone;
    this.best = epochs.reduce(better<EpochSummary>, this.best);
    this.course.addEpochs(epochs);
  }

  /** Epochs that are over, their validation included. */
  get epochsDone(): number {
    return this.#epochsDone;
  }

  /** Steps that its weights have behind them: fewer than it has done where those of an earlier epoch were put back. */
  get weightsStep(): number {
    return this.end ? this.end.weightsOf * this.stepsPerEpoch : this.step;
  }

  /** Whether it has ended, be it that it could be trained on after a failure. */
  get isOver(): boolean {
    return this.phase === 'finished' || this.phase === 'stopped' || this.phase === 'failed';
  }

  /** Whether it stands where it can be trained on, from the beginning or after a halt. */
  get canGoOn(): boolean {
    return this.phase === 'ready' || this.phase === 'paused' || this.diverged !== null;
  }

  goOn(): void {
    this.phase = 'training';
    this.diverged = null;
    this.message = null;
  }

  /** Stands still, in this phase. */
  halt(phase: Phase): void {
    this.phase = phase;
    // What keeps it from going on is no matter any more where nothing is to.
    if (phase === 'stopped') [this.diverged, this.message] = [null, null];
    this.#pace.halt();
  }

  /** It is on the disk, with what came to it from outside. */
  rejoin({ testLooks, series, seriesCount }: Pick<RunSummary, 'testLooks' | 'series' | 'seriesCount'>): void {
    this.saved = true;
    this.savedStep = this.step;
    this.testLooks.push(...testLooks);
    this.keptLooks = testLooks.length;
    this.series = series;
    this.seriesCount = seriesCount;
  }

  /** It is on no disk any more: it stays as it is, but cannot go on. */
  forget(): void {
    this.saved = false;
    this.saveFailure = null;
    if (this.phase === 'paused') this.halt('stopped');
    this.diverged = null;
  }

  /** The id under which it is on the disk; null: it is not. */
  get savedId(): string | null {
    return this.saved ? this.id : null;
  }

  /** `testLooks`: how often the test set is known to have been opened, by this run or others. */
  status({ testLooks, series }: Pick<Status, 'testLooks' | 'series'>): Status {
    const training = this.phase === 'training';
    return {
      run: this.number,
      id: this.savedId,
      phase: this.phase,
      step: this.step,
      totalSteps: this.totalSteps,
      stepsPerEpoch: this.stepsPerEpoch,
      epochs: this.settings.epochs,
      validating: this.validating,
      imagesPerSecond: training ? this.#pace.imagesPerSecond : null,
      secondsLeft: training ? this.#secondsLeft() : null,
      splits: {
        train: this.splits.train.count,
        validation: this.splits.validation.count,
        test: this.splits.test.count,
      },
      data: this.#data,
      best: this.best && { epoch: this.best.epoch, step: this.best.step },
      series,
      testLooks,
      runTestLooks: this.testLooks.length,
      end: this.end,
      diverged: this.diverged,
      savedStep: this.saved ? this.savedStep : null,
      saveFailure: this.saveFailure,
      message: this.message,
    };
  }

  #goOn({ checkpoint, course, state, message }: RunPast): void {
    const { step, epochsDone } = checkpoint.progress;
    if (step > this.totalSteps) {
      throw new InputError(
        `This run stands at step ${step}, but its settings and data make ${this.totalSteps}: the data has changed, or the epochs are too few.`,
      );
    }
    this.step = step;
    this.#epochsDone = epochsDone;
    if (state === 'finished') this.end = endOf({ progress: checkpoint.progress, settings: this.settings });
    this.newest.load(checkpoint.weights, this.weightsStep);
    this.best = course.epochs.reduce(better<EpochSummary>, null);
    this.message = message;
    this.phase = state === 'unfinished' ? 'paused' : state;
  }

  #imagesBefore(step: number): number {
    const epochs = Math.floor(step / this.stepsPerEpoch);
    return epochs * this.splits.train.count + (step % this.stepsPerEpoch) * this.settings.batchSize;
  }

  #secondsLeft(): number | null {
    const trainImages = this.#imagesBefore(this.totalSteps) - this.#imagesBefore(this.step);
    const validations = (this.settings.epochs - this.#epochsDone) * this.splits.validation.count;
    return this.#pace.secondsLeft(trainImages, validations - (this.validating?.done ?? 0));
  }
}
