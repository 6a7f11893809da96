import type { RunState } from '../../src-core/protocol/runs';
import { takeCheckpoint, type Checkpoint } from '../../src-core/training/checkpoint';
import type { Training } from '../../src-core/training/prepare';
import { isOver, type TrainingEvent } from '../../src-core/training/train';
import type { RunOrigin, RunRecipe } from './run-file';
import { isMilestoneEpoch, nextMilestone } from './run-milestones';
import { readRunCourse, RunWriter, type RunPoint } from './run-folder';
import type { Moment } from './run-history';

/** Least time between two checkpoints within an epoch, and at the ends of epochs, milliseconds. */
const INTERVAL = 10_000;
const EPOCH_INTERVAL = 1000;

interface SaverContext {
  /** Told once, when saving fails; unless it throws, the training goes on unsaved. */
  readonly onFailure: (error: unknown) => void;
  /** Told when a moment is on the disk. */
  readonly onSaved?: (step: number) => void;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}

/** Where a new run is to be kept. */
export interface NewFolder {
  readonly folder: string;
  /** It comes from no other run, unless this says something else. */
  readonly origin?: Partial<RunOrigin>;
  /** The moment of another run from which it goes on, after so many seconds of training. */
  readonly past?: RunPoint & { readonly seconds: number | null };
}

/** Keeps a run in its folder while it is trained. */
export class RunSaver {
  readonly #training: Training;
  readonly #context: SaverContext;
  #writer: RunWriter | null = null;
  #lastSave = 0;
  #saved: Pick<Checkpoint['progress'], 'step' | 'epochsDone'> | null = null;
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
    { folder, origin, past }: NewFolder,
    recipe: RunRecipe,
    first = takeCheckpoint(this.#training),
  ): Promise<void> {
    await this.#guard(async () => {
      this.#writer = await RunWriter.create(folder, recipe, origin, past);
      if (past) this.#seconds = past.seconds;
      await this.#save(first);
    });
  }

  /** Goes on with a run that is in a folder already, and has been trained for so many seconds. */
  resume(writer: RunWriter, seconds: number | null): void {
    this.#writer = writer;
    this.#seconds = seconds;
    this.#saved = this.#training.progress.state;
  }

  /** The same from a moment of it that was read before. */
  async goOn({ folder, seconds }: { folder: string; seconds: number | null }, moment: Moment): Promise<void> {
    await this.#guard(async () => {
      this.resume(RunWriter.continue(folder, moment, await readRunCourse({ folder, moment })), seconds);
      this.#saved = moment;
    });
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
    const writer = this.#writer;
    if (!writer || event.kind === 'validating') return;
    await this.#guard(async () => {
      const best = writer.record(event);
      const interval = event.kind === 'epoch' ? EPOCH_INTERVAL : INTERVAL;
      const wanted = best || (writer.keeps && this.#isMilestone(event));
      if (wanted || this.#context.now() - this.#lastSave >= interval) await this.#save();
    });
  }

  /** The run has failed, in one sentence: the last moment that was saved stays. */
  async fail(message: string): Promise<void> {
    await this.#guard(async () => {
      await this.#stand('failed', message);
      this.#writer?.close();
    });
  }

  /** The run stands still: saves the present moment, unless it is saved already. Its clock stops. */
  async settle(state: RunState = this.#presentState): Promise<void> {
    this.#seconds = this.#secondsSoFar;
    this.#movingSince = null;
    await this.#guard(async () => {
      const { step, epochsDone } = this.#training.progress;
      const known = this.#saved?.step === step && this.#saved.epochsDone === epochsDone;
      if (!known) await this.#save(takeCheckpoint(this.#training), state);
      else if (state !== this.#state) await this.#stand(state);
    });
  }

  /** What was recorded is on the disk; nothing more comes. */
  async close(): Promise<void> {
    await this.settle();
    this.#writer?.close();
  }

  #isMilestone(event: TrainingEvent): boolean {
    if (event.kind === 'epoch') return isMilestoneEpoch(event.epoch);
    return nextMilestone(event.step - 1) === event.step;
  }

  get #presentState(): RunState {
    return isOver(this.#training) ? 'finished' : 'unfinished';
  }

  get #secondsSoFar(): number | null {
    if (this.#seconds === null || this.#movingSince === null) return this.#seconds;
    return this.#seconds + (this.#context.now() - this.#movingSince) / 1000;
  }

  async #save(moment: Checkpoint = takeCheckpoint(this.#training), state = this.#presentState): Promise<void> {
    if (!this.#writer) return;
    await this.#writer.checkpoint(moment, this.#training.batches.stepsPerEpoch);
    this.#saved = moment.progress;
    this.#lastSave = this.#context.now();
    await this.#stand(state);
    this.#context.onSaved?.(moment.progress.step);
  }

  async #stand(state: RunState, message: string | null = null): Promise<void> {
    const { step, epochsDone } = this.#saved ?? { step: 0, epochsDone: 0 };
    const { totalSteps } = this.#training;
    await this.#writer?.stand({ state, message, step, totalSteps, epochsDone, seconds: this.#secondsSoFar });
    this.#state = state;
  }

  async #guard(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.#writer = null;
      this.#context.onFailure(error);
    }
  }
}
