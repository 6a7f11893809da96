import type { ConfusionMatrix } from './confusion-matrix';

/** How a network does on one class. A share of nothing is null. */
export interface ClassScores {
  /** Number of the class. */
  readonly label: number;
  /** Examples that are of this class. */
  readonly support: number;
  /** Share of those taken for this class that are of it, 0…1. */
  readonly precision: number | null;
  /** Share of those of this class that are taken for it, 0…1. */
  readonly recall: number | null;
  /** 2 / (1 / precision + 1 / recall), 0…1. */
  readonly f1: number | null;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/** Precision, recall and F1 of every class. */
export function scoresPerClass(confusion: ConfusionMatrix): ClassScores[] {
  return confusion.map((row, label) => {
    const right = row[label];
    const support = sum(row);
    const taken = sum(confusion.map((other) => other[label]));
    return {
      label,
      support,
      precision: share(right, taken),
      recall: share(right, support),
      f1: share(2 * right, support + taken),
    };
  });
}
