import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { WindowGeometry } from '../../../src-core/kernels/kernels';
import { between, implementations, tensor, TOLERANCE, unset } from '../../support/kernels';
import { expectClose, normals } from '../../support/numbers';
import { fixedRuns } from '../../support/properties';
import { convolutionCases, inSize, outSize, pixelsOf } from '../../support/windows';

const weightSize = (g: WindowGeometry): number => g.outChannels * g.inChannels * g.kernelHeight * g.kernelWidth;

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

describe.each(implementations)('convolutions: $name', (kernels) => {
  it('convolves as defined', () => {
    const property = fc.property(convolutionCases, fc.boolean(), ({ g, n, seed }, withBias) => {
      const x = tensor(kernels, normals(inSize(g, n), seed));
      const weight = tensor(kernels, normals(weightSize(g), seed + 1));
      const bias = withBias ? tensor(kernels, normals(g.outChannels, seed + 2)) : null;
      const y = unset(kernels, outSize(g, n));
      kernels.conv2d(x, weight, bias, y, n, g);

      const plane = g.outHeight * g.outWidth;
      const expected = Array.from(y, (_, i) => bias?.[Math.floor(i / plane) % g.outChannels] ?? 0);
      forEachProduct(n, g, (xi, yi, wi) => (expected[yi] += weight[wi] * x[xi]));
      expectClose(y, expected, TOLERANCE);
    });
    fc.assert(property, fixedRuns());
  });

  it('hands the gradient of a convolution back to its input as defined', () => {
    const property = fc.property(convolutionCases, ({ g, n, seed }) => {
      const dy = tensor(kernels, normals(outSize(g, n), seed));
      const weight = tensor(kernels, normals(weightSize(g), seed + 1));
      const dx = unset(kernels, inSize(g, n));
      kernels.conv2dBackwardInput(dy, weight, dx, n, g);

      const expected = new Array<number>(dx.length).fill(0);
      forEachProduct(n, g, (xi, yi, wi) => (expected[xi] += weight[wi] * dy[yi]));
      expectClose(dx, expected, TOLERANCE);
    });
    fc.assert(property, fixedRuns());
  });

  it('adds the gradient of a convolution to those of its weight and bias as defined', () => {
    const property = fc.property(convolutionCases, fc.boolean(), ({ g, n, seed }, withBias) => {
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

  it('convolves channel by channel as a convolution does whose other weights are zero', () => {
    const property = fc.property(convolutionCases, between(1, 3), ({ g: any, n, seed }, multiplier) => {
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
});
