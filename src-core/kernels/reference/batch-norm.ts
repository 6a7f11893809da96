import type { Kernels } from '../kernels';

/** Calls `visit` with every place of one channel in (n, channels, area). */
function forEachOf(channel: number, n: number, channels: number, area: number, visit: (i: number) => void): void {
  for (let example = 0; example < n; example++) {
    const start = (example * channels + channel) * area;
    for (let i = start; i < start + area; i++) visit(i);
  }
}

/** y = γ (x − mean) invStd + β, channel by channel. */
const normalize = (
  x: Float32Array,
  gamma: Float32Array,
  beta: Float32Array,
  mean: Float32Array,
  invStd: Float32Array,
  y: Float32Array,
  [n, channels, area]: readonly [number, number, number],
): void => {
  for (let c = 0; c < channels; c++) {
    forEachOf(c, n, channels, area, (i) => (y[i] = gamma[c] * (x[i] - mean[c]) * invStd[c] + beta[c]));
  }
};

/** The variance is taken in a second pass, about the mean: sums of squares alone would lose it where the mean is large. */
export const batchNorm: Kernels['batchNorm'] = (
  x,
  gamma,
  beta,
  mean,
  invStd,
  runningMean,
  runningVar,
  y,
  n,
  channels,
  area,
  momentum,
  epsilon,
) => {
  const count = n * area;
  for (let c = 0; c < channels; c++) {
    let sum = 0;
    forEachOf(c, n, channels, area, (i) => (sum += x[i]));
    const average = sum / count;
    let squares = 0;
    forEachOf(c, n, channels, area, (i) => (squares += (x[i] - average) ** 2));
    mean[c] = average;
    invStd[c] = 1 / Math.sqrt(squares / count + epsilon);
    runningMean[c] += momentum * (average - runningMean[c]);
    runningVar[c] += momentum * (squares / Math.max(1, count - 1) - runningVar[c]);
  }
  normalize(x, gamma, beta, mean, invStd, y, [n, channels, area]);
};

export const batchNormInference: Kernels['batchNormInference'] = (
  x,
  gamma,
  beta,
  mean,
  invStd,
  runningMean,
  runningVar,
  y,
  n,
  channels,
  area,
  epsilon,
) => {
  for (let c = 0; c < channels; c++) {
    mean[c] = runningMean[c];
    invStd[c] = 1 / Math.sqrt(runningVar[c] + epsilon);
  }
  normalize(x, gamma, beta, mean, invStd, y, [n, channels, area]);
};

/** dx = γ invStd (dy − mean(dy) − x̂ mean(dy x̂)): what reaches x directly, by the mean and by the variance. */
export const batchNormBackward: Kernels['batchNormBackward'] = (
  x,
  dy,
  gamma,
  mean,
  invStd,
  dx,
  dgamma,
  dbeta,
  n,
  channels,
  area,
) => {
  const count = n * area;
  for (let c = 0; c < channels; c++) {
    const normalized = (i: number): number => (x[i] - mean[c]) * invStd[c];
    let sum = 0;
    let product = 0;
    forEachOf(c, n, channels, area, (i) => {
      sum += dy[i];
      product += dy[i] * normalized(i);
    });
    dgamma[c] += product;
    dbeta[c] += sum;
    if (!dx) continue;
    forEachOf(c, n, channels, area, (i) => {
      dx[i] = gamma[c] * invStd[c] * (dy[i] - sum / count - (normalized(i) * product) / count);
    });
  }
};

export const batchNormInferenceBackward: Kernels['batchNormInferenceBackward'] = (
  dy,
  gamma,
  invStd,
  dx,
  n,
  channels,
  area,
) => {
  for (let c = 0; c < channels; c++) {
    forEachOf(c, n, channels, area, (i) => (dx[i] = gamma[c] * invStd[c] * dy[i]));
  }
};
