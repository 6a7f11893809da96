import type { Kernels, WindowGeometry } from '../kernels';
import { addBiasGradient, addScaled, dot, fillWithBias, forEachRowOfPlanes, type RowVisitor } from './rows';

/** Calls `row` for every pair of rows that meet: each output channel with each input channel. */
function forEachRow(n: number, g: WindowGeometry, row: RowVisitor): void {
  const area = g.kernelHeight * g.kernelWidth;
  for (let example = 0; example < n; example++) {
    for (let oc = 0; oc < g.outChannels; oc++) {
      const out = (example * g.outChannels + oc) * g.outHeight * g.outWidth;
      for (let ic = 0; ic < g.inChannels; ic++) {
        const input = (example * g.inChannels + ic) * g.inHeight * g.inWidth;
        forEachRowOfPlanes((oc * g.inChannels + ic) * area, out, input, g, row);
      }
    }
  }
}

/** y[oc, oy, ox] = bias[oc] + Σ weight[oc, ic, ky, kx] · x[ic, iy, ix]. */
export const conv2d: Kernels['conv2d'] = (x, weight, bias, y, n, g) => {
  fillWithBias(y, bias, n, g);
  forEachRow(n, g, (w, out, input, length) => {
    addScaled(weight[w], x, input, g.strideX, y, out, 1, length);
  });
};

/** dx[ic, iy, ix] = Σ weight[oc, ic, ky, kx] · dy[oc, oy, ox]. */
export const conv2dBackwardInput: Kernels['conv2dBackwardInput'] = (dy, weight, dx, n, g) => {
  dx.fill(0, 0, n * g.inChannels * g.inHeight * g.inWidth);
  forEachRow(n, g, (w, out, input, length) => {
    addScaled(weight[w], dy, out, 1, dx, input, g.strideX, length);
  });
};

/** dweight[oc, ic, ky, kx] += Σ x[ic, iy, ix] · dy[oc, oy, ox]; dbias[oc] += Σ dy[oc, oy, ox]. */
export const conv2dBackwardWeight: Kernels['conv2dBackwardWeight'] = (x, dy, dweight, dbias, n, g) => {
  forEachRow(n, g, (w, out, input, length) => {
    dweight[w] += dot(x, input, g.strideX, dy, out, length);
  });
  if (dbias) addBiasGradient(dy, dbias, n, g);
};
