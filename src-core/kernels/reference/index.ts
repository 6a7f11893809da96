import type { Kernels } from '../kernels';
import { conv2d, conv2dBackwardInput, conv2dBackwardWeight } from './conv2d';
import { dense, denseBackwardInput, denseBackwardWeight } from './dense';
import { accumulate, fill, relu, reluBackward } from './elementwise';
import { maxPool2d, maxPool2dBackward } from './max-pool2d';
import { sgdStep } from './sgd';
import { softmax, softmaxCrossEntropy } from './softmax';

/** The kernels as plain loops over Float32Arrays: slow, readable, and the definition of correct. */
export const referenceKernels: Kernels = {
  name: 'reference',
  allocate: (length) => new Float32Array(length),
  fill,
  accumulate,
  conv2d,
  conv2dBackwardInput,
  conv2dBackwardWeight,
  maxPool2d,
  maxPool2dBackward,
  dense,
  denseBackwardInput,
  denseBackwardWeight,
  relu,
  reluBackward,
  softmax,
  softmaxCrossEntropy,
  sgdStep,
};
