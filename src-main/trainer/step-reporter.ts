import type { TrainingEvent } from '../../src-core/training/train';
import type { FinishedEpoch, WorkerMessage } from './worker-messages';

type FinishedSteps = Omit<Extract<TrainingEvent, { kind: 'steps' }>, 'kind' | 'batchSize'>;

/** Time between two reports, milliseconds: at most 20 a second. */
const INTERVAL = 50;

/** Gathers the steps and epochs between two reports, so that fast training does not drown the window in messages. */
export class StepReporter {
  readonly #post: (message: WorkerMessage) => void;
  readonly #now: () => number;
  #losses: number[] = [];
  #accuracies: number[] = [];
  #epochs: FinishedEpoch[] = [];
  #lastStep = 0;
  #lastTime = -Infinity;

  constructor(post: (message: WorkerMessage) => void, now: () => number) {
    this.#post = post;
    this.#now = now;
  }

  /** Whether it is time for the next report; the first step is reported at once. */
  get due(): boolean {
    return this.#now() - this.#lastTime >= INTERVAL;
  }

  add({ step, losses, accuracies }: FinishedSteps): void {
    this.#losses.push(...losses);
    this.#accuracies.push(...accuracies);
    this.#lastStep = step;
  }

  addEpoch({ epoch, step, train, validation }: FinishedEpoch): void {
    this.#epochs.push({ epoch, step, train, validation });
  }

  /** Reports what has been gathered, if anything; steps before the epochs that they ended. */
  flush(): void {
    this.#lastTime = this.#now();
    this.#flushSteps();
    if (this.#epochs.length === 0) return;
    this.#post({ kind: 'epochs', epochs: this.#epochs });
    this.#epochs = [];
  }

  #flushSteps(): void {
    if (this.#losses.length === 0) return;
    this.#post({
      kind: 'steps',
      firstStep: this.#lastStep - this.#losses.length + 1,
      losses: Float32Array.from(this.#losses),
      accuracies: Float32Array.from(this.#accuracies),
    });
    this.#losses = [];
    this.#accuracies = [];
  }
}
