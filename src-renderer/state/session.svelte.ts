import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { courseOf, withChange, type RunChange } from '../../src-core/architecture/recipe-course';
import { sameNetwork } from '../../src-core/architecture/same-network';
import type { TrainerEvent } from '../../src-core/protocol/events';
import type { Result } from '../../src-core/protocol/methods';
import type { Status } from '../../src-core/protocol/status';
import { EpochClock } from './epoch-clock';
import type { Recipe } from './recipe';
import { RunHistory } from './run-history';
import { Teaching } from './teaching';

/** A recipe with the network that the trainer was given: its classes are called as in the data. */
interface OpenedRecipe extends Recipe {
  readonly network: NetworkSpec;
}

/** What came of opening the test set. */
export interface TestResult extends NonNullable<Result<'evaluateTest'>> {
  /** The run whose weights were tested. */
  readonly run: number;
}

/** How far an evaluation has come, images. */
export interface Progress {
  readonly done: number;
  readonly count: number;
}

/** A run as the trainer has it, with all that it went through. */
type PresentRun = NonNullable<Result<'present'>>;

/** The number of none. */
const NO_RUN = 0;

/** What the window knows of the trainer's present run. */
export class Session {
  /** Null until the trainer has answered for the first time. */
  status: Status | null = $state.raw(null);
  /** What the present run is trained by, live changes included; null until there is one. */
  opened: OpenedRecipe | null = $state.raw(null);
  /** The run that this is of. */
  #openedRun = NO_RUN;
  /** What its steps were trained by: from the first on, and since each change. */
  changes: readonly RunChange[] = $state.raw([]);
  /** There is no trainer behind it any more. */
  lost: boolean = $state(false);
  testResult: TestResult | null = $state.raw(null);
  testProgress: Progress | null = $state.raw(null);
  /** Of which images the confusion matrix is. */
  matrixOf: 'validation' | 'test' = $state('validation');
  #history = new RunHistory(0, 1);
  curves = $state.raw(this.#history.curves);

  readonly #clock = new EpochClock();
  /** How long an epoch of the present run takes, seconds; null while that is not known. */
  epochSeconds: number | null = $state.raw(null);

  /** Of the present weights; follows every status. */
  teaching = new Teaching();

  readonly phase = $derived(this.status?.phase ?? 'loading');
  /** A step could not be done, and the run stands before it. */
  readonly diverged = $derived(this.phase === 'failed' ? (this.status?.diverged ?? null) : null);
  /** It trains or can go on training. */
  readonly goesOn = $derived(this.phase === 'training' || this.phase === 'paused' || this.diverged !== null);
  /** It takes over changes: not the runs of a series, which are all trained by the same settings. */
  readonly changesLive = $derived(this.goesOn && !this.status?.series);
  /** There is a run that can be asked about. */
  readonly answers = $derived(!this.lost && this.phase !== 'loading');
  /** There are results that belong to a recipe: changing the recipe needs a restart. */
  readonly hasRun = $derived(this.phase !== 'loading' && this.phase !== 'ready');
  /** The latest epoch, or the one whose weights were put back at the end. */
  readonly lastEpoch = $derived.by(() => {
    const { epochs } = this.curves;
    const standing = this.status?.end?.weightsOf;
    return epochs.find(({ epoch }) => epoch === standing) ?? epochs.at(-1) ?? null;
  });

  /** Up to this step more is known than the run has done: it does these steps once more. */
  #known = $state(0);
  readonly repeats = $derived((this.status?.step ?? 0) < this.#known);
  /** Epochs that are over, their validation included. */
  readonly epochsDone = $derived(this.curves.epochs.at(-1)?.epoch ?? 0);

  /** Whether the trainer is at another run by now than the one that is known. */
  get isBehind(): boolean {
    return this.status !== null && this.opened !== null && this.status.run !== this.#openedRun;
  }

  receive(event: TrainerEvent): void {
    switch (event.kind) {
      case 'status':
        this.receiveStatus(event.status);
        break;
      case 'steps':
        this.#record(event.run, (history) => history.addSteps(event));
        break;
      case 'epochs':
        this.#record(event.run, (history) => history.addEpochs(event));
        this.#timeEpochs(event);
        break;
      case 'testProgress':
        if (this.testProgress) this.testProgress = { done: event.done, count: event.count };
        break;
      case 'rates':
      case 'runs':
      case 'notice':
        break;
      default:
        event satisfies never;
    }
  }

  /** The trainer has made a run from this. */
  begin(opened: OpenedRecipe, status: Status): void {
    if (this.lost) this.#renumber(NO_RUN); // nothing of the run before has come to the new process
    if (this.lost) this.teaching = new Teaching();
    this.opened = opened;
    this.#openedRun = status.run;
    this.#known = 0;
    this.receiveStatus(status);
    this.changes = [{ step: 1, ...opened }];
  }

  /** The run goes on by another recipe, from this step on. */
  change(step: number, { network, settings }: OpenedRecipe): void {
    const before = this.opened?.network;
    // What is known of a network is known of this object.
    this.opened = { network: before && sameNetwork(before, network) ? before : network, settings };
    this.changes = withChange(this.changes, { step, ...this.opened });
  }

  /**
   * Takes over a run that was begun elsewhere, with what it went through. `isSame`: another trainer's process goes on with the one
   * that was here, of which more may be known here than there.
   */
  takeOver({ status, network, settings, changes, ...course }: PresentRun, isSame = false): void {
    const { run, stepsPerEpoch } = status;
    this.#clock.halt();
    if (!isSame) this.epochSeconds = null;
    if (isSame) this.#renumber(run);
    else this.#history = RunHistory.of(run, stepsPerEpoch, course);
    this.changes = courseOf({ network, settings }, changes);
    this.opened = this.changes.at(-1) ?? { network, settings };
    this.#openedRun = run;
    this.#known = isSame ? this.#history.curves.loss.raw.length : 0;
    this.receiveStatus(status);
  }

  receiveStatus(status: Status): void {
    if (status.run < this.#history.run) return;
    this.teaching.follow(status, performance.now());
    if (status.phase !== 'training') this.#clock.halt();
    this.status = status;
    this.#record(status.run, () => undefined);
  }

  /** Another trainer's process counts its runs anew. */
  #renumber(run: number): void {
    const { testResult } = this;
    if (testResult) this.testResult = { ...testResult, run: testResult.run === this.#history.run ? run : NO_RUN };
    this.#history.run = run;
  }

  #timeEpochs({ run, epochs }: Extract<TrainerEvent, { kind: 'epochs' }>): void {
    const last = epochs.at(-1);
    if (!last || run !== this.#history.run || this.phase !== 'training') return;
    this.epochSeconds = this.#clock.ended(last.epoch, performance.now()) ?? this.epochSeconds;
  }

  /** What belongs to a run that is over is not mixed into the curves of the present one. */
  #record(run: number, add: (history: RunHistory) => void): void {
    if (run < this.#history.run) return;
    if (run > this.#history.run) {
      this.#clock.halt();
      this.epochSeconds = null;
      this.#history = new RunHistory(run, this.status?.stepsPerEpoch ?? 1);
      this.changes = this.opened ? [{ step: 1, ...this.opened }] : [];
      if (!this.testResult) this.matrixOf = 'validation'; // there is nothing to see of the test set
    }
    add(this.#history);
    this.curves = this.#history.curves;
  }
}
