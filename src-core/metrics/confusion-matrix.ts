import { predictedClass } from './accuracy';

/** Counts of examples: rows are the true classes, columns the predicted ones. */
export type ConfusionMatrix = readonly (readonly number[])[];

/** Sums up batches to a confusion matrix. */
export class ConfusionSum {
  readonly #rows: number[][];

  constructor(classes: number) {
    this.#rows = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  }

  /** Counts the first `batchSize` rows of outputs (N, size), each as what it stands for, under their labels (N). */
  add(outputs: Float32Array, labels: Float32Array, batchSize: number, size: number): void {
    for (let i = 0; i < batchSize; i++) this.#rows[labels[i]][predictedClass(outputs, i, size)]++;
  }

  result(): ConfusionMatrix {
    return this.#rows.map((row) => [...row]);
  }
}
