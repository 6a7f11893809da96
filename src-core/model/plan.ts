import type { KernelCall, KernelName, Kernels } from '../kernels/kernels';

export type { KernelCall } from '../kernels/kernels';

const KERNEL_NAMES: Record<KernelName, true> = {
  fill: true,
  copyRows: true,
  accumulate: true,
  conv2d: true,
  conv2dBackwardInput: true,
  conv2dBackwardWeight: true,
  depthwiseConv2d: true,
  depthwiseConv2dBackwardInput: true,
  depthwiseConv2dBackwardWeight: true,
  maxPool2d: true,
  maxPool2dBackward: true,
  averagePool2d: true,
  averagePool2dBackward: true,
  dense: true,
  denseBackwardInput: true,
  denseBackwardWeight: true,
  relu: true,
  reluBackward: true,
  leakyRelu: true,
  leakyReluBackward: true,
  sigmoid: true,
  sigmoidBackward: true,
  tanh: true,
  tanhBackward: true,
  softmax: true,
  softmaxBackward: true,
  dropout: true,
  batchNorm: true,
  batchNormInference: true,
  batchNormBackward: true,
  batchNormInferenceBackward: true,
  softmaxCrossEntropy: true,
  oneHot: true,
  squaredError: true,
  sumOfSquares: true,
  clipFactor: true,
  scale: true,
  sgdStep: true,
  adamStep: true,
  rmspropStep: true,
  takeRow: true,
  loadExamples: true,
  recordStep: true,
  conv2dReluMaxPool: true,
  reluMaxPool: true,
  reluMaxPoolBackward: true,
  denseWeightGradient: true,
  loadMovedExamples: true,
};

/**
 * Kernels that compute as `kernels` do and write down every call. Because no layer looks at the values it passes on, the
 * calls of one step, written down once, are the plan of every step of that batch size: a list that a fast implementation
 * can walk by itself, split among lanes, without coming back to JavaScript between two kernels.
 */
export function recordingKernels(kernels: Kernels, plan: KernelCall[]): Kernels {
  const recorded = Object.fromEntries(
    (Object.keys(KERNEL_NAMES) as KernelName[]).map((kernel) => [
      kernel,
      (...args: unknown[]) => {
        const call = { kernel, args } as unknown as KernelCall;
        plan.push(call);
        runCall(call, kernels);
      },
    ]),
  ) as unknown as Pick<Kernels, KernelName>;
  return {
    name: `${kernels.name}, recorded`,
    allocate: (length) => kernels.allocate(length),
    allocateBytes: (length) => kernels.allocateBytes(length),
    record: (work) => {
      work();
      return (times = 1) => {
        for (let i = 0; i < times; i++) work();
      };
    },
    ...recorded,
  };
}

function runCall(call: KernelCall, kernels: Kernels): void {
  (kernels[call.kernel] as (...args: unknown[]) => void)(...call.args);
}

/** Does what was written down. */
export function runPlan(plan: readonly KernelCall[], kernels: Kernels): void {
  for (const call of plan) runCall(call, kernels);
}
