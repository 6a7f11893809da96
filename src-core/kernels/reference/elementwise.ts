import type { Kernels } from '../kernels';

export const fill: Kernels['fill'] = (x, value) => {
  x.fill(value);
};

export const accumulate: Kernels['accumulate'] = (x, y, length) => {
  for (let i = 0; i < length; i++) y[i] += x[i];
};

/** y = max(0, x). Written so that NaN stays NaN and is noticed. */
export const relu: Kernels['relu'] = (x, y, length) => {
  for (let i = 0; i < length; i++) y[i] = x[i] < 0 ? 0 : x[i];
};

/** dx = dy · [y > 0]. */
export const reluBackward: Kernels['reluBackward'] = (y, dy, dx, length) => {
  for (let i = 0; i < length; i++) dx[i] = y[i] > 0 ? dy[i] : 0;
};
