import { takeCheckpoint, type Checkpoint } from '../../src-core/training/checkpoint';
import type { Training } from '../../src-core/training/prepare';
import type { TrainingEvent } from '../../src-core/training/train';
import { RunWriter, type RunParts } from './run-folder';

/** Least time between two checkpoints within an epoch, and at the ends of epochs, milliseconds. */
const INTERVAL = 10_000;
const EPOCH_INTERVAL = 1000;

/**
 * Keeps a run in its folder while it is trained. Should that fail, `onFailure` is told once; unless it throws, the training
 * goes on unsaved.
 */
export class RunSaver {
  readonly #training: Training;
  readonly #onFailure: (error: unknown) => void;
  readonly #now: () => number;
  #writer: RunWriter | null = null;
  #lastSave = 0;
  #savedStep = -1;

  constructor(training: Training, onFailure: (error: unknown) => void, now: () => number) {
    this.#training = training;
    this.#onFailure = onFailure;
    this.#now = now;
    this.#lastSave = now();
  }

  /** Makes the folder, with the moment at which the run begins: this one, or one that was kept. */
  async begin(folder: string, parts: RunParts, first = takeCheckpoint(this.#training)): Promise<void> {
    await this.#guard(async () => {
      this.#writer = await RunWriter.create(folder, parts);
      await this.#save(first);
    });
  }

  /** Goes on with a run that is in a folder already. */
  resume(writer: RunWriter): void {
    this.#writer = writer;
  }

  /** Takes an event into the history, and saves what has come about where it is time to. */
  async record(event: TrainingEvent): Promise<void> {
    const writer = this.#writer;
    if (!writer || event.kind === 'validating') return;
    await this.#guard(async () => {
      const best = writer.record(event);
      const interval = event.kind === 'epoch' ? EPOCH_INTERVAL : INTERVAL;
      if (best || this.#now() - this.#lastSave >= interval) await this.#save();
    });
  }

  /** Saves the present moment, unless it is saved already. */
  async settle(): Promise<void> {
    if (this.#savedStep !== this.#training.progress.step) await this.#guard(() => this.#save());
  }

  /** What was recorded is on the disk; nothing more comes. */
  async close(): Promise<void> {
    await this.settle();
    this.#writer?.close();
  }

  async #save(moment: Checkpoint = takeCheckpoint(this.#training)): Promise<void> {
    await this.#writer?.checkpoint(moment);
    this.#savedStep = moment.progress.step;
    this.#lastSave = this.#now();
  }

  async #guard(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.#writer = null;
      this.#onFailure(error);
    }
  }
}
