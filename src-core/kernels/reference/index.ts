import type { Kernels } from '../kernels';
import * as averagePool2d from './average-pool2d';
import * as batchNorm from './batch-norm';
import * as conv2d from './conv2d';
import * as conv2dPool from './conv2d-pool';
import * as dense from './dense';
import * as depthwiseConv2d from './depthwise-conv2d';
import * as dropout from './dropout';
import * as elementwise from './elementwise';
import * as maxPool2d from './max-pool2d';
import { loadMovedExamples } from './resample';
import * as softmax from './softmax';
import * as squaredError from './squared-error';
import * as steps from './steps';
import * as updates from './updates';

/** The kernels as plain loops over Float32Arrays: slow, readable, and the definition of correct. */
export const referenceKernels: Kernels = {
  name: 'reference',
  allocate: (length) => new Float32Array(length),
  allocateBytes: (length) => new Uint8Array(length),
  record: (work) => {
    work();
    return (times = 1) => {
      for (let i = 0; i < times; i++) work();
    };
  },
  ...elementwise,
  ...conv2d,
  ...conv2dPool,
  ...depthwiseConv2d,
  ...maxPool2d,
  ...averagePool2d,
  ...dense,
  ...dropout,
  ...batchNorm,
  ...softmax,
  ...squaredError,
  ...updates,
  ...steps,
  loadMovedExamples,
};
