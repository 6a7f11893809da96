import type { Kernels } from '../kernels';

/** y[o] = bias[o] + Σ weight[o, i] · x[i]. */
export const dense: Kernels['dense'] = (x, weight, bias, y, n, inFeatures, outFeatures) => {
  for (let example = 0; example < n; example++) {
    const row = example * inFeatures;
    for (let o = 0; o < outFeatures; o++) {
      let sum = bias ? bias[o] : 0;
      for (let i = 0, w = o * inFeatures; i < inFeatures; i++, w++) sum += weight[w] * x[row + i];
      y[example * outFeatures + o] = sum;
    }
  }
};

/** dx[i] = Σ weight[o, i] · dy[o]. */
export const denseBackwardInput: Kernels['denseBackwardInput'] = (dy, weight, dx, n, inFeatures, outFeatures) => {
  dx.fill(0, 0, n * inFeatures);
  for (let example = 0; example < n; example++) {
    const row = example * inFeatures;
    for (let o = 0; o < outFeatures; o++) {
      const gradient = dy[example * outFeatures + o];
      for (let i = 0, w = o * inFeatures; i < inFeatures; i++, w++) dx[row + i] += weight[w] * gradient;
    }
  }
};

/** dweight[o, i] += dy[o] · x[i]; dbias[o] += dy[o]. */
export const denseBackwardWeight: Kernels['denseBackwardWeight'] = (
  x,
  dy,
  dweight,
  dbias,
  n,
  inFeatures,
  outFeatures,
) => {
  for (let example = 0; example < n; example++) {
    const row = example * inFeatures;
    for (let o = 0; o < outFeatures; o++) {
      const gradient = dy[example * outFeatures + o];
      for (let i = 0, w = o * inFeatures; i < inFeatures; i++, w++) dweight[w] += gradient * x[row + i];
      if (dbias) dbias[o] += gradient;
    }
  }
};

export const denseWeightGradient: Kernels['denseWeightGradient'] = (x, dy, dweight, dbias, n, ...sizes) => {
  dweight.fill(0);
  dbias?.fill(0);
  denseBackwardWeight(x, dy, dweight, dbias, n, ...sizes);
};
