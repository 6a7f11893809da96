/**
 * The pieces that the work of an epoch is made of, and how many nanoseconds each takes. Fitted by `npm run bench -- step-work`
 * to the epochs of a hundred networks on one machine (two lanes, relaxed SIMD, 2026-11-26): only how they compare with each
 * other counts, since the seconds of one epoch that was measured tell how fast a machine is.
 */
export const NANOSECONDS = {
  /** Multiply-adds of a convolution of few channels, which sums where it stands. */
  narrowConvolution: 0.016,
  /** Those of a 3×3 convolution of many channels, by Winograd's algorithm; they are counted as if it did them all. */
  tiledConvolution: 0.0067,
  /** Those of another convolution of many channels. */
  wideConvolution: 0.021,
  /** Those of a convolution that leaves out places. */
  stridedConvolution: 0.083,
  depthwiseConvolution: 0.049,
  dense: 0.018,
  /** Values that a convolution makes; by Winograd's algorithm those that it reads, too. */
  convolvedValue: 0.14,
  tiledValue: 0.27,
  /** Values that are read, hardly changed and written. */
  value: 0.1,
  exponentialValue: 0.46,
  softmaxValue: 1.2,
  normalizedValue: 0.37,
  droppedValue: 2.5,
  /** Values in all windows of a pooling. */
  windowValue: 0.61,
  /** Values of a ReLU that is done together with the pooling of 2×2 behind it. */
  halvedValue: 0.059,
  /** Weights that an optimizer changes. */
  sgdWeight: 0.13,
  momentumWeight: 0.29,
  adamWeight: 0.34,
  rmspropWeight: 0.35,
  clippedWeight: 0.24,
  /** A call of a kernel, and the meeting of lanes behind it. */
  call: 74,
  /** A training image that is chosen, loaded and written down. */
  image: 560,
  /** Pixels that an augmentation moves. */
  movedPixel: 11,
  /** Those of an augmentation that does more than move them; displaced, or with noise, they take so much more. */
  drawnPixel: 3.2,
  elasticPixel: 150,
  noisyPixel: 69,
  validationPixel: 2.5,
};

export type WorkUnit = keyof typeof NANOSECONDS;

/** So many pieces of each. */
export type Amounts = Readonly<Partial<Record<WorkUnit, number>>>;

const unitsOf = (amounts: Amounts): WorkUnit[] => Object.keys(amounts) as WorkUnit[];

/** What all these take, nanoseconds. */
export function nanosecondsOf(amounts: Amounts): number {
  return unitsOf(amounts).reduce((sum, unit) => sum + (amounts[unit] ?? 0) * NANOSECONDS[unit], 0);
}

/** All of these together, each so many times. */
export function sumOf(parts: readonly (readonly [amounts: Amounts, times: number])[]): Amounts {
  const sum: Partial<Record<WorkUnit, number>> = {};
  for (const [amounts, times] of parts) {
    for (const unit of unitsOf(amounts)) sum[unit] = (sum[unit] ?? 0) + times * (amounts[unit] ?? 0);
  }
  return sum;
}
