/** A learning rate that was tried, and the mean loss of the examples that were met with it, each batch before its update. */
export interface RatePoint {
  readonly learningRate: number;
  readonly loss: number;
}

/** What is tried: so many rates from the lowest to the highest, each a constant multiple of the one before. */
export const RATE_RANGE = { lowest: 1e-6, highest: 10, count: 100 } as const;

/** Width of the bell by which losses of neighbouring rates are averaged, in rates: it has no lag, as a moving average would. */
const WIDTH = 2;
/** A smoothed loss has to come down to this share of the first one, or the differences are chance. */
const FALL = 0.95;
/** A loss so many times as large as the best so far will not come back. */
const LOST = 4;
/** Of so many rates the mean counts there, as single batches differ. */
const TOGETHER = 5;

/** Losses of a range of rates, in their order, averaged over neighbouring ones; as many as there are points. */
export function smoothLosses(points: readonly RatePoint[]): number[] {
  return points.map((_, i) => {
    let [sum, weights] = [0, 0];
    for (let j = Math.max(0, i - 3 * WIDTH); j < Math.min(points.length, i + 3 * WIDTH + 1); j++) {
      const weight = Math.exp(-((i - j) ** 2) / (2 * WIDTH ** 2));
      sum += weight * points[j].loss;
      weights += weight;
    }
    return sum / weights;
  });
}

/**
 * The rate at which the smoothed loss falls fastest, for each multiplication of the rate by the same factor: one that learns well
 * and is far enough from those that diverge. `points`: rates that rise by a constant factor. Null where none made the loss fall.
 */
export function suggestedRate(points: readonly RatePoint[]): number | null {
  const smooth = smoothLosses(points);
  const lowest = smooth.indexOf(Math.min(...smooth));
  if (points.length === 0 || smooth[lowest] > FALL * smooth[0]) return null;
  let [steepest, fall] = [0, 0];
  for (let i = 1; i < lowest; i++) {
    const here = smooth[i - 1] - smooth[i + 1];
    if (here > fall) [steepest, fall] = [i, here];
  }
  return fall > 0 ? points[steepest].learningRate : null;
}

/** Whether the last losses are beyond what training comes back from: no higher rate needs to be tried. */
export function isLost(points: readonly RatePoint[]): boolean {
  if (points.length <= TOGETHER) return false;
  const last = meanFrom(points, points.length - TOGETHER);
  let best = Infinity;
  for (let from = 0; from + TOGETHER < points.length; from++) best = Math.min(best, meanFrom(points, from));
  return last > LOST * best;
}

function meanFrom(points: readonly RatePoint[], from: number): number {
  let sum = 0;
  for (let i = from; i < from + TOGETHER; i++) sum += points[i].loss;
  return sum / TOGETHER;
}
