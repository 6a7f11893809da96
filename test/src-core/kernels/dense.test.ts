import fc from 'fast-check';
import { describe, it } from 'vitest';
import { seeds } from '../../support/gradient-check';
import { between, implementations, tensor, TOLERANCE, unset } from '../../support/kernels';
import { expectClose, normals } from '../../support/numbers';
import { fixedRuns } from '../../support/properties';

const denseCases = fc.record({ n: between(1, 4), I: between(1, 20), O: between(1, 20), seed: seeds });

describe.each(implementations)('dense: $name', (kernels) => {
  it('multiplies by the weights of a dense layer as defined, forward and backward', () => {
    const property = fc.property(denseCases, fc.boolean(), ({ n, I, O, seed }, withBias) => {
      const x = tensor(kernels, normals(n * I, seed));
      const weight = tensor(kernels, normals(O * I, seed + 1));
      const bias = withBias ? tensor(kernels, normals(O, seed + 2)) : null;
      const dy = tensor(kernels, normals(n * O, seed + 3));
      const y = unset(kernels, n * O);
      const dx = unset(kernels, n * I);
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
});
