import type { Kernels, Ties, WindowGeometry } from '../kernels';
import type { Opcode } from './opcodes';

export type KernelName = keyof typeof Opcode;

/** A call as it was written down (model/plan.ts). */
export interface RecordedCall {
  readonly kernel: KernelName;
  readonly args: readonly unknown[];
}

/** What the words of a call need of the memory they are for. */
export interface Places {
  placeOf(tensor: Float32Array | Uint8Array): number;
  /** Where the words of a geometry lie; its tables are made and scratch memory for its convolutions is reserved. */
  placeOfGeometry(geometry: WindowGeometry): number;
  /** Sees to scratch memory for a dense layer. */
  reserveDense(n: number, outFeatures: number): void;
}

const bits = new DataView(new ArrayBuffer(Float64Array.BYTES_PER_ELEMENT));

function float(value: number): number {
  bits.setFloat32(0, value, true);
  return bits.getInt32(0, true);
}

/** Two words. */
function double(value: number): [number, number] {
  bits.setFloat64(0, value, true);
  return [bits.getInt32(0, true), bits.getInt32(4, true)];
}

const orNone = (m: Places, tensor: Float32Array | null): number => (tensor ? m.placeOf(tensor) : 0);
const FLOAT = Float32Array.BYTES_PER_ELEMENT;
const inFloats = (m: Places, x: Float32Array, offset: number): number => m.placeOf(x) + offset * FLOAT;

type Encoders = { readonly [K in KernelName]: (m: Places, ...args: Parameters<Kernels[K]>) => readonly number[] };

type Convolve = (
  m: Places,
  x: Float32Array,
  weight: Float32Array,
  bias: Float32Array | null,
  y: Float32Array,
  n: number,
  g: WindowGeometry,
) => readonly number[];
const convolve: Convolve = (m, x, weight, bias, y, n, g) => {
  return [m.placeOf(x), m.placeOf(weight), orNone(m, bias), m.placeOf(y), n, m.placeOfGeometry(g)];
};

type ConvolveBackwardInput = (
  m: Places,
  dy: Float32Array,
  weight: Float32Array,
  dx: Float32Array,
  n: number,
  g: WindowGeometry,
) => readonly number[];
const convolveBackwardInput: ConvolveBackwardInput = (m, dy, weight, dx, n, g) => {
  return [m.placeOf(dy), m.placeOf(weight), m.placeOf(dx), n, m.placeOfGeometry(g)];
};

type ConvolveBackwardWeight = (
  m: Places,
  x: Float32Array,
  dy: Float32Array,
  dweight: Float32Array,
  dbias: Float32Array | null,
  n: number,
  g: WindowGeometry,
) => readonly number[];
const convolveBackwardWeight: ConvolveBackwardWeight = (m, x, dy, dweight, dbias, n, g) => {
  return [m.placeOf(x), m.placeOf(dy), m.placeOf(dweight), orNone(m, dbias), n, m.placeOfGeometry(g)];
};

/** Tensors that are all given as they are, then the number of values. */
const elementwise = (m: Places, tensors: readonly Float32Array[], length: number): readonly number[] => [
  ...tensors.map((tensor) => m.placeOf(tensor)),
  length,
];

/** The first tensor with its length, then the others. */
const update = (m: Places, value: Float32Array, ...others: readonly Float32Array[]): readonly number[] => [
  m.placeOf(value),
  value.length,
  ...others.map((tensor) => m.placeOf(tensor)),
];

const TIES: Readonly<Record<Ties, number>> = { first: 0, all: 1 };

/** The arguments of each kernel as assembly/call.ts reads them. */
const denseGradient: Encoders['denseBackwardWeight'] = (m, x, dy, dweight, dbias, n, inFeatures, outFeatures) => {
  m.reserveDense(n, outFeatures);
  return [m.placeOf(x), m.placeOf(dy), m.placeOf(dweight), orNone(m, dbias), n, inFeatures, outFeatures];
};

