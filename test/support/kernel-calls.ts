import fc from 'fast-check';
import type { WindowGeometry } from '../../src-core/kernels/kernels';
import type { KernelName } from '../../src-core/kernels/wasm/encode';
import { seeds } from './gradient-check';
import { normals } from './numbers';

/** A call with plain arrays for its tensors: to be made with the tensors of any kernels. */
export interface LooseCall {
  readonly kernel: KernelName;
  readonly args: readonly unknown[];
}

const between = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

/** One side of a window on an image of a size that real networks have. */
const side = fc
  .record({
    size: between(1, 33),
    kernel: fc.constantFrom(1, 2, 3, 4, 5),
    stride: fc.constantFrom(1, 1, 1, 2, 3),
    pad: between(0, 4),
  })
  .map(({ size, kernel, stride, pad }) => {
    const padding = Math.min(pad, kernel - 1);
    return { size, kernel, stride, padding, out: Math.floor(Math.max(0, size + 2 * padding - kernel) / stride) + 1 };
  });

/** Any number, and often one by the eight, for which some kernels take another way. */
const channels = fc.oneof(between(1, 14), fc.constantFrom(8, 16));

const geometries: fc.Arbitrary<WindowGeometry> = fc
  .tuple(channels, channels, side, side)
  .map(([inChannels, outChannels, vertical, horizontal]) => ({
    inChannels,
    inHeight: vertical.size,
    inWidth: horizontal.size,
    outChannels,
    outHeight: vertical.out,
    outWidth: horizontal.out,
    kernelHeight: vertical.kernel,
    kernelWidth: horizontal.kernel,
    strideY: vertical.stride,
    strideX: horizontal.stride,
    paddingTop: vertical.padding,
    paddingLeft: horizontal.padding,
  }));

/** One side of a 3×3 window without stride, on images that are cut into up to seven tiles of four pixels. */
const tiledSide = fc
  .record({ size: between(1, 28), padding: between(0, 2) })
  .map(({ size, padding }) => ({ size: Math.max(size, 3 - 2 * padding), padding }));

/** Windows that may go by the algorithm of Winograd: from few channels on, mostly many. */
const manyChannels: fc.Arbitrary<WindowGeometry> = fc
  .tuple(between(4, 40), between(4, 40), tiledSide, tiledSide)
  .map(([inChannels, outChannels, vertical, horizontal]) => ({
    inChannels,
    inHeight: vertical.size,
    inWidth: horizontal.size,
    outChannels,
    outHeight: vertical.size + 2 * vertical.padding - 2,
    outWidth: horizontal.size + 2 * horizontal.padding - 2,
    kernelHeight: 3,
    kernelWidth: 3,
    strideY: 1,
    strideX: 1,
    paddingTop: vertical.padding,
    paddingLeft: horizontal.padding,
  }));

const inSize = (g: WindowGeometry, n: number): number => n * g.inChannels * g.inHeight * g.inWidth;
const outSize = (g: WindowGeometry, n: number): number => n * g.outChannels * g.outHeight * g.outWidth;
/** Windows of 2 × 2 of the output. */
const windowCount = (g: WindowGeometry, n: number): number =>
  n * g.outChannels * Math.floor(g.outHeight / 2) * Math.floor(g.outWidth / 2);
/** The pooling of 2 × 2 of the output. */
const halving = (g: WindowGeometry): WindowGeometry => ({
  ...{ inChannels: g.outChannels, inHeight: g.outHeight, inWidth: g.outWidth },
  ...{ outChannels: g.outChannels, outHeight: Math.floor(g.outHeight / 2), outWidth: Math.floor(g.outWidth / 2) },
  ...{ kernelHeight: 2, kernelWidth: 2, strideY: 2, strideX: 2, paddingTop: 0, paddingLeft: 0 },
});

/** Draws tensors one after the other, each from a seed of its own. */
function drawer(seed: number): (length: number) => Float32Array {
  let next = seed;
  return (length) => normals(length, next++);
}
const positive = (values: Float32Array): Float32Array => values.map(Math.abs);
/** What a kernel is to overwrite. */
const nothing = (length: number): Float32Array => new Float32Array(length).fill(NaN);
/** Bytes of four bits each, as a fused convolution leaves them for its gradient. */
const places = (length: number, seed: number): Float32Array =>
  new Float32Array(Uint8Array.from({ length: 4 * length }, (_, i) => (7 * i * i + seed) % 16).buffer);

