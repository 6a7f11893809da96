import type { RunSummary } from '../../src-core/protocol/runs';
import { LatestOnly } from './latest-only';
import type { Messages } from './messages.svelte';
import { courseOf, type RunCourse, type RunRecord } from './run-course';
import type { Session } from './session.svelte';
import type { TrainerClient } from './trainer-client';

interface Kept {
  /** Of the newest checkpoint when it was read. */
  readonly step: number;
  /** Null where it could not be read. */
  readonly course: RunCourse | null;
}

/** The courses of the runs that are looked at: read one by one, those that nobody looks at any more are let go. */
export class RunRecords {
  #kept: Readonly<Record<string, Kept>> = $state.raw({});
  #wanted: readonly RunSummary[] = [];
  readonly #session: Session;
  readonly #messages: Messages;
  readonly #reading = new LatestOnly(() => this.#read());
  #trainer: TrainerClient | null = null;

  // Of a status, only this: the others change nothing of a course.
  readonly #presentId = $derived.by(() => this.#session.status?.id ?? null);
  readonly #stepsPerEpoch = $derived.by(() => this.#session.status?.stepsPerEpoch ?? null);

  /** That of the present run, as far as it has come; as with the others, its recipe is the one that it began with. */
  readonly #present: RunCourse | null = $derived.by(() => {
    const { opened, changes, curves } = this.#session;
    if (!opened || this.#stepsPerEpoch === null) return null;
    return { recipe: changes[0] ?? opened, changes, stepsPerEpoch: Math.max(1, this.#stepsPerEpoch), curves };
  });

  constructor(session: Session, messages: Messages) {
    this.#session = session;
    this.#messages = messages;
  }

  connect(trainer: TrainerClient): void {
    this.#trainer = trainer;
  }

  /** From now on these are looked at. */
  look(runs: readonly RunSummary[]): void {
    this.#wanted = runs;
    this.#reading.ask();
  }

  /** All that is kept of a run; null where it cannot be read, which is told if it still matters then. */
  async read(id: string, matters = (): boolean => true): Promise<RunRecord | null> {
    const trainer = this.#trainer;
    let record: RunRecord | null = null;
    await this.#messages.guard(async () => {
      try {
        if (trainer) record = await trainer.request('readRun', { id });
      } catch (error) {
        if (matters()) throw error;
      }
    });
    return record;
  }

  /** Null while it is not known. */
  of(id: string): RunCourse | null {
    return this.#isPresent(id) ? this.#present : (this.#kept[id]?.course ?? null);
  }

  /** Whether it is known that it cannot be read. */
  isUnreadable(id: string): boolean {
    return !this.#isPresent(id) && this.#kept[id]?.course === null;
  }

  #isPresent(id: string): boolean {
    return this.#presentId === id;
  }

  async #read(): Promise<void> {
    const ids = this.#wanted.map(({ id }) => id);
    this.#kept = Object.fromEntries(Object.entries(this.#kept).filter(([id]) => ids.includes(id)));
    const next = this.#wanted.find(({ id, step }) => !this.#isPresent(id) && this.#kept[id]?.step !== step);
    if (!next) return;
    const { id, step } = next;
    // It may be deleted meanwhile.
    const record = await this.read(id, () => this.#wanted.some((wanted) => wanted.id === id));
    if (this.#session.lost) return;
    this.#kept = { ...this.#kept, [id]: { step, course: record && courseOf(record) } };
    this.#reading.ask();
  }
}