const ENCODERS: Encoders = {
  fill: (m, x, value) => [m.placeOf(x), x.length, float(value)],
  copyRows: (m, x, xOffset, xStride, y, yOffset, yStride, n, length) => {
    return [inFloats(m, x, xOffset), xStride, inFloats(m, y, yOffset), yStride, n, length];
  },
  accumulate: (m, x, y, length) => elementwise(m, [x, y], length),
  conv2d: convolve,
  conv2dBackwardInput: convolveBackwardInput,
  conv2dBackwardWeight: convolveBackwardWeight,
  depthwiseConv2d: convolve,
  depthwiseConv2dBackwardInput: convolveBackwardInput,
  depthwiseConv2dBackwardWeight: convolveBackwardWeight,
  maxPool2d: (m, x, y, n, g) => [m.placeOf(x), m.placeOf(y), n, m.placeOfGeometry(g)],
  maxPool2dBackward: (m, x, y, dy, dx, n, g, ties) => {
    return [...[x, y, dy, dx].map((tensor) => m.placeOf(tensor)), n, m.placeOfGeometry(g), TIES[ties]];
  },
  averagePool2d: (m, x, y, n, g) => [m.placeOf(x), m.placeOf(y), n, m.placeOfGeometry(g)],
  averagePool2dBackward: (m, dy, dx, n, g) => [m.placeOf(dy), m.placeOf(dx), n, m.placeOfGeometry(g)],
  dense: (m, x, weight, bias, y, n, inFeatures, outFeatures) => {
    return [m.placeOf(x), m.placeOf(weight), orNone(m, bias), m.placeOf(y), n, inFeatures, outFeatures];
  },
  denseBackwardInput: (m, dy, weight, dx, n, inFeatures, outFeatures) => {
    m.reserveDense(n, outFeatures);
    return [m.placeOf(dy), m.placeOf(weight), m.placeOf(dx), n, inFeatures, outFeatures];
  },
  denseBackwardWeight: denseGradient,
  relu: (m, x, y, length) => elementwise(m, [x, y], length),
  reluBackward: (m, y, dy, dx, length) => elementwise(m, [y, dy, dx], length),
  leakyRelu: (m, x, y, length, slope) => [...elementwise(m, [x, y], length), float(slope)],
  leakyReluBackward: (m, y, dy, dx, length, slope) => [...elementwise(m, [y, dy, dx], length), float(slope)],
  sigmoid: (m, x, y, length) => elementwise(m, [x, y], length),
  sigmoidBackward: (m, y, dy, dx, length) => elementwise(m, [y, dy, dx], length),
  tanh: (m, x, y, length) => elementwise(m, [x, y], length),
  tanhBackward: (m, y, dy, dx, length) => elementwise(m, [y, dy, dx], length),
  softmax: (m, logits, probabilities, n, classes) => [m.placeOf(logits), m.placeOf(probabilities), n, classes],
  softmaxBackward: (m, y, dy, dx, n, classes) => [...elementwise(m, [y, dy, dx], n), classes],
  dropout: (m, x, y, length, rate, stepKey, salt) => {
    const threshold = Math.floor(rate * 2 ** 32);
    return [...elementwise(m, [x, y], length), threshold, float(1 / (1 - rate)), m.placeOf(stepKey), salt];
  },
  batchNorm: (m, ...args) => {
    const [x, gamma, beta, mean, invStd, runningMean, runningVar, y, n, channels, area, momentum, epsilon] = args;
    const tensors = [x, gamma, beta, mean, invStd, runningMean, runningVar, y];
    return [...elementwise(m, tensors, n), channels, area, ...double(momentum), ...double(epsilon)];
  },
  batchNormInference: (m, ...args) => {
    const [x, gamma, beta, mean, invStd, runningMean, runningVar, y, n, channels, area, epsilon] = args;
    const tensors = [x, gamma, beta, mean, invStd, runningMean, runningVar, y];
    return [...elementwise(m, tensors, n), channels, area, ...double(epsilon)];
  },
  batchNormBackward: (m, x, dy, gamma, mean, invStd, dx, dgamma, dbeta, n, channels, area) => {
    const before = [x, dy, gamma, mean, invStd].map((tensor) => m.placeOf(tensor));
    return [...before, orNone(m, dx), m.placeOf(dgamma), m.placeOf(dbeta), n, channels, area];
  },
  batchNormInferenceBackward: (m, dy, gamma, invStd, dx, n, channels, area) => {
    return [...elementwise(m, [dy, gamma, invStd, dx], n), channels, area];
  },
  softmaxCrossEntropy: (m, logits, labels, losses, dlogits, n, classes, epsilon, smoothing) => {
    const tensors = [logits, labels, losses, dlogits];
    return [...elementwise(m, tensors, n), classes, ...double(epsilon), ...double(smoothing)];
  },
  oneHot: (m, labels, targets, n, size) => [m.placeOf(labels), m.placeOf(targets), n, size],
  squaredError: (m, y, targets, losses, dy, n, size, factor) => {
    return [...elementwise(m, [y, targets, losses, dy], n), size, ...double(factor)];
  },
  sumOfSquares: (m, x, sum) => update(m, x, sum),
  clipFactor: (m, sum, factor, maxNorm) => [m.placeOf(sum), m.placeOf(factor), ...double(maxNorm)],
  scale: (m, x, factor) => update(m, x, factor),
  sgdStep: update,
  adamStep: update,
  rmspropStep: update,
  takeRow: (m, table, cursor, row) => elementwise(m, [table, cursor, row], row.length),
  loadExamples: (m, images, imageLabels, numbers, cursor, x, labels, stride, n, size, factor, offset) => {
    const tensors = [imageLabels, numbers, cursor, x, labels].map((tensor) => m.placeOf(tensor));
    const bytes = images instanceof Uint8Array ? 1 : 0;
    return [m.placeOf(images), bytes, ...tensors, stride, n, size, float(factor), float(offset)];
  },
  recordStep: (m, outputs, labels, losses, results, cursor, n, size) => {
    return [...elementwise(m, [outputs, labels, losses, results, cursor], n), size];
  },
  conv2dReluMaxPool: (m, x, weight, bias, y, places, n, g, ties) => {
    const tensors = [m.placeOf(x), m.placeOf(weight), orNone(m, bias), m.placeOf(y), orNone(m, places)];
    return [...tensors, n, m.placeOfGeometry(g), TIES[ties]];
  },
  reluMaxPool: (m, x, y, places, n, g, ties) => {
    return [m.placeOf(x), m.placeOf(y), orNone(m, places), n, m.placeOfGeometry(g), TIES[ties]];
  },
  reluMaxPoolBackward: (m, places, dy, dx, n, g) => {
    return [m.placeOf(places), m.placeOf(dy), m.placeOf(dx), n, m.placeOfGeometry(g)];
  },
  denseWeightGradient: denseGradient,
  loadMovedExamples: (m, images, imageLabels, numbers, maps, cursor, x, labels, stride, n, ...rest) => {
    const [channels, height, width, unit, factor, offset] = rest;
    const tensors = [imageLabels, numbers, maps, cursor, x, labels].map((tensor) => m.placeOf(tensor));
    const bytes = images instanceof Uint8Array ? 1 : 0;
    const sizes = [stride, n, channels, height, width];
    return [m.placeOf(images), bytes, ...tensors, ...sizes, float(unit), float(factor), float(offset)];
  },
};

/** The words of a call's arguments. */
export function encodeArguments(call: RecordedCall, places: Places): readonly number[] {
  const encode = ENCODERS[call.kernel] as (m: Places, ...args: readonly unknown[]) => readonly number[];
  return encode(places, ...call.args);
}
