/** Values to either side of a step that its mean takes in. */
export const halfWindow = (window: number): number => Math.floor(window / 2);

/**
 * The moving average of `values` at `i`: the mean of the `half` values to either side and of itself, so that it neither lags
 * behind nor runs ahead. Near the first value as many to either side as there are; at the end, those that are there. What is
 * not known, which is NaN, is passed over; NaN where nothing is known.
 */
export function centredMean(values: Float32Array, i: number, half: number): number {
  const first = Math.max(0, i - half);
  const last = Math.min(values.length - 1, i + Math.min(half, i));
  let [sum, count] = [0, 0];
  for (let j = first; j <= last; j++) {
    const value = values[j] ?? NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}

/** A hundredth of an epoch: calm enough to read, short enough to follow. */
export function smoothingWindow(stepsPerEpoch: number): number {
  return Math.min(500, Math.max(8, Math.round(stepsPerEpoch / 100)));
}
