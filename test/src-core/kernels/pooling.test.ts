import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WindowGeometry } from '../../../src-core/kernels/kernels';
import { implementations, tensor, TOLERANCE, unset } from '../../support/kernels';
import { distinctValues, expectClose, normals } from '../../support/numbers';
import { fixedRuns } from '../../support/properties';
import { inSize, outSize, pixelsOf, poolingCases } from '../../support/windows';

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

describe.each(implementations)('poolings: $name', (kernels) => {
  it('pools the mean of each window, padding counted as zeros, and hands the gradient back', () => {
    const property = fc.property(poolingCases, ({ g, n, seed }) => {
      const area = g.kernelHeight * g.kernelWidth;
      const x = tensor(kernels, normals(inSize(g, n), seed));
      const dy = tensor(kernels, normals(outSize(g, n), seed + 1));
      const y = unset(kernels, outSize(g, n));
      const dx = unset(kernels, inSize(g, n));
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

  it('pools the maximum of each window, padding left out', () => {
    const property = fc.property(poolingCases, ({ g, n, seed }) => {
      const x = tensor(
        kernels,
        distinctValues(inSize(g, n), seed).map((value) => value - 100),
      );
      const y = unset(kernels, outSize(g, n));
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
    const property = fc.property(poolingCases, ({ g, n, seed }) => {
      // Few different values: most windows have equal maxima.
      const x = tensor(
        kernels,
        normals(inSize(g, n), seed).map((value) => Math.round(value)),
      );
      const y = kernels.allocate(outSize(g, n));
      const dy = tensor(kernels, normals(outSize(g, n), seed + 1));
      const dx = unset(kernels, inSize(g, n));
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
});
