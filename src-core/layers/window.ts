import type { WindowGeometry } from '../kernels/kernels';
import type { LayerSite } from './layer';

/** Pixels of zeros on each side; `valid`: none; `same`: so many that the output is ⌈input / stride⌉ large. */
type Padding = number | 'valid' | 'same';

export interface Window {
  /** Side of the square window, pixels. */
  readonly kernelSize: number;
  readonly stride: number;
  readonly padding: Padding;
}

/** Zeros before the first pixel of a side. With `same` an odd number leaves one more for the other end, as in Keras. */
function paddingBefore({ kernelSize, stride, padding }: Window, inSize: number, outSize: number): number {
  if (padding === 'valid') return 0;
  if (padding === 'same') return Math.floor(Math.max(0, (outSize - 1) * stride + kernelSize - inSize) / 2);
  return padding;
}

/** The kernels' geometry of a layer that slides a square window over its input. */
export function windowGeometry(window: Window, site: LayerSite): WindowGeometry {
  const [inChannels, inHeight, inWidth] = site.inputShapes[0];
  const [outChannels, outHeight, outWidth] = site.outputShape;
  return Object.freeze({
    inChannels,
    inHeight,
    inWidth,
    outChannels,
    outHeight,
    outWidth,
    kernelHeight: window.kernelSize,
    kernelWidth: window.kernelSize,
    strideY: window.stride,
    strideX: window.stride,
    paddingTop: paddingBefore(window, inHeight, outHeight),
    paddingLeft: paddingBefore(window, inWidth, outWidth),
  });
}
