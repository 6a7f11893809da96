import type { WindowGeometry } from '../kernels';
import type { RecordedCall } from './encode';

function windowFlops(g: WindowGeometry, inChannels: number): number {
  return 2 * inChannels * g.kernelHeight * g.kernelWidth * g.outChannels * g.outHeight * g.outWidth;
}

/** Floating-point operations of a call, a multiply-add counted as two; 0 for what is no matter of multiplying. */
function flopsOf({ kernel, args }: RecordedCall): number {
  switch (kernel) {
    case 'conv2d':
    case 'conv2dBackwardInput':
    case 'conv2dBackwardWeight':
    case 'depthwiseConv2d':
    case 'depthwiseConv2dBackwardInput':
    case 'depthwiseConv2dBackwardWeight': {
      const [n, g] = args.slice(-2) as [number, WindowGeometry];
      return n * windowFlops(g, kernel.startsWith('depthwise') ? 1 : g.inChannels);
    }
    case 'conv2dReluMaxPool': {
      const [n, g] = args.slice(-3) as [number, WindowGeometry];
      return n * windowFlops(g, g.inChannels);
    }
    case 'dense':
    case 'denseBackwardInput':
    case 'denseBackwardWeight': {
      const [n, inFeatures, outFeatures] = args.slice(-3) as [number, number, number];
      return 2 * n * inFeatures * outFeatures;
    }
    default:
      return 0;
  }
}

/** The same of all calls of a plan. */
export const flopsOfPlan = (calls: readonly RecordedCall[]): number =>
  calls.reduce((sum, call) => sum + flopsOf(call), 0);
