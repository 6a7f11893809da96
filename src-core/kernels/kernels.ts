// The contract of the arithmetic. Layers know calculus; kernels know loops. Two implementations satisfy it: reference/
// (the definition of correct) and a fast one. Rules that let a call be recorded and replayed without JavaScript
// (model/plan.ts): every tensor is a view that came from `allocate`, every other argument is a plain number, null, a
// word of a fixed list or one of the frozen geometries below, nothing is returned, and nothing depends on the values in the tensors.

/** Sizes of a convolution or pooling window, fixed when a model is built. Lengths in pixels. */
export interface WindowGeometry {
  readonly inChannels: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly outChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly strideY: number;
  readonly strideX: number;
  /** Rows of zeros above and columns of zeros to the left; those below and to the right follow from the output size. */
  readonly paddingTop: number;
  readonly paddingLeft: number;
}

/** Which of several equal maxima of a pooling window receive its gradient: the first in row-major order, or each of them in full. */
export type Ties = 'first' | 'all';

/** `n` is always the number of examples in this call, at most the batch the buffers were allocated for. */
export interface Kernels {
  readonly name: string;

  /** A tensor of `length` zeros. Called only while a model is built, never in a step. */
  allocate(length: number): Float32Array;

  /** x ← value. */
  fill(x: Float32Array, value: number): void;

  /** y[yOffset + i·yStride + k] ← x[xOffset + i·xStride + k] for i < n, k < length: a part of each of n rows. */
  copyRows(
    x: Float32Array,
    xOffset: number,
    xStride: number,
    y: Float32Array,
    yOffset: number,
    yStride: number,
    n: number,
    length: number,
  ): void;

  /** y ← y + x over the first `length` values. */
  accumulate(x: Float32Array, y: Float32Array, length: number): void;

  /** y ← weight ⋆ x + bias. x (n, inC, inH, inW), weight (outC, inC, kH, kW), bias (outC) or null, y (n, outC, outH, outW). */
  conv2d(
    x: Float32Array,
    weight: Float32Array,
    bias: Float32Array | null,
    y: Float32Array,
    n: number,
    geometry: WindowGeometry,
  ): void;

  /** dx ← gradient of conv2d with respect to x. */
  conv2dBackwardInput(
    dy: Float32Array,
    weight: Float32Array,
    dx: Float32Array,
    n: number,
    geometry: WindowGeometry,
  ): void;

  /** dweight ← dweight + gradient, dbias ← dbias + gradient, summed over the batch. */
  conv2dBackwardWeight(
    x: Float32Array,
    dy: Float32Array,
    dweight: Float32Array,
    dbias: Float32Array | null,
    n: number,
    geometry: WindowGeometry,
  ): void;

  /**
   * conv2d channel by channel: output channel oc sees input channel ⌊oc · inC / outC⌋ alone. outC is a multiple of inC;
   * weight (outC, 1, kH, kW).
   */
  depthwiseConv2d(
    x: Float32Array,
    weight: Float32Array,
    bias: Float32Array | null,
    y: Float32Array,
    n: number,
    geometry: WindowGeometry,
  ): void;

  /** dx ← gradient of depthwiseConv2d with respect to x. */
  depthwiseConv2dBackwardInput(
    dy: Float32Array,
    weight: Float32Array,
    dx: Float32Array,
    n: number,
    geometry: WindowGeometry,
  ): void;

  /** dweight ← dweight + gradient, dbias ← dbias + gradient, summed over the batch. */
  depthwiseConv2dBackwardWeight(
    x: Float32Array,
    dy: Float32Array,
    dweight: Float32Array,
    dbias: Float32Array | null,
    n: number,
    geometry: WindowGeometry,
  ): void;

  /** y ← maximum of each window, padding left out. x (n, C, inH, inW), y (n, C, outH, outW). */
  maxPool2d(x: Float32Array, y: Float32Array, n: number, geometry: WindowGeometry): void;

