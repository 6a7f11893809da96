import type { ConfusionMatrix } from './confusion-matrix';

/** How a network does on a set of examples; every figure is a mean over `count` of them. */
export interface Evaluation {
  readonly count: number;
  /** Mean loss, nats. */
  readonly loss: number;
  /** Share of examples whose largest logit is at their label, 0…1. */
  readonly accuracy: number;
}

/** An evaluation with every example in its place: how a network does on a whole set, looked at once. */
export interface DetailedEvaluation extends Evaluation {
  readonly confusion: ConfusionMatrix;
}

/** Sums up batches to an Evaluation. */
export class EvaluationSum {
  #count = 0;
  #loss = 0;
  #correct = 0;

  /** A batch of `count` examples with this mean loss, `correct` of them right. */
  add(count: number, meanLoss: number, correct: number): void {
    this.#count += count;
    this.#loss += count * meanLoss;
    this.#correct += correct;
  }

  result(): Evaluation {
    return { count: this.#count, loss: this.#loss / this.#count, accuracy: this.#correct / this.#count };
  }
}
