import { plural } from './format';
import { latestKnown } from './known';
import { batchSizeOf, type Curves } from './run-history';

/** A loss and an accuracy of training, and what they were measured on. */
interface Figures {
  readonly loss: number;
  readonly accuracy: number;
  /** "last 50 steps", "last batch of 64 images" */
  readonly source: string;
}

/** The latest figures of training: a mean that can be relied on, and the single batch. */
export interface Latest extends Figures {
  readonly batch: Figures;
}

/** Over how many steps is averaged, and over how many where a batch says next to nothing by itself. */
const STEPS = 50;
const STEPS_OF_FEW = 500;
const FEW = 16;

/** Of steps whose figures are known. `trainCount`: images of the training set that the run uses, null while that is not known. Null before the first step. */
export function latestOf(curves: Curves, batchSize: number, trainCount: number | null): Latest | null {
  const { loss, accuracy } = curves;
  const steps = loss.raw.length;
  if (steps === 0) return null;
  const over = (count: number, source: string): Figures => ({
    loss: meanOfLast(loss.raw, count),
    accuracy: meanOfLast(accuracy.raw, count),
    source,
  });
  const count = Math.min(steps, batchSize < FEW ? STEPS_OF_FEW : STEPS);
  const images = plural(batchSizeOf(steps, batchSize, trainCount), 'image');
  return { ...over(count, `last ${plural(count, 'step')}`), batch: over(1, `last batch of ${images}`) };
}

function meanOfLast(values: Float32Array, count: number): number {
  const known = latestKnown(values, count);
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
