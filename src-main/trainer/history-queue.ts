import type { LiveSettings } from '../../src-core/architecture/live-settings';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import type { TrainingEvent } from '../../src-core/training/train';

/** Settings that were changed while the run was trained. */
export interface SettingsChange {
  readonly kind: 'change';
  /** The first step that they apply to. */
  readonly step: number;
  readonly settings: TrainingSettings;
  /** Rates of all dropout layers from then on. */
  readonly dropout: LiveSettings['dropout'];
}

/** What goes into the history of a run. */
export type HistoryEvent = Exclude<TrainingEvent, { kind: 'validating' }> | SettingsChange;

/** Steps in a row, more of which can be put to them. */
interface GrowingSteps {
  readonly kind: 'steps';
  step: number;
  readonly batchSize: number;
  readonly losses: number[];
  readonly accuracies: number[];
}

/** Steps that are put together at most. */
const MOST_STEPS = 1000;

/** Events that wait to be written, steps in a row as one: should that take long, millions of them are some megabytes. */
export class HistoryQueue {
  #events: HistoryEvent[] = [];
  /** The last event, where steps can be put to it. */
  #open: GrowingSteps | null = null;
  #lines = 0;

  get events(): readonly HistoryEvent[] {
    return this.#events;
  }

  /** Lines that these events are in the history. */
  get lines(): number {
    return this.#lines;
  }

  add(event: HistoryEvent): void {
    if (event.kind === 'steps') this.#addSteps(event);
    else this.#put(event, null);
    this.#lines += event.kind === 'steps' ? event.losses.length : 1;
  }

  clear(): void {
    this.#events = [];
    this.#open = null;
    this.#lines = 0;
  }

  #addSteps({ step, batchSize, losses, accuracies }: HistoryEvent & { kind: 'steps' }): void {
    const open = this.#open;
    if (open?.batchSize !== batchSize || open.losses.length + losses.length > MOST_STEPS) {
      const steps: GrowingSteps = { kind: 'steps', step, batchSize, losses: [...losses], accuracies: [...accuracies] };
      this.#put(steps, steps);
      return;
    }
    open.step = step;
    open.losses.push(...losses);
    open.accuracies.push(...accuracies);
  }

  #put(event: HistoryEvent, open: GrowingSteps | null): void {
    this.#events.push(event);
    this.#open = open;
  }
}
