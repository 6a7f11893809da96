import fc from 'fast-check';
import type { WindowGeometry } from '../../src-core/kernels/kernels';
import { seeds } from './gradient-check';
import { between } from './kernels';

interface Side {
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  readonly out: number;
  readonly padding: number;
}

const anySide: fc.Arbitrary<Side> = fc.record({
  size: between(1, 7),
  kernel: between(1, 5),
  stride: between(1, 4),
  out: between(1, 5),
  padding: between(0, 3),
});

/** One side of a window: any padding that leaves each window at least one pixel, ending in or beyond the image. */
const filledSide = anySide.map(({ size, kernel, stride, out, padding: wanted }) => {
  const padding = Math.min(wanted, kernel - 1);
  return { size, kernel, stride, padding, out: Math.min(out, Math.floor((size - 1 + padding) / stride) + 1) };
});

/** Windows of any rectangle: kernels, strides and paddings that differ in the two directions. */
const geometriesOf = (side: fc.Arbitrary<Side>): fc.Arbitrary<WindowGeometry> =>
  fc.tuple(between(1, 3), between(1, 3), side, side).map(([inChannels, outChannels, vertical, horizontal]) => ({
    inChannels,
    inHeight: vertical.size,
    inWidth: horizontal.size,
    outChannels,
    outHeight: vertical.out,
    outWidth: horizontal.out,
    kernelHeight: vertical.kernel,
    kernelWidth: horizontal.kernel,
    strideY: vertical.stride,
    strideX: horizontal.stride,
    paddingTop: vertical.padding,
    paddingLeft: horizontal.padding,
  }));

const casesOf = (
  side: fc.Arbitrary<Side>,
): fc.Arbitrary<{ readonly g: WindowGeometry; readonly n: number; readonly seed: number }> =>
  fc.record({ g: geometriesOf(side), n: between(1, 3), seed: seeds });

/** Windows for a convolution; some of them see nothing but padding. */
export const convolutionCases = casesOf(anySide);

/** Windows for a pooling: each sees at least one pixel; as many channels come out as go in. */
export const poolingCases = casesOf(filledSide).map(({ g, ...rest }) => ({
  g: { ...g, outChannels: g.inChannels },
  ...rest,
}));

export const inSize = (g: WindowGeometry, n: number): number => n * g.inChannels * g.inHeight * g.inWidth;
export const outSize = (g: WindowGeometry, n: number): number => n * g.outChannels * g.outHeight * g.outWidth;

/** The definition of a window: which input pixels output pixel (oy, ox) sees, and at which place of the kernel. */
export function pixelsOf(oy: number, ox: number, g: WindowGeometry): { pixel: number; place: number }[] {
  const seen: { pixel: number; place: number }[] = [];
  for (let ky = 0; ky < g.kernelHeight; ky++) {
    for (let kx = 0; kx < g.kernelWidth; kx++) {
      const iy = oy * g.strideY + ky - g.paddingTop;
      const ix = ox * g.strideX + kx - g.paddingLeft;
      const inside = iy >= 0 && iy < g.inHeight && ix >= 0 && ix < g.inWidth;
      if (inside) seen.push({ pixel: iy * g.inWidth + ix, place: ky * g.kernelWidth + kx });
    }
  }
  return seen;
}
