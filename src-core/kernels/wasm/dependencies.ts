import type { KernelName, RecordedCall } from './encode';

/** Which arguments a kernel writes to; it may read them too. All others it only reads. */
const WRITTEN: Readonly<Record<KernelName, readonly number[]>> = {
  fill: [0],
  copyRows: [3],
  accumulate: [1],
  conv2d: [3],
  conv2dBackwardInput: [2],
  conv2dBackwardWeight: [2, 3],
  depthwiseConv2d: [3],
  depthwiseConv2dBackwardInput: [2],
  depthwiseConv2dBackwardWeight: [2, 3],
  maxPool2d: [1],
  maxPool2dBackward: [3],
  averagePool2d: [1],
  averagePool2dBackward: [1],
  dense: [3],
  denseBackwardInput: [2],
  denseBackwardWeight: [2, 3],
  relu: [1],
  reluBackward: [2],
  leakyRelu: [1],
  leakyReluBackward: [2],
  sigmoid: [1],
  sigmoidBackward: [2],
  tanh: [1],
  tanhBackward: [2],
  softmax: [1],
  softmaxBackward: [2],
  dropout: [1],
  batchNorm: [3, 4, 5, 6, 7],
  batchNormInference: [3, 4, 7],
  batchNormBackward: [5, 6, 7],
  batchNormInferenceBackward: [3],
  softmaxCrossEntropy: [2, 3],
  oneHot: [1],
  squaredError: [2, 3],
  sumOfSquares: [1],
  clipFactor: [1],
  scale: [0],
  sgdStep: [0, 2],
  adamStep: [0, 2, 3],
  rmspropStep: [0, 2, 3],
  takeRow: [2],
  loadExamples: [4, 5],
  recordStep: [3, 4],
  conv2dReluMaxPool: [3, 4],
  reluMaxPool: [1, 2],
  reluMaxPoolBackward: [2],
  denseWeightGradient: [2, 3],
  loadMovedExamples: [5, 6],
};

const overlap = (a: Float32Array, b: Float32Array): boolean =>
  a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength;

/** Tensors that some calls since the last meeting of the lanes have read and written. */
class Touched {
  read: Float32Array[] = [];
  written: Float32Array[] = [];
}

function touchedBy({ kernel, args }: RecordedCall): Touched {
  const touched = new Touched();
  args.forEach((argument, i) => {
    if (!(argument instanceof Float32Array)) return;
    (WRITTEN[kernel].includes(i) ? touched.written : touched.read).push(argument);
  });
  return touched;
}

const meetsAny = (tensors: readonly Float32Array[], others: readonly Float32Array[]): boolean =>
  tensors.some((tensor) => others.some((other) => overlap(tensor, other)));

const conflicts = (since: Touched, { read, written }: Touched): boolean =>
  meetsAny(since.written, [...read, ...written]) || meetsAny(since.read, written);

/**
 * For each call, whether all lanes have to meet before it: because it touches what a call since the last meeting wrote, or
 * writes what one read. Two calls that the first lane makes `alone` do not meet, as they come one after the other anyway.
 * All tensors lie in one memory.
 */
export function meetings(calls: readonly RecordedCall[], alone: readonly boolean[] = []): boolean[] {
  let [shared, single] = [new Touched(), new Touched()];
  return calls.map((call, i) => {
    const touched = touchedBy(call);
    const meet = conflicts(shared, touched) || (!alone[i] && conflicts(single, touched));
    if (meet) [shared, single] = [new Touched(), new Touched()];
    const since = alone[i] ? single : shared;
    since.read.push(...touched.read);
    since.written.push(...touched.written);
    return meet;
  });
}
