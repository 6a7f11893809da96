import type { WindowGeometry } from '../kernels';
import type { KernelName, RecordedCall } from './encode';

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
    case 'denseBackwardWeight':
    case 'denseWeightGradient': {
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

/** Nanoseconds that one lane needs for a value, measured roughly; 0.15 for what is not named. */
const NANOSECONDS: Partial<Record<KernelName, number>> = {
  softmax: 10,
  softmaxBackward: 2,
  softmaxCrossEntropy: 10,
  sigmoid: 1,
  tanh: 1,
  dropout: 1,
  batchNorm: 0.5,
  batchNormBackward: 0.5,
  adamStep: 0.5,
  rmspropStep: 0.5,
};
const PER_FLOP = 0.02;
/** What a meeting of lanes has to be worth: less than a lane waits when the other one comes late. */
const SMALL = 2000;

/** What the first lane computes in any case. */
const ALONE: ReadonlySet<KernelName> = new Set(['sumOfSquares', 'clipFactor', 'takeRow', 'recordStep']);

/** Whether one lane does a call sooner than several that have to meet for it. No byte depends on it. */
export function isSmall(call: RecordedCall): boolean {
  if (ALONE.has(call.kernel)) return true;
  const flops = flopsOf(call);
  if (flops > 0) return flops * PER_FLOP < SMALL;
  const lengths = call.args.map((argument) => (argument instanceof Float32Array ? argument.length : 0));
  return Math.max(...lengths) * (NANOSECONDS[call.kernel] ?? 0.15) < SMALL;
}
