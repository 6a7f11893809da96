import type { Kernels, WindowGeometry } from '../kernels';
import { conv2d } from './conv2d';

/** Calls `window` for each window of 2 × 2 of planes of this size, with its pixels in row-major order. */
function forEachWindow(
  planes: number,
  height: number,
  width: number,
  window: (out: number, pixels: readonly number[]) => void,
): void {
  for (let plane = 0, out = 0; plane < planes; plane++) {
    for (let oy = 0; oy < Math.floor(height / 2); oy++) {
      for (let ox = 0; ox < Math.floor(width / 2); ox++, out++) {
        const first = (plane * height + 2 * oy) * width + 2 * ox;
        window(out, [first, first + 1, first + width, first + width + 1]);
      }
    }
  }
}

/** A byte for each window: bit k is set where pixel k receives the gradient. */
const bytesIn = (places: Float32Array): Uint8Array => new Uint8Array(places.buffer, places.byteOffset);

/** y = relu(conv2d(x)), pooled. */
export const conv2dReluMaxPool: Kernels['conv2dReluMaxPool'] = (x, weight, bias, y, places, n, g, ties) => {
  const z = new Float32Array(n * g.outChannels * g.outHeight * g.outWidth);
  conv2d(x, weight, bias, z, n, g);
  const planes: WindowGeometry = { ...g, inChannels: g.outChannels, inHeight: g.outHeight, inWidth: g.outWidth };
  reluMaxPool(z, y, places, n, planes, ties);
};

/** y = max(0, max of the window). NaN stays NaN and is noticed. */
export const reluMaxPool: Kernels['reluMaxPool'] = (x, y, places, n, g, ties) => {
  const bytes = places && bytesIn(places);
  forEachWindow(n * g.inChannels, g.inHeight, g.inWidth, (out, pixels) => {
    const max = Math.max(...pixels.map((pixel) => x[pixel]));
    y[out] = max <= 0 ? 0 : max;
    if (!bytes) return;
    const bits = pixels.map((pixel, k) => (max > 0 && x[pixel] === max ? 1 << k : 0));
    bytes[out] = ties === 'all' ? bits.reduce((sum, bit) => sum + bit) : (bits.find((bit) => bit > 0) ?? 0);
  });
};

/** dx = dy at the pixels that have a bit, else 0. */
export const reluMaxPoolBackward: Kernels['reluMaxPoolBackward'] = (places, dy, dx, n, g) => {
  const bytes = bytesIn(places);
  dx.fill(0, 0, n * g.inChannels * g.inHeight * g.inWidth);
  forEachWindow(n * g.inChannels, g.inHeight, g.inWidth, (out, pixels) => {
    pixels.forEach((pixel, k) => {
      if (bytes[out] & (1 << k)) dx[pixel] = dy[out];
    });
  });
};
