import type { WindowGeometry } from '../kernels/kernels';
import type { LayerSite } from './layer';

/** The kernels' geometry of a layer that slides a square window over its input. */
export function windowGeometry(
  window: { kernelSize: number; stride: number; padding: number },
  site: LayerSite,
): WindowGeometry {
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
    paddingTop: window.padding,
    paddingLeft: window.padding,
  });
}
