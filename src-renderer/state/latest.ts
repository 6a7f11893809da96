import { formatCount } from './format';
import { batchSizeOf, type Curves } from './run-history';

/** The latest figures of training, and what they are measured on. */
export interface Latest {
  readonly loss: number;
  readonly accuracy: number;
  /** "last batch, 64" */
  readonly source: string;
}

/** Below this many images a batch says nothing by itself: then the mean of the latest steps is told. */
const TELLING_BATCH = 16;

/** `trainCount`: images of the training set that the run uses, null while that is not known. Null before the first step. */
export function latestOf(curves: Curves, batchSize: number, trainCount: number | null): Latest | null {
  const { loss, accuracy, window } = curves;
  const steps = loss.raw.length;
  if (steps === 0) return null;
  const count = batchSize < TELLING_BATCH ? Math.min(window, steps) : 1;
  return {
    loss: meanOfLast(loss.raw, count),
    accuracy: meanOfLast(accuracy.raw, count),
    source:
      batchSize < TELLING_BATCH
        ? `last ${formatCount(count)} steps`
        : `last batch, ${formatCount(batchSizeOf(steps, batchSize, trainCount))}`,
  };
}

function meanOfLast(values: Float32Array, count: number): number {
  return values.subarray(-count).reduce((sum, value) => sum + value, 0) / count;
}
