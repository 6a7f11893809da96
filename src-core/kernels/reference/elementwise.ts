import type { Kernels } from '../kernels';

export const fill: Kernels['fill'] = (x, value) => {
  x.fill(value);
};

export const copyRows: Kernels['copyRows'] = (x, xOffset, xStride, y, yOffset, yStride, n, length) => {
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < length; k++) y[yOffset + i * yStride + k] = x[xOffset + i * xStride + k];
  }
};

export const accumulate: Kernels['accumulate'] = (x, y, length) => {
  for (let i = 0; i < length; i++) y[i] += x[i];
};

/** y = max(0, x). Written so that NaN stays NaN and is noticed, and −0 becomes 0. */
export const relu: Kernels['relu'] = (x, y, length) => {
  for (let i = 0; i < length; i++) y[i] = x[i] <= 0 ? 0 : x[i];
};

/** dx = dy · [y > 0]. */
export const reluBackward: Kernels['reluBackward'] = (y, dy, dx, length) => {
  for (let i = 0; i < length; i++) dx[i] = y[i] > 0 ? dy[i] : 0;
};

/** y = x where x > 0, else slope · x; NaN stays NaN. */
export const leakyRelu: Kernels['leakyRelu'] = (x, y, length, slope) => {
  for (let i = 0; i < length; i++) y[i] = x[i] > 0 ? x[i] : slope * x[i];
};

/** dx = dy where y > 0, else slope · dy: y has the sign of x, the slope not being negative. */
export const leakyReluBackward: Kernels['leakyReluBackward'] = (y, dy, dx, length, slope) => {
  for (let i = 0; i < length; i++) dx[i] = y[i] > 0 ? dy[i] : slope * dy[i];
};

/** y = 1 / (1 + e⁻ˣ). */
export const sigmoid: Kernels['sigmoid'] = (x, y, length) => {
  for (let i = 0; i < length; i++) y[i] = 1 / (1 + Math.exp(-x[i]));
};

/** dx = dy · y (1 − y). */
export const sigmoidBackward: Kernels['sigmoidBackward'] = (y, dy, dx, length) => {
  for (let i = 0; i < length; i++) dx[i] = dy[i] * y[i] * (1 - y[i]);
};

/** y = tanh x. */
export const tanh: Kernels['tanh'] = (x, y, length) => {
  for (let i = 0; i < length; i++) y[i] = Math.tanh(x[i]);
};

/** dx = dy · (1 − y²). */
export const tanhBackward: Kernels['tanhBackward'] = (y, dy, dx, length) => {
  for (let i = 0; i < length; i++) dx[i] = dy[i] * (1 - y[i] * y[i]);
};
