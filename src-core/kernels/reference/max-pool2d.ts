import type { Kernels } from '../kernels';
import { forEachWindow } from './windows';

/** y = max of the window. NaN stays NaN and is noticed. */
export const maxPool2d: Kernels['maxPool2d'] = (x, y, n, g) => {
  forEachWindow(n, g, (out, plane, top, bottom, left, right) => {
    let max = -Infinity;
    for (let row = top; row < bottom; row++) {
      for (let i = plane + row * g.inWidth + left; i < plane + row * g.inWidth + right; i++) {
        if (x[i] > max || Number.isNaN(x[i])) max = x[i];
      }
    }
    y[out] = max;
  });
};

/** dx += dy where x equals its window's maximum: at the first such place, or at all of them. */
export const maxPool2dBackward: Kernels['maxPool2dBackward'] = (x, y, dy, dx, n, g, ties) => {
  dx.fill(0, 0, n * g.inChannels * g.inHeight * g.inWidth);
  forEachWindow(n, g, (out, plane, top, bottom, left, right) => {
    for (let row = top; row < bottom; row++) {
      for (let i = plane + row * g.inWidth + left; i < plane + row * g.inWidth + right; i++) {
        if (x[i] !== y[out]) continue;
        dx[i] += dy[out];
        if (ties === 'first') return;
      }
    }
  });
};
