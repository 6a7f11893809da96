import type { Kernels, WindowGeometry } from '../kernels';

/** Calls `window` for each output pixel with the part of its window that lies inside the input. */
function forEachWindow(
  n: number,
  g: WindowGeometry,
  window: (out: number, plane: number, top: number, bottom: number, left: number, right: number) => void,
): void {
  for (let channel = 0, out = 0; channel < n * g.outChannels; channel++) {
    const plane = channel * g.inHeight * g.inWidth;
    for (let oy = 0; oy < g.outHeight; oy++) {
      const y = oy * g.strideY - g.paddingTop;
      for (let ox = 0; ox < g.outWidth; ox++, out++) {
        const x = ox * g.strideX - g.paddingLeft;
        window(
          out,
          plane,
          Math.max(0, y),
          Math.min(g.inHeight, y + g.kernelHeight),
          Math.max(0, x),
          Math.min(g.inWidth, x + g.kernelWidth),
        );
      }
    }
  }
}

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
