import type { Evaluation } from './evaluation';

/** The end of an epoch, as far as it is judged. */
interface JudgedEpoch {
  /** Null without validation images. */
  readonly validation: Evaluation | null;
}

/** Which of two epochs did better on validation images: by accuracy, the earlier one where they are equal. Null where neither was looked at. */
export function better<Epoch extends JudgedEpoch>(best: Epoch | null, epoch: Epoch): Epoch | null {
  if (!epoch.validation) return best;
  return best?.validation && best.validation.accuracy >= epoch.validation.accuracy ? best : epoch;
}

/** The epoch that did best on validation images, whose weights are kept; null without such images. */
export function bestEpoch<Epoch extends JudgedEpoch>(epochs: readonly Epoch[]): Epoch | null {
  return epochs.reduce<Epoch | null>(better, null);
}
