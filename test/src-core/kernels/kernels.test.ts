import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kernels, WindowGeometry } from '../../../src-core/kernels/kernels';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { seeds } from '../../support/gradient-check';
import { distinctValues, expectClose, normals } from '../../support/numbers';
import { fixedRuns } from '../../support/properties';

/** Everything that satisfies the contract; each is held against the definitions below. */
const implementations: readonly Kernels[] = [referenceKernels];

const TOLERANCE = 1e-5;
const between = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

/** A tensor of the kernels' own memory. */
function tensor(kernels: Kernels, values: ArrayLike<number>): Float32Array {
  const allocated = kernels.allocate(values.length);
  allocated.set(values);
  return allocated;
}

/** One side of a window: any padding that leaves each window at least one pixel, ending in or beyond the image. */
const side = fc
  .record({ size: between(1, 7), kernel: between(1, 4), stride: between(1, 3), out: between(1, 5), pad: between(0, 3) })
  .map(({ size, kernel, stride, out, pad }) => {
    const padding = Math.min(pad, kernel - 1);
    return { size, kernel, stride, padding, out: Math.min(out, Math.floor((size - 1 + padding) / stride) + 1) };
  });

/** Windows of any rectangle: kernels, strides and paddings that differ in the two directions. */
const geometries: fc.Arbitrary<WindowGeometry> = fc
  .tuple(between(1, 3), between(1, 3), side, side)
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
const windowCases = fc.record({ g: geometries, n: between(1, 3), seed: seeds });

const inSize = (g: WindowGeometry, n: number): number => n * g.inChannels * g.inHeight * g.inWidth;
const outSize = (g: WindowGeometry, n: number): number => n * g.outChannels * g.outHeight * g.outWidth;
const weightSize = (g: WindowGeometry): number => g.outChannels * g.inChannels * g.kernelHeight * g.kernelWidth;

/** The definition of a window: which input pixels output pixel (oy, ox) sees, and at which place of the kernel. */
function pixelsOf(oy: number, ox: number, g: WindowGeometry): { pixel: number; place: number }[] {
  const seen: { pixel: number; place: number }[] = [];
  for (let ky = 0; ky < g.kernelHeight; ky++) {
    for (let kx = 0; kx < g.kernelWidth; kx++) {
      const iy = oy * g.strideY + ky - g.paddingTop;
      const ix = ox * g.strideX + kx - g.paddingLeft;
      const inside = iy >= 0 && iy < g.inHeight && ix >= 0 && ix < g.inWidth;
      if (inside) seen.push({ pixel: iy * g.inWidth + ix, place: ky * g.kernelWidth + kx });
    }
  }
  return seen;
}

type Visit = (x: number, y: number, weight: number, oc: number) => void;

/** The definition of a convolution: every product, as indices into x, y and weight. */
function forEachProduct(n: number, g: WindowGeometry, visit: Visit): void {
  for (let example = 0; example < n; example++) {
    for (let oc = 0; oc < g.outChannels; oc++) {
      for (let ic = 0; ic < g.inChannels; ic++) {
        for (let out = 0; out < g.outHeight * g.outWidth; out++) {
          const y = (example * g.outChannels + oc) * g.outHeight * g.outWidth + out;
          for (const { pixel, place } of pixelsOf(Math.floor(out / g.outWidth), out % g.outWidth, g)) {
            const x = (example * g.inChannels + ic) * g.inHeight * g.inWidth + pixel;
            visit(x, y, (oc * g.inChannels + ic) * g.kernelHeight * g.kernelWidth + place, oc);
          }
        }
      }
    }
  }
}

/** Calls `visit` with the places in x and y of each pooling window. */
function forEachWindow(n: number, g: WindowGeometry, visit: (places: number[], y: number) => void): void {
  const plane = g.outHeight * g.outWidth;
  for (let y = 0; y < n * g.outChannels * plane; y++) {
    const start = Math.floor(y / plane) * g.inHeight * g.inWidth;
    const out = y % plane;
    const pixels = pixelsOf(Math.floor(out / g.outWidth), out % g.outWidth, g);
    visit(
      pixels.map(({ pixel }) => start + pixel),
      y,
    );
  }
}