  /** dx ← dy at the maxima of each window, summed where windows overlap. */
  maxPool2dBackward(
    x: Float32Array,
    y: Float32Array,
    dy: Float32Array,
    dx: Float32Array,
    n: number,
    geometry: WindowGeometry,
    ties: Ties,
  ): void;

  /** y ← mean of each window: the sum of what lies inside the input, divided by kernelHeight · kernelWidth. */
  averagePool2d(x: Float32Array, y: Float32Array, n: number, geometry: WindowGeometry): void;

  /** dx ← dy / (kernelHeight · kernelWidth), summed where windows overlap. */
  averagePool2dBackward(dy: Float32Array, dx: Float32Array, n: number, geometry: WindowGeometry): void;

  /** y ← x weightᵀ + bias. x (n, in), weight (out, in), bias (out) or null, y (n, out). */
  dense(
    x: Float32Array,
    weight: Float32Array,
    bias: Float32Array | null,
    y: Float32Array,
    n: number,
    inFeatures: number,
    outFeatures: number,
  ): void;

  /** dx ← dy weight. */
  denseBackwardInput(
    dy: Float32Array,
    weight: Float32Array,
    dx: Float32Array,
    n: number,
    inFeatures: number,
    outFeatures: number,
  ): void;

  /** dweight ← dweight + dyᵀ x, dbias ← dbias + Σ dy over the batch. */
  denseBackwardWeight(
    x: Float32Array,
    dy: Float32Array,
    dweight: Float32Array,
    dbias: Float32Array | null,
    n: number,
    inFeatures: number,
    outFeatures: number,
  ): void;

  /** y ← max(0, x) over the first `length` values. */
  relu(x: Float32Array, y: Float32Array, length: number): void;

  /** dx ← dy where y > 0, else 0. */
  reluBackward(y: Float32Array, dy: Float32Array, dx: Float32Array, length: number): void;

  /** y ← x where x > 0, else slope · x. */
  leakyRelu(x: Float32Array, y: Float32Array, length: number, slope: number): void;

  /** dx ← dy where y > 0, else slope · dy. */
  leakyReluBackward(y: Float32Array, dy: Float32Array, dx: Float32Array, length: number, slope: number): void;

  /** y ← 1 / (1 + exp(−x)). */
  sigmoid(x: Float32Array, y: Float32Array, length: number): void;

  /** dx ← dy · y · (1 − y). */
  sigmoidBackward(y: Float32Array, dy: Float32Array, dx: Float32Array, length: number): void;

  /** y ← tanh x. */
  tanh(x: Float32Array, y: Float32Array, length: number): void;

  /** dx ← dy · (1 − y²). */
  tanhBackward(y: Float32Array, dy: Float32Array, dx: Float32Array, length: number): void;

  /** probabilities ← softmax of each row. logits, probabilities (n, classes). */
  softmax(logits: Float32Array, probabilities: Float32Array, n: number, classes: number): void;

  /** dx ← y · (dy − Σ dy · y) in each row: the gradient of softmax from its output. y, dy, dx (n, classes). */
  softmaxBackward(y: Float32Array, dy: Float32Array, dx: Float32Array, n: number, classes: number): void;

  /**
   * losses ← −ln(p(label) + epsilon) of each example, nats; dlogits ← (softmax − onehot) / n, the gradient of the mean
   * without epsilon. logits, dlogits (n, classes); labels (n), class numbers 0…classes−1 held as floats; losses (n).
   */
  softmaxCrossEntropy(
    logits: Float32Array,
    labels: Float32Array,
    losses: Float32Array,
    dlogits: Float32Array,
    n: number,
    classes: number,
    epsilon: number,
  ): void;

  /** velocity ← momentum velocity + grad; value ← value − learningRate velocity. All of one length. */
  sgdStep(
    value: Float32Array,
    grad: Float32Array,
    velocity: Float32Array,
    learningRate: number,
    momentum: number,
  ): void;
}
