import type { WorkerMessage } from './worker-messages';

/** Time between two reports, milliseconds: at most 20 a second. */
const INTERVAL = 50;

/** Gathers the steps between two reports, so that fast training does not drown the window in messages. */
export class StepReporter {
  readonly #post: (message: WorkerMessage) => void;
  readonly #now: () => number;
  #losses: number[] = [];
  #accuracies: number[] = [];
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

  add(step: number, loss: number, accuracy: number): void {
    this.#losses.push(loss);
    this.#accuracies.push(accuracy);
    this.#lastStep = step;
  }

  /** Reports what has been gathered, if anything. */
  flush(): void {
    this.#lastTime = this.#now();
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