describe.each(implementations)('kernels: $name', (kernels) => {
  it('allocates zeros', () => {
    expect([...kernels.allocate(5)]).toEqual([0, 0, 0, 0, 0]);
    expect(kernels.allocate(0)).toHaveLength(0);
  });

  it('fills the whole of a tensor', () => {
    const x = tensor(kernels, [1, 2, 3]);
    kernels.fill(x, -0.5);
    expect([...x]).toEqual([-0.5, -0.5, -0.5]);
  });

  it('accumulates as many values as it is told', () => {
    const y = tensor(kernels, [1, 2, 3]);
    kernels.accumulate(tensor(kernels, [10, 20, 30]), y, 2);
    expect([...y]).toEqual([11, 22, 3]);
  });

  it('convolves as defined', () => {
    const property = fc.property(windowCases, fc.boolean(), ({ g, n, seed }, withBias) => {
      const x = tensor(kernels, normals(inSize(g, n), seed));
      const weight = tensor(kernels, normals(weightSize(g), seed + 1));
      const bias = withBias ? tensor(kernels, normals(g.outChannels, seed + 2)) : null;
      const y = tensor(kernels, new Float32Array(outSize(g, n)).fill(NaN));
      kernels.conv2d(x, weight, bias, y, n, g);

      const plane = g.outHeight * g.outWidth;
      const expected = Array.from(y, (_, i) => bias?.[Math.floor(i / plane) % g.outChannels] ?? 0);
      forEachProduct(n, g, (xi, yi, wi) => (expected[yi] += weight[wi] * x[xi]));
      expectClose(y, expected, TOLERANCE);
    });
    fc.assert(property, fixedRuns());
  });

  it('hands the gradient of a convolution back to its input as defined', () => {
    const property = fc.property(windowCases, ({ g, n, seed }) => {
      const dy = tensor(kernels, normals(outSize(g, n), seed));
      const weight = tensor(kernels, normals(weightSize(g), seed + 1));
      const dx = tensor(kernels, new Float32Array(inSize(g, n)).fill(NaN));
      kernels.conv2dBackwardInput(dy, weight, dx, n, g);

      const expected = new Array<number>(dx.length).fill(0);
      forEachProduct(n, g, (xi, yi, wi) => (expected[xi] += weight[wi] * dy[yi]));
      expectClose(dx, expected, TOLERANCE);
    });
    fc.assert(property, fixedRuns());
  });

  it('adds the gradient of a convolution to those of its weight and bias as defined', () => {
    const property = fc.property(windowCases, fc.boolean(), ({ g, n, seed }, withBias) => {
      const x = tensor(kernels, normals(inSize(g, n), seed));
      const dy = tensor(kernels, normals(outSize(g, n), seed + 1));
      const dweight = tensor(kernels, normals(weightSize(g), seed + 2));
      const dbias = withBias ? tensor(kernels, normals(g.outChannels, seed + 3)) : null;
      const [expectedWeight, expectedBias] = [Array.from(dweight), Array.from(dbias ?? [])];
      kernels.conv2dBackwardWeight(x, dy, dweight, dbias, n, g);

      forEachProduct(n, g, (xi, yi, wi) => (expectedWeight[wi] += x[xi] * dy[yi]));
      expectClose(dweight, expectedWeight, TOLERANCE);
      const plane = g.outHeight * g.outWidth;
      dy.forEach((value, i) => (expectedBias[Math.floor(i / plane) % g.outChannels] += value));
      if (dbias) expectClose(dbias, expectedBias, TOLERANCE);
    });
    fc.assert(property, fixedRuns());
  });

  it('pools the mean of each window, padding counted as zeros, and hands the gradient back', () => {
    const property = fc.property(windowCases, ({ g: any, n, seed }) => {
      const g = { ...any, outChannels: any.inChannels };
      const area = g.kernelHeight * g.kernelWidth;
      const x = tensor(kernels, normals(inSize(g, n), seed));
      const dy = tensor(kernels, normals(outSize(g, n), seed + 1));
      const y = tensor(kernels, new Float32Array(outSize(g, n)).fill(NaN));
      const dx = tensor(kernels, new Float32Array(inSize(g, n)).fill(NaN));
      kernels.averagePool2d(x, y, n, g);
      kernels.averagePool2dBackward(dy, dx, n, g);
      const expectedY = new Array<number>(y.length).fill(0);
      const expectedDx = new Array<number>(dx.length).fill(0);
      forEachWindow(n, g, (places, yi) => {
        for (const place of places) {
          expectedY[yi] += x[place] / area;
          expectedDx[place] += dy[yi] / area;
        }
      });
      expectClose(y, expectedY, TOLERANCE);
      expectClose(dx, expectedDx, TOLERANCE);
    });
    fc.assert(property, fixedRuns());
  });

  it('convolves channel by channel as a convolution does whose other weights are zero', () => {
    const property = fc.property(windowCases, between(1, 3), ({ g: any, n, seed }, multiplier) => {
      const g = { ...any, outChannels: any.inChannels * multiplier };
      const area = g.kernelHeight * g.kernelWidth;
      const x = tensor(kernels, normals(inSize(g, n), seed));
      const dy = tensor(kernels, normals(outSize(g, n), seed + 1));
      const weight = tensor(kernels, normals(g.outChannels * area, seed + 2));
      const bias = tensor(kernels, normals(g.outChannels, seed + 3));
      const full = kernels.allocate(weightSize(g));
      const placeOf = (oc: number): number => (oc * g.inChannels + Math.floor(oc / multiplier)) * area;
      for (let oc = 0; oc < g.outChannels; oc++) full.set(weight.subarray(oc * area, (oc + 1) * area), placeOf(oc));

      const [y, fullY] = [kernels.allocate(outSize(g, n)), kernels.allocate(outSize(g, n))];
      kernels.depthwiseConv2d(x, weight, bias, y, n, g);
      kernels.conv2d(x, full, bias, fullY, n, g);
      expectClose(y, fullY, TOLERANCE);

      const [dx, fullDx] = [kernels.allocate(inSize(g, n)), kernels.allocate(inSize(g, n))];
      kernels.depthwiseConv2dBackwardInput(dy, weight, dx, n, g);
      kernels.conv2dBackwardInput(dy, full, fullDx, n, g);
      expectClose(dx, fullDx, TOLERANCE);

      const [dweight, fullDweight] = [kernels.allocate(weight.length), kernels.allocate(full.length)];
      const [dbias, fullDbias] = [kernels.allocate(g.outChannels), kernels.allocate(g.outChannels)];
      kernels.depthwiseConv2dBackwardWeight(x, dy, dweight, dbias, n, g);
      kernels.conv2dBackwardWeight(x, dy, fullDweight, fullDbias, n, g);
      const own = Array.from({ length: g.outChannels }, (_, oc) => [
        ...fullDweight.subarray(placeOf(oc), placeOf(oc) + area),
      ]);
      expectClose(dweight, own.flat(), TOLERANCE);
      expectClose(dbias, fullDbias, TOLERANCE);
    });
    fc.assert(property, fixedRuns());
  });

  it('pools the maximum of each window, padding left out', () => {
    const property = fc.property(windowCases, ({ g: any, n, seed }) => {
      const g = { ...any, outChannels: any.inChannels };
      const x = tensor(
        kernels,
        distinctValues(inSize(g, n), seed).map((value) => value - 100),
      );
      const y = tensor(kernels, new Float32Array(outSize(g, n)).fill(NaN));
      kernels.maxPool2d(x, y, n, g);
      forEachWindow(n, g, (places, yi) => {
        expect(y[yi]).toBe(Math.max(...places.map((i) => x[i])));
      });
    });
    fc.assert(property, fixedRuns());
  });

  it('lets what is not a number through a pooling window, so that it is noticed', () => {
    const g = { inChannels: 1, inHeight: 1, inWidth: 6, outChannels: 1, outHeight: 1, outWidth: 2 };
    const window = { kernelHeight: 1, kernelWidth: 3, strideY: 1, strideX: 3, paddingTop: 0, paddingLeft: 0 };
    const y = tensor(kernels, [0, 0]);
    kernels.maxPool2d(tensor(kernels, [1, NaN, 2, 3, 5, 4]), y, 1, { ...g, ...window });
    expect([...y]).toEqual([NaN, 5]);
  });

  it.each(['first', 'all'] as const)('hands the gradient back to the maxima, ties: %s', (ties) => {
    const property = fc.property(windowCases, ({ g: any, n, seed }) => {
      const g = { ...any, outChannels: any.inChannels };
      // Few different values: most windows have equal maxima.
      const x = tensor(
        kernels,
        normals(inSize(g, n), seed).map((value) => Math.round(value)),
      );
      const y = kernels.allocate(outSize(g, n));
      const dy = tensor(kernels, normals(outSize(g, n), seed + 1));
      const dx = tensor(kernels, new Float32Array(inSize(g, n)).fill(NaN));
      kernels.maxPool2d(x, y, n, g);
      kernels.maxPool2dBackward(x, y, dy, dx, n, g, ties);

      const expected = new Array<number>(dx.length).fill(0);
      forEachWindow(n, g, (places, yi) => {
        const maxima = places.filter((i) => x[i] === y[yi]);
        for (const i of ties === 'first' ? maxima.slice(0, 1) : maxima) expected[i] += dy[yi];
      });
      expectClose(dx, expected, TOLERANCE);
    });
    fc.assert(property, fixedRuns());
  });

  const denseCases = fc.record({ n: between(1, 4), I: between(1, 20), O: between(1, 20), seed: seeds });

  it('multiplies by the weights of a dense layer as defined, forward and backward', () => {
    const property = fc.property(denseCases, fc.boolean(), ({ n, I, O, seed }, withBias) => {
      const x = tensor(kernels, normals(n * I, seed));
      const weight = tensor(kernels, normals(O * I, seed + 1));
      const bias = withBias ? tensor(kernels, normals(O, seed + 2)) : null;
      const dy = tensor(kernels, normals(n * O, seed + 3));
      const y = tensor(kernels, new Float32Array(n * O).fill(NaN));
      const dx = tensor(kernels, new Float32Array(n * I).fill(NaN));
      kernels.dense(x, weight, bias, y, n, I, O);
      kernels.denseBackwardInput(dy, weight, dx, n, I, O);

      const expectedY = Array.from(y, (_, i) => bias?.[i % O] ?? 0);
      const expectedDx = new Array<number>(n * I).fill(0);
      for (let i = 0; i < n * O * I; i++) {
        const [example, o, feature] = [Math.floor(i / (O * I)), Math.floor(i / I) % O, i % I];
        expectedY[example * O + o] += weight[o * I + feature] * x[example * I + feature];
        expectedDx[example * I + feature] += weight[o * I + feature] * dy[example * O + o];
      }
      expectClose(y, expectedY, TOLERANCE);
      expectClose(dx, expectedDx, TOLERANCE);
    });
    fc.assert(property, fixedRuns());
  });

  it('adds the gradient of a dense layer to those of its weight and bias as defined', () => {
    const property = fc.property(denseCases, fc.boolean(), ({ n, I, O, seed }, withBias) => {
      const x = tensor(kernels, normals(n * I, seed));
      const dy = tensor(kernels, normals(n * O, seed + 1));
      const dweight = tensor(kernels, normals(O * I, seed + 2));
      const dbias = withBias ? tensor(kernels, normals(O, seed + 3)) : null;
      const [expectedWeight, expectedBias] = [Array.from(dweight), Array.from(dbias ?? [])];
      kernels.denseBackwardWeight(x, dy, dweight, dbias, n, I, O);

      for (let i = 0; i < n * O * I; i++) {
        const [example, o, feature] = [Math.floor(i / (O * I)), Math.floor(i / I) % O, i % I];
        expectedWeight[o * I + feature] += dy[example * O + o] * x[example * I + feature];
      }
      dy.forEach((value, i) => (expectedBias[i % O] += value));
      expectClose(dweight, expectedWeight, TOLERANCE);
      if (dbias) expectClose(dbias, expectedBias, TOLERANCE);
    });
    fc.assert(property, fixedRuns());
  });

  it('cuts off below zero over as many values as it is told', () => {
    const [y, dx] = [tensor(kernels, [9, 9, 9, 9]), tensor(kernels, [9, 9, 9, 9])];
    kernels.relu(tensor(kernels, [-1, 0, 2, 3]), y, 3);
    expect([...y]).toEqual([0, 0, 2, 9]);
    kernels.reluBackward(y, tensor(kernels, [4, 5, 6, 7]), dx, 3);
    expect([...dx]).toEqual([0, 0, 6, 9]);
  });

  it('gives probabilities: positive, of sum 1, not moved by a constant', () => {
    const rows = fc.record({ n: between(1, 4), classes: between(2, 12), seed: seeds, shift: between(-50, 50) });
    const property = fc.property(rows, ({ n, classes, seed, shift }) => {
      const logits = tensor(kernels, normals(n * classes, seed));
      const shifted = tensor(
        kernels,
        logits.map((value) => value + shift),
      );
      const [p, q] = [kernels.allocate(n * classes), kernels.allocate(n * classes)];
      kernels.softmax(logits, p, n, classes);
      kernels.softmax(shifted, q, n, classes);
      expect(Math.min(...p)).toBeGreaterThan(0);
      for (let row = 0; row < n; row++) {
        const sum = p.subarray(row * classes, (row + 1) * classes).reduce((total, value) => total + value, 0);
        expect(sum).toBeCloseTo(1, 6);
      }
      expectClose(q, p, TOLERANCE);
    });
    fc.assert(property, fixedRuns());
  });

  it('computes a softmax and a loss worked out by hand', () => {
    const logits = tensor(kernels, [0, Math.log(3), 1000, -1000]);
    const probabilities = kernels.allocate(4);
    kernels.softmax(logits, probabilities, 2, 2);
    expectClose(probabilities, [0.25, 0.75, 1, 0], 1e-7);

    const [losses, dlogits] = [kernels.allocate(2), kernels.allocate(4)];
    kernels.softmaxCrossEntropy(logits, tensor(kernels, [0, 0]), losses, dlogits, 2, 2, 0, 0);
    expectClose(losses, [Math.log(4), 0], 1e-7);
    expectClose(dlogits, [-0.375, 0.375, 0, 0], 1e-7);
  });

  it('takes a step with momentum that was worked out by hand', () => {
    const [value, velocity] = [tensor(kernels, [1, -1]), tensor(kernels, [0.5, 0])];
    kernels.sgdStep(value, tensor(kernels, [2, 4]), velocity, tensor(kernels, [0.25, 0.5, 0, 0]));
    expect([...velocity]).toEqual([2.25, 4]);
    expect([...value]).toEqual([0.4375, -2]);
  });
});
