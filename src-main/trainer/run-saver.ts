import type { RunState } from '../../src-core/protocol/runs';
import { copyCheckpoint, takeCheckpoint, type Checkpoint } from '../../src-core/training/checkpoint';
import type { Training } from '../../src-core/training/prepare';
import { isOver, type TrainingEvent } from '../../src-core/training/train';
import { HistoryQueue, type HistoryEvent, type SettingsChange } from './history-queue';
import type { RunOrigin, RunRecipe } from './run-file';
import { isMilestoneEpoch, nextMilestone } from './run-milestones';
import { readRunCourse, RunWriter, Superseded } from './run-folder';
import type { Moment } from './history-reader';

/** Least time between two checkpoints within an epoch, and at the ends of epochs, milliseconds. */
const INTERVAL = 10_000;
const EPOCH_INTERVAL = 1000;

export interface SaverContext {
  /** Told when saving fails, once until it works again. What it throws ends the training. */
  readonly onFailure: (error: unknown) => void;
  /** Told when everything is saved again, what came about meanwhile included. */
  readonly onRecovery?: () => void;
  /** Told when a moment is on the disk. */
  readonly onSaved?: (step: number) => void;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}

/** For a run that is not worth going on with where it cannot be saved: the failure is thrown. */
export const mustBeSaved = (now: () => number): SaverContext => ({
  onFailure: (error) => {
    throw error;
  },
  now,
});

/** Where a new run is to be kept. */
export interface NewFolder {
  readonly folder: string;
  /** It comes from no other run, unless this says something else. */
  readonly origin?: Partial<RunOrigin>;
}

/** A folder that has yet to be made, or opened. */
interface Opening {
  readonly open: () => Promise<RunWriter>;
  /** The moment at which a new run begins. */
  readonly first: Checkpoint | null;
  /** Came about before there was a file to write it to. */
  readonly history: HistoryQueue;
}

/**
 * Keeps a run in its folder while it is trained. Should that fail, the training goes on, and saving is tried again when the
 * next checkpoint is due; of the history nothing is lost meanwhile.
 */
export class RunSaver {
  readonly #training: Training;
  readonly #context: SaverContext;
  #opening: Opening | null = null;
  #writer: RunWriter | null = null;
  #failing = false;
  #lastSave = 0;
  /** The moment that is on the disk. */
  #known: Moment | null = null;
  #state: RunState = 'unfinished';
  /** Seconds of training until it last stood still, and since when it has been moving again, milliseconds. */
  #seconds: number | null = 0;
  #movingSince: number | null = null;

  constructor(training: Training, context: SaverContext) {
    this.#training = training;
    this.#context = context;
    this.#lastSave = context.now();
  }

  /** Makes the folder, with the moment at which the run begins: this one, or one that was kept. */
  async begin(
    { folder, origin }: NewFolder,
    recipe: RunRecipe,
    first = copyCheckpoint(takeCheckpoint(this.#training)),
  ): Promise<void> {
    const open = (): Promise<RunWriter> => RunWriter.create(folder, recipe, origin);
    this.#opening = { open, first, history: new HistoryQueue() };
    await this.#guard(async () => {
      await this.#open();
      this.#saved(first);
    });
  }

  /** Goes on with a run that is in a folder already, and has been trained for so many seconds. */
  resume(writer: RunWriter, seconds: number | null): void {
    this.#writer = writer;
    this.#seconds = seconds;
    this.#known = this.#training.progress.state;
  }

  /** The same from a moment of it that was read before. Rejects where that can never be, nor can anything be saved afterwards. */
  async goOn({ folder, seconds }: { folder: string; seconds: number | null }, moment: Moment): Promise<void> {
    const open = async (): Promise<RunWriter> =>
      RunWriter.continue(folder, moment, await readRunCourse({ folder, moment }));
    this.#opening = { open, first: null, history: new HistoryQueue() };
    this.#seconds = seconds;
    this.#known = moment;
    await this.#guard(() => this.#open());
  }

  /** Whether saving failed and has yet to work again. */
  get failing(): boolean {
    return this.#failing;
  }

  /** The clock of the run goes on. */
  move(): void {
    this.#movingSince ??= this.#context.now();
  }

  /** So many steps may be taken before the next moment that is always saved. */
  get stepsToMilestone(): number {
    const { step } = this.#training.progress;
    return this.#writer ? nextMilestone(step) - step : Infinity;
  }