/** The convolution of a geometry and both of its gradients. */
function convolutionsOf(g: WindowGeometry, n: number, bias: boolean, seed: number): LooseCall[] {
  const draw = drawer(seed);
  const weights = g.outChannels * g.inChannels * g.kernelHeight * g.kernelWidth;
  const biasOf = (length: number): Float32Array | null => (bias ? draw(length) : null);
  return [
    {
      kernel: 'conv2d',
      args: [draw(inSize(g, n)), draw(weights), biasOf(g.outChannels), nothing(outSize(g, n)), n, g],
    },
    { kernel: 'conv2dBackwardInput', args: [draw(outSize(g, n)), draw(weights), nothing(inSize(g, n)), n, g] },
    {
      kernel: 'conv2dBackwardWeight',
      args: [draw(inSize(g, n)), draw(outSize(g, n)), draw(weights), biasOf(g.outChannels), n, g],
    },
  ];
}

function windowCalls(any: WindowGeometry, n: number, bias: boolean, seed: number): LooseCall[] {
  const draw = drawer(seed + 10);
  const pool = { ...any, outChannels: any.inChannels };
  const deep = { ...any, outChannels: any.inChannels * (1 + (seed % 3)) };
  const area = any.kernelHeight * any.kernelWidth;
  const weights = any.outChannels * any.inChannels * area;
  const biasOf = (length: number): Float32Array | null => (bias ? draw(length) : null);
  const rounded = (length: number): Float32Array => draw(length).map((value) => Math.round(2 * value));
  const x = rounded(inSize(pool, n));
  const y = new Float32Array(outSize(pool, n));
  return [
    ...convolutionsOf(any, n, bias, seed),
    {
      kernel: 'depthwiseConv2d',
      args: [
        ...[draw(inSize(deep, n)), draw(deep.outChannels * area), biasOf(deep.outChannels)],
        ...[nothing(outSize(deep, n)), n, deep],
      ],
    },
    {
      kernel: 'depthwiseConv2dBackwardInput',
      args: [draw(outSize(deep, n)), draw(deep.outChannels * area), nothing(inSize(deep, n)), n, deep],
    },
    {
      kernel: 'depthwiseConv2dBackwardWeight',
      args: [
        ...[draw(inSize(deep, n)), draw(outSize(deep, n)), draw(deep.outChannels * area), biasOf(deep.outChannels)],
        ...[n, deep],
      ],
    },
    {
      kernel: 'conv2dReluMaxPool',
      args: [
        // Whole numbers, so that there are equal maxima and no sum is rounded.
        ...[rounded(inSize(any, n)), rounded(weights), bias ? rounded(any.outChannels) : null],
        ...[nothing(windowCount(any, n)), seed % 5 > 0 ? new Float32Array(windowCount(any, n)) : null],
        ...[n, any, seed % 2 > 0 ? 'all' : 'first'],
      ],
    },
    {
      kernel: 'reluMaxPool',
      args: [
        ...[
          rounded(outSize(any, n)),
          nothing(windowCount(any, n)),
          seed % 5 > 0 ? places(windowCount(any, n), seed) : null,
        ],
        ...[n, halving(any), seed % 2 > 0 ? 'all' : 'first'],
      ],
    },
    {
      kernel: 'reluMaxPoolBackward',
      args: [places(windowCount(any, n), seed), draw(windowCount(any, n)), nothing(outSize(any, n)), n, halving(any)],
    },
    { kernel: 'maxPool2d', args: [x, y, n, pool] },
    {
      kernel: 'maxPool2dBackward',
      args: [x, rounded(y.length), draw(y.length), nothing(x.length), n, pool, bias ? 'all' : 'first'],
    },
    { kernel: 'averagePool2d', args: [draw(x.length), nothing(y.length), n, pool] },
    { kernel: 'averagePool2dBackward', args: [draw(y.length), nothing(x.length), n, pool] },
  ];
}

