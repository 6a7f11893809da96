import type { Kernels } from '../kernels';
import { forEachWindow } from './windows';

/** y = Σ of the window / (kH · kW). */
export const averagePool2d: Kernels['averagePool2d'] = (x, y, n, g) => {
  const area = g.kernelHeight * g.kernelWidth;
  forEachWindow(n, g, (out, plane, top, bottom, left, right) => {
    let sum = 0;
    for (let row = top; row < bottom; row++) {
      for (let i = plane + row * g.inWidth + left; i < plane + row * g.inWidth + right; i++) sum += x[i];
    }
    y[out] = sum / area;
  });
};

/** dx += dy / (kH · kW) over the window. */
export const averagePool2dBackward: Kernels['averagePool2dBackward'] = (dy, dx, n, g) => {
  const area = g.kernelHeight * g.kernelWidth;
  dx.fill(0, 0, n * g.inChannels * g.inHeight * g.inWidth);
  forEachWindow(n, g, (out, plane, top, bottom, left, right) => {
    for (let row = top; row < bottom; row++) {
      for (let i = plane + row * g.inWidth + left; i < plane + row * g.inWidth + right; i++) dx[i] += dy[out] / area;
    }
  });
};
