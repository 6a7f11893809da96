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

  /** The same for the pixels of images, zeros. */
  allocateBytes(length: number): Uint8Array;

  /**
   * Does `work`, which consists of calls of these kernels, and returns what does the same again, so many times on end (once,
   * where nothing is said). Where the kernels can, that is the same calls with the same tensors and numbers, one behind the
   * other on all lanes, without coming back to JavaScript between two; else it is `work`. `rewrite` puts calls in their
   * place that come to the same (model/fuse.ts).
   */
  record(work: () => void, rewrite?: (calls: readonly KernelCall[]) => readonly KernelCall[]): (times?: number) => void;

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
   * y ← 2 × 2 maxima, stride 2, of relu(conv2d(x)): the values of the three kernels one after the other. y (n, outC, ⌊outH/2⌋,
   * ⌊outW/2⌋); an odd last row or column of the convolution is left out. places ← which pixels of each window receive its
   * gradient: for reluMaxPoolBackward alone to read, at least as many values as y; null where no gradient will be asked for.
   */
  conv2dReluMaxPool(
    x: Float32Array,
    weight: Float32Array,
    bias: Float32Array | null,
    y: Float32Array,
    places: Float32Array | null,
    n: number,
    geometry: WindowGeometry,
    ties: Ties,
  ): void;

  /** The same of what is there already: y ← 2 × 2 maxima of relu(x). x (n, C, inH, inW), the geometry that of the pooling. */
  reluMaxPool(
    x: Float32Array,
    y: Float32Array,
    places: Float32Array | null,
    n: number,
    geometry: WindowGeometry,
    ties: Ties,
  ): void;

  /**
   * dx ← the gradient of both: dy at the pixels that `places` names, 0 elsewhere. dy (n, C, outH, outW), dx (n, C, inH, inW), the
   * geometry that of the pooling.
   */
  reluMaxPoolBackward(
    places: Float32Array,
    dy: Float32Array,
    dx: Float32Array,
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

  /** The same into gradients that hold nothing yet: dweight ← dyᵀ x, dbias ← Σ dy, as if zeros had been there (model/fuse.ts). */
  denseWeightGradient(
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
   * y ← x / (1 − rate) where the value is kept, else 0. Value i is kept unless its hash of (stepKey, salt, i), a 32-bit
   * number, is below rate · 2³²; the same key and salt keep the same values, so that the gradient goes the same way:
   *
   *     h = mix(mix(i ⊕ key₀) + salt ⊕ key₁)
   *     mix(x): x ⊕= x ≫ 16; x ×= 0x7feb352d; x ⊕= x ≫ 15; x ×= 0x846ca68b; x ⊕= x ≫ 16     (C. Wellons, "lowbias32")
   *
   * stepKey (4): the lower and upper 16 bits of key₀, then those of key₁. salt: an integer 0…2³²−1.
   */
  dropout(x: Float32Array, y: Float32Array, length: number, rate: number, stepKey: Float32Array, salt: number): void;

  /**
   * Batch normalization while learning, each channel by the n · area values of the batch: mean ← their mean, invStd ←
   * 1 / √(variance + epsilon), y ← gamma · (x − mean) · invStd + beta; the running statistics move by `momentum` towards
   * those of the batch (the variance with n · area − 1 in its denominator). x, y (n, channels, area), all else (channels).
   */
  batchNorm(
    x: Float32Array,
    gamma: Float32Array,
    beta: Float32Array,
    mean: Float32Array,
    invStd: Float32Array,
    runningMean: Float32Array,
    runningVar: Float32Array,
    y: Float32Array,
    n: number,
    channels: number,
    area: number,
    momentum: number,
    epsilon: number,
  ): void;

  /** The same by the running statistics, which stay: mean ← runningMean, invStd ← 1 / √(runningVar + epsilon). */
  batchNormInference(
    x: Float32Array,
    gamma: Float32Array,
    beta: Float32Array,
    mean: Float32Array,
    invStd: Float32Array,
    runningMean: Float32Array,
    runningVar: Float32Array,
    y: Float32Array,
    n: number,
    channels: number,
    area: number,
    epsilon: number,
  ): void;

  /**
   * With x̂ = (x − mean) · invStd and sums over the n · area values of a channel: dgamma ← dgamma + Σ dy · x̂, dbeta ← dbeta
   * + Σ dy, dx ← gamma · invStd · (dy − Σ dy / (n · area) − x̂ · Σ dy · x̂ / (n · area)) unless dx is null.
   */
  batchNormBackward(
    x: Float32Array,
    dy: Float32Array,
    gamma: Float32Array,
    mean: Float32Array,
    invStd: Float32Array,
    dx: Float32Array | null,
    dgamma: Float32Array,
    dbeta: Float32Array,
    n: number,
    channels: number,
    area: number,
  ): void;

  /** dx ← gamma · invStd · dy: the gradient of batchNormInference, whose statistics are constants. */
  batchNormInferenceBackward(
    dy: Float32Array,
    gamma: Float32Array,
    invStd: Float32Array,
    dx: Float32Array,
    n: number,
    channels: number,
    area: number,
  ): void;

  /**
   * losses ← −Σ q · ln(p + epsilon) of each example, nats, with p = softmax and q = (1 − smoothing) · onehot + smoothing /
   * classes; dlogits ← (p − q) / n, the gradient of the mean without epsilon. logits, dlogits (n, classes); labels (n),
   * class numbers 0…classes−1 held as floats; losses (n).
   */
  softmaxCrossEntropy(
    logits: Float32Array,
    labels: Float32Array,
    losses: Float32Array,
    dlogits: Float32Array,
    n: number,
    classes: number,
    epsilon: number,
    smoothing: number,
  ): void;

  /** targets ← 1 at the label of each row, else 0; with size 1 the label itself. labels (n), targets (n, size). */
  oneHot(labels: Float32Array, targets: Float32Array, n: number, size: number): void;

  /** losses ← factor · Σ (y − target)² of each example; dy ← 2 · factor · (y − target) / n. y, targets, dy (n, size), losses (n). */
  squaredError(
    y: Float32Array,
    targets: Float32Array,
    losses: Float32Array,
    dy: Float32Array,
    n: number,
    size: number,
    factor: number,
  ): void;

  /** sum[0] ← sum[0] + Σ x² over the whole of x. */
  sumOfSquares(x: Float32Array, sum: Float32Array): void;

  /** factor[0] ← min(1, maxNorm / (√sum[0] + 1e-6)). */
  clipFactor(sum: Float32Array, factor: Float32Array, maxNorm: number): void;

  /** x ← factor[0] · x. */
  scale(x: Float32Array, factor: Float32Array): void;

  // Updates of one parameter, all tensors but the last of one length. What may change from step to step is read from a
  // tensor, so that a recorded plan obeys it.

  /**
   * g ← grad + weightDecay · value; velocity ← momentum · velocity + g; value ← value − learningRate · velocity, with
   * nesterov value ← value − learningRate · (g + momentum · velocity). settings (4): learningRate, momentum, weightDecay,
   * nesterov (0 or 1). With momentum 0 the velocity, being g then, is neither read nor written.
   */
  sgdStep(value: Float32Array, grad: Float32Array, velocity: Float32Array, settings: Float32Array): void;

  /**
   * g ← grad + l2 · value; m ← beta1 · m + (1 − beta1) · g; v ← beta2 · v + (1 − beta2) · g²; value ← shrink · value −
   * stepSize · m / (√v · correction + epsilon). settings (9): stepSize, beta1, 1 − beta1, beta2, 1 − beta2, correction,
   * epsilon, l2, shrink.
   */
  adamStep(value: Float32Array, grad: Float32Array, m: Float32Array, v: Float32Array, settings: Float32Array): void;

  /**
   * g ← grad + weightDecay · value; s ← alpha · s + (1 − alpha) · g²; buffer ← momentum · buffer + g / (√s + epsilon);
   * value ← value − learningRate · buffer. settings (6): learningRate, alpha, 1 − alpha, epsilon, momentum, weightDecay.
   */
  rmspropStep(
    value: Float32Array,
    grad: Float32Array,
    s: Float32Array,
    buffer: Float32Array,
    settings: Float32Array,
  ): void;

  // What a step needs of the outside and gives back, so that many can be taken without coming back to JavaScript: tables of
  // a row for each step, and cursor[0], the row of the present one.

  /** row ← row cursor[0] of the table. table (rows, row.length). */
  takeRow(table: Float32Array, cursor: Float32Array, row: Float32Array): void;

  /**
   * x ← factor · image + offset and labels ← label of the examples numbers[cursor[0] · stride + i], i < n. images (count,
   * size), imageLabels (count), numbers (rows, stride) whole numbers, x (n, size), labels (n).
   */
  loadExamples(
    images: Uint8Array | Float32Array,
    imageLabels: Float32Array,
    numbers: Float32Array,
    cursor: Float32Array,
    x: Float32Array,
    labels: Float32Array,
    stride: number,
    n: number,
    size: number,
    factor: number,
    offset: number,
  ): void;

  /**
   * The same with each image moved first: pixel (u, v) from the centre of the image is read, between the four pixels around it
   * (bilinear) and zeros outside, at (a·(u − shiftX) + b·(v − shiftY), c·(u − shiftX) + d·(v − shiftY)) from the centre.
   * maps (rows, stride, 6): a, b, c, d, shiftX, shiftY of each example; pixels are multiplied by `unit` before all else.
   */
  loadMovedExamples(
    images: Uint8Array | Float32Array,
    imageLabels: Float32Array,
    numbers: Float32Array,
    maps: Float32Array,
    cursor: Float32Array,
    x: Float32Array,
    labels: Float32Array,
    stride: number,
    n: number,
    channels: number,
    height: number,
    width: number,
    unit: number,
    factor: number,
    offset: number,
  ): void;

  /**
   * results[cursor[0]] ← (mean of the losses, how many rows of outputs stand for the class of their label), then cursor[0] ←
   * cursor[0] + 1. outputs (n, size): the class is the first of the largest values, with size 1 it is 1 from one half
   * upwards; labels, losses (n), results (rows, 2).
   */
  recordStep(
    outputs: Float32Array,
    labels: Float32Array,
    losses: Float32Array,
    results: Float32Array,
    cursor: Float32Array,
    n: number,
    size: number,
  ): void;
}

/** A kernel that a step calls; what the contract names besides are no calls of a step. */
export type KernelName = Exclude<keyof Kernels, 'name' | 'allocate' | 'allocateBytes' | 'record'>;

/** One call, with the very buffers and sizes it was made with. */
export type KernelCall = {
  [K in KernelName]: { readonly kernel: K; readonly args: Parameters<Kernels[K]> };
}[KernelName];