function denseCalls(n: number, I: number, O: number, bias: boolean, seed: number): LooseCall[] {
  const draw = drawer(seed);
  const biasOf = (): Float32Array | null => (bias ? draw(O) : null);
  return [
    { kernel: 'dense', args: [draw(n * I), draw(O * I), biasOf(), nothing(n * O), n, I, O] },
    { kernel: 'denseBackwardInput', args: [draw(n * O), draw(O * I), nothing(n * I), n, I, O] },
    { kernel: 'denseBackwardWeight', args: [draw(n * I), draw(n * O), draw(O * I), biasOf(), n, I, O] },
    {
      kernel: 'denseWeightGradient',
      args: [draw(n * I), draw(n * O), nothing(O * I), bias ? nothing(O) : null, n, I, O],
    },
  ];
}

function elementwiseCalls(length: number, seed: number): LooseCall[] {
  const draw = drawer(seed);
  const wide = (): Float32Array => draw(length).map((value) => value * Math.abs(value) ** 3);
  const unary = (kernel: KernelName, ...more: number[]): LooseCall => ({
    kernel,
    args: [wide(), nothing(length), length, ...more],
  });
  const backward = (kernel: KernelName, ...more: number[]): LooseCall => ({
    kernel,
    args: [draw(length), draw(length), nothing(length), length, ...more],
  });
  const key = Float32Array.from([seed % 65536, 40_000, 65_535, (7 * seed) % 65536]);
  const update = (kernel: KernelName, state: Float32Array[], settings: number[]): LooseCall => ({
    kernel,
    args: [draw(length), draw(length), ...state, Float32Array.from(settings)],
  });
  return [
    { kernel: 'fill', args: [nothing(length), -1.5] },
    { kernel: 'accumulate', args: [draw(length), draw(length), length] },
    { kernel: 'scale', args: [draw(length), Float32Array.of(0.3)] },
    { kernel: 'copyRows', args: [draw(4 * length + 3), 3, 2 * length, nothing(4 * length), 1, length + 1, 2, length] },
    ...[unary('relu'), unary('sigmoid'), unary('tanh'), unary('leakyRelu', 0.01)],
    ...[backward('reluBackward'), backward('sigmoidBackward'), backward('tanhBackward')],
    backward('leakyReluBackward', 0.2),
    { kernel: 'dropout', args: [draw(length), nothing(length), length, 0.3, key, 4_000_000_000 + seed] },
    update('sgdStep', [draw(length)], [0.1, 0.9, 0.01, 0]),
    update('sgdStep', [draw(length)], [0.1, 0.9, 0.01, 1]),
    update('sgdStep', [draw(length)], [0.1, 0, 0.01, 0]),
    update(
      'adamStep',
      [draw(length), positive(draw(length))],
      [0.01, 0.9, 1 - 0.9, 0.999, 1 - 0.999, 1.5, 1e-8, 0.01, 0.99],
    ),
    update('rmspropStep', [positive(draw(length)), draw(length)], [0.01, 0.99, 1 - 0.99, 1e-8, 0.5, 0.01]),
    { kernel: 'sumOfSquares', args: [draw(length), Float32Array.of(2)] },
    { kernel: 'clipFactor', args: [Float32Array.of(length), nothing(1), 3] },
  ];
}

function rowCalls(n: number, size: number, seed: number): LooseCall[] {
  const draw = drawer(seed);
  const labels = Float32Array.from({ length: n }, (_, i) => (7 * i + seed) % size);
  const wide = (): Float32Array => draw(n * size).map((value) => 5 * value);
  return [
    { kernel: 'softmax', args: [wide(), nothing(n * size), n, size] },
    { kernel: 'softmaxBackward', args: [draw(n * size), draw(n * size), nothing(n * size), n, size] },
    { kernel: 'softmaxCrossEntropy', args: [wide(), labels, nothing(n), nothing(n * size), n, size, 0, 0] },
    { kernel: 'softmaxCrossEntropy', args: [wide(), labels, nothing(n), nothing(n * size), n, size, 1e-7, 0.1] },
    { kernel: 'oneHot', args: [labels, nothing(n * size), n, size] },
    { kernel: 'squaredError', args: [draw(n * size), draw(n * size), nothing(n), nothing(n * size), n, size, 0.5] },
  ];
}

