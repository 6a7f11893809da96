import type { FinishedEpoch } from './worker-messages';
import type { SettingsChange } from './history-queue';
import type { Course } from './history-reader';

/** A row of numbers that grows at its end. */
class Growing {
  #values = new Float32Array(1024);
  #length = 0;

  push(values: Float32Array): void {
    const length = this.#length + values.length;
    if (length > this.#values.length) {
      const more = new Float32Array(Math.max(length, 2 * this.#values.length));
      more.set(this.#values);
      this.#values = more;
    }
    this.#values.set(values, this.#length);
    this.#length = length;
  }

  /** A copy: the row goes on growing. */
  get copy(): Float32Array<ArrayBuffer> {
    return this.#values.slice(0, this.#length);
  }
}

/** What the present run has gone through, for pages that are loaded later: 8 bytes a step. */
export class RunCourse {
  readonly #losses = new Growing();
  readonly #accuracies = new Growing();
  readonly #epochs: FinishedEpoch[] = [];
  #changes: Course['changes'] = [];

  /** `before`: what it went through before it became the present one. */
  constructor(before?: Course) {
    if (!before) return;
    this.addSteps(before);
    this.addEpochs(before.epochs);
    this.#changes = before.changes;
  }

  addSteps({ losses, accuracies }: Pick<Course, 'losses' | 'accuracies'>): void {
    this.#losses.push(losses);
    this.#accuracies.push(accuracies);
  }

  addEpochs(epochs: readonly FinishedEpoch[]): void {
    for (const epoch of epochs) this.#epochs.push(epoch);
  }

  addChange(change: SettingsChange): void {
    this.#changes = [...this.#changes, change];
  }

  get changes(): Course['changes'] {
    return this.#changes;
  }

  get soFar() {
    return {
      losses: this.#losses.copy,
      accuracies: this.#accuracies.copy,
      epochs: [...this.#epochs],
      changes: this.#changes,
    };
  }
}
