import { argMax } from './accuracy';

/** Counts of examples: rows are the true classes, columns the predicted ones. */
export type ConfusionMatrix = readonly (readonly number[])[];

/** Sums up batches to a confusion matrix. */
export class ConfusionSum {
  readonly #rows: number[][];
  readonly #classes: number;

  constructor(classes: number) {
    this.#classes = classes;
    this.#rows = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  }

  /** Counts the first `batchSize` rows of `logits` (N, classes), each by its largest value, under their labels (N). */
  add(logits: Float32Array, labels: Float32Array, batchSize: number): void {
    for (let i = 0; i < batchSize; i++) this.#rows[labels[i]][argMax(logits, i * this.#classes, this.#classes)]++;
  }

  result(): ConfusionMatrix {
    return this.#rows.map((row) => [...row]);
  }
}
