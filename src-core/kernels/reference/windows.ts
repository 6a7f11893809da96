import type { WindowGeometry } from '../kernels';

/** Calls `window` for each output pixel with the part of its window that lies inside the input. */
export function forEachWindow(
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