  /** Takes an event into the history, and saves what has come about where it is time to. */
  async record(event: TrainingEvent): Promise<void> {
    if (event.kind === 'validating' || !this.#isKept) return;
    await this.#guard(async () => {
      const best = this.#note(event);
      if (this.#writer?.keeps === false) return;
      const interval = event.kind === 'epoch' ? EPOCH_INTERVAL : INTERVAL;
      if (best || this.#isMilestone(event) || this.#context.now() - this.#lastSave >= interval) await this.#save();
    });
  }

  /** The run has failed, in one sentence: the last moment that was saved stays. */
  async fail(message: string): Promise<void> {
    await this.#guard(async () => {
      await this.#open();
      await this.#stand('failed', { message });
      this.#writer?.close();
    });
  }

  /** Settings have changed: on the disk before the first step that they apply to. */
  async change(change: SettingsChange): Promise<void> {
    if (!this.#isKept) return;
    await this.#guard(async () => {
      this.#note(change);
      await this.#save();
    });
  }

  /** The present moment is another than it was after as many steps. */
  async replace(): Promise<void> {
    await this.#guard(() => this.#save());
  }

  /** Saves the present moment, where that has failed. */
  async retry(): Promise<void> {
    if (this.#failing) await this.#guard(() => this.#save());
  }

  /** The run stands still: saves the present moment, unless it is saved already. Its clock stops. */
  async settle(state: RunState = this.#presentState): Promise<void> {
    this.#seconds = this.#secondsSoFar;
    this.#movingSince = null;
    await this.#guard(async () => {
      const { step, epochsDone } = this.#training.progress;
      const known = this.#known?.step === step && this.#known.epochsDone === epochsDone;
      if (!known || this.#failing) await this.#save(state);
      else if (state !== this.#state) await this.#stand(state);
    });
  }

  /** What was recorded is on the disk; nothing more comes. Where that fails, it may be tried again. */
  async close(state?: RunState): Promise<void> {
    await this.settle(state);
    if (this.#failing) return;
    await this.#guard(async () => {
      await this.#open();
      this.#writer?.close();
    });
  }

  #isMilestone(event: TrainingEvent): boolean {
    if (event.kind === 'epoch') return isMilestoneEpoch(event.epoch);
    return nextMilestone(event.step - 1) === event.step;
  }

  get #isKept(): boolean {
    return this.#writer !== null || this.#opening !== null;
  }

  get #presentState(): RunState {
    return isOver(this.#training) ? 'finished' : 'unfinished';
  }

  get #secondsSoFar(): number | null {
    if (this.#seconds === null || this.#movingSince === null) return this.#seconds;
    return this.#seconds + (this.#context.now() - this.#movingSince) / 1000;
  }

  /** Puts an event into the history; returns whether it is the best epoch so far. */
  #note(event: HistoryEvent): boolean {
    if (!this.#opening) return this.#writer?.record(event) ?? false;
    this.#opening.history.add(event);
    return false;
  }

  /** Opens the folder where that has yet to be done, and writes what has waited for it. */
  async #open(): Promise<void> {
    if (!this.#opening) return;
    const { open, first, history } = this.#opening;
    this.#writer ??= await open();
    if (first) await this.#put(first, 'unfinished');
    this.#opening = null;
    this.#writer.recordAll(history.events);
  }

  async #save(state = this.#presentState): Promise<void> {
    if (!this.#isKept) return;
    await this.#open();
    const moment = takeCheckpoint(this.#training);
    await this.#put(moment, state);
    this.#saved(moment);
  }

  /** Where the run stands comes first: a kill before the checkpoint shall not lose its seconds, or that it was stopped. */
  async #put(moment: Checkpoint, state: RunState): Promise<void> {
    const standing = this.#stand(state, { moment: moment.progress });
    // What only lists need keeps no checkpoint from being written.
    await Promise.allSettled([standing]);
    await this.#writer?.checkpoint(moment, this.#training.batches.stepsPerEpoch);
    await standing;
  }

  #saved({ progress }: Checkpoint): void {
    this.#known = progress;
    this.#lastSave = this.#context.now();
    this.#context.onSaved?.(progress.step);
    if (this.#failing) this.#context.onRecovery?.();
    this.#failing = false;
  }

  async #stand(
    state: RunState,
    { moment = this.#known, message = null }: { moment?: Moment | null; message?: string | null } = {},
  ): Promise<void> {
    const { step, epochsDone } = moment ?? { step: 0, epochsDone: 0 };
    const { totalSteps, settings, progress } = this.#training;
    const learningRate = progress.changes > 0 ? settings.optimizer.learningRate : null;
    const seconds = this.#secondsSoFar;
    await this.#writer?.stand({ state, message, step, totalSteps, epochsDone, seconds, learningRate });
    this.#state = state;
  }

  async #guard(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (error instanceof Superseded) throw error;
      this.#lastSave = this.#context.now();
      if (!this.#failing) this.#context.onFailure(error);
      this.#failing = true;
    }
  }
}