function stepCalls(n: number, size: number, classes: number, seed: number): LooseCall[] {
  const draw = drawer(seed);
  const cursor = (): Float32Array => Float32Array.of(2);
  const count = n + 3;
  const numbers = Float32Array.from({ length: 3 * (n + 1) }, (_, i) => (5 * i + seed) % count);
  const labels = Float32Array.from({ length: count }, (_, i) => i % classes);
  const bytes = Uint8Array.from({ length: count * size }, (_, i) => (i * 37 + seed) % 256);
  const load = (images: Uint8Array | Float32Array): LooseCall => ({
    kernel: 'loadExamples',
    args: [
      ...[images, labels, numbers, cursor(), nothing(n * size), nothing(n), n + 1, n, size],
      ...[Math.fround(0.0127), Math.fround(-0.424)],
    ],
  });
  return [
    { kernel: 'takeRow', args: [draw(3 * size), cursor(), nothing(size)] },
    load(bytes),
    load(draw(count * size)),
    ...[bytes, draw(count * size)].map((images): LooseCall => {
      const maps = draw(3 * (n + 1) * 6);
      const [unit, factor, offset] = [1 / 255, 3.2, -0.4].map(Math.fround);
      return {
        kernel: 'loadMovedExamples',
        args: [
          ...[images, labels, numbers, maps, cursor(), nothing(n * size), nothing(n), n + 1, n],
          ...[1, 1, size, unit, factor, offset],
        ],
      };
    }),
    {
      kernel: 'recordStep',
      args: [draw(n * classes), labels.slice(0, n), draw(n), nothing(6), cursor(), n, classes],
    },
  ];
}

function batchNormCalls(n: number, channels: number, area: number, seed: number): LooseCall[] {
  const draw = drawer(seed);
  const size = n * channels * area;
  const perChannel = (): Float32Array => draw(channels);
  const shifted = (): Float32Array => draw(size).map((value) => value + 10);
  const sizes = [n, channels, area];
  const statistics = (): Float32Array[] => [perChannel(), positive(perChannel())];
  return [
    {
      kernel: 'batchNorm',
      args: [
        ...[shifted(), perChannel(), perChannel(), nothing(channels), nothing(channels), ...statistics()],
        ...[nothing(size), ...sizes, 0.1, 1e-5],
      ],
    },
    {
      kernel: 'batchNormInference',
      args: [
        ...[shifted(), perChannel(), perChannel(), nothing(channels), nothing(channels), ...statistics()],
        ...[nothing(size), ...sizes, 1e-5],
      ],
    },
    {
      kernel: 'batchNormBackward',
      args: [
        ...[shifted(), draw(size), perChannel(), perChannel().map((value) => value + 10), positive(perChannel())],
        ...[seed % 2 === 0 ? nothing(size) : null, perChannel(), perChannel(), ...sizes],
      ],
    },
    {
      kernel: 'batchNormInferenceBackward',
      args: [draw(size), perChannel(), perChannel(), nothing(size), ...sizes],
    },
  ];
}

/** One call of each kernel, most of them in shapes that no vector fits. */
export const kernelCalls: fc.Arbitrary<LooseCall[]> = fc
  .record({
    g: geometries,
    n: between(1, 9),
    bias: fc.boolean(),
    features: fc.tuple(between(1, 150), between(1, 40)),
    length: between(1, 300),
    classes: between(1, 14),
    seed: seeds,
  })
  .map(({ g, n, bias, features: [I, O], length, classes, seed }) => [
    ...windowCalls(g, n, bias, seed),
    ...denseCalls(2 * n + (seed % 2), I, O, bias, seed + 100),
    ...denseCalls(1, I, O, bias, seed + 500),
    ...elementwiseCalls(length, seed + 200),
    ...rowCalls(n, classes, seed + 300),
    ...stepCalls(n, I, classes, seed + 500),
    ...batchNormCalls(n, classes, I, seed + 400),
  ]);

/** The convolutions of shapes with many channels. */
export const convolutionCalls: fc.Arbitrary<LooseCall[]> = fc
  .record({ g: manyChannels, n: between(1, 4), bias: fc.boolean(), seed: seeds })
  .map(({ g, n, bias, seed }) => convolutionsOf(g, n, bias, seed));
