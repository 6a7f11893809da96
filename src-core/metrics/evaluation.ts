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

/** Sums over examples, as they are kept in a checkpoint. */
export interface EvaluationTotals {
  readonly count: number;
  readonly loss: number;
  readonly correct: number;
}

/** Sums up batches to an Evaluation. */
export class EvaluationSum {
  #totals: EvaluationTotals;

  constructor(totals: EvaluationTotals = { count: 0, loss: 0, correct: 0 }) {
    this.#totals = totals;
  }

  get totals(): EvaluationTotals {
    return this.#totals;
  }

  /** A batch of `batchSize` examples with this mean loss, `correct` of them right. */
  add(batchSize: number, meanLoss: number, correct: number): void {
    const totals = this.#totals;
    this.#totals = {
      count: totals.count + batchSize,
      loss: totals.loss + batchSize * meanLoss,
      correct: totals.correct + correct,
    };
  }

  result(): Evaluation {
    const { count, loss, correct } = this.#totals;
    return { count, loss: loss / count, accuracy: correct / count };
  }
}
