import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeds } from '../../support/gradient-check';
import { between, implementations, tensor, TOLERANCE, unset } from '../../support/kernels';
import { expectClose, normals } from '../../support/numbers';
import { fixedRuns } from '../../support/properties';

const rows = fc.record({ n: between(1, 4), classes: between(1, 12), seed: seeds });

/** eᶻ / Σ eᶻ of one row, in float64. */
function softmaxOf(logits: Float32Array): number[] {
  const powers = Array.from(logits, Math.exp);
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

const rowOf = (values: Float32Array, row: number, size: number): Float32Array =>
  values.subarray(row * size, (row + 1) * size);

describe.each(implementations)('softmax: $name', (kernels) => {
  it('gives probabilities: positive, of sum 1, not moved by a constant', () => {
    const property = fc.property(rows, between(-50, 50), ({ n, classes, seed }, shift) => {
      const logits = tensor(kernels, normals(n * classes, seed));
      const shifted = tensor(
        kernels,
        logits.map((value) => value + shift),
      );
      const [p, q] = [unset(kernels, n * classes), unset(kernels, n * classes)];
      kernels.softmax(logits, p, n, classes);
      kernels.softmax(shifted, q, n, classes);
      expect(Math.min(...p)).toBeGreaterThan(0);
      for (let row = 0; row < n; row++) {
        expect(rowOf(p, row, classes).reduce((total, value) => total + value, 0)).toBeCloseTo(1, 6);
        expectClose(rowOf(p, row, classes), softmaxOf(rowOf(logits, row, classes)), TOLERANCE);
      }
      expectClose(q, p, TOLERANCE);
    });
    fc.assert(property, fixedRuns());
  });

  it('hands the gradient back through every pair of outputs', () => {
    const property = fc.property(rows, ({ n, classes, seed }) => {
      const [logits, dy] = [normals(n * classes, seed), tensor(kernels, normals(n * classes, seed + 1))];
      const [y, dx] = [kernels.allocate(n * classes), unset(kernels, n * classes)];
      kernels.softmax(tensor(kernels, logits), y, n, classes);
      kernels.softmaxBackward(y, dy, dx, n, classes);
      const expected = Array.from({ length: n }, (_, row) => {
        const p = softmaxOf(rowOf(logits, row, classes));
        // The Jacobian: dyⱼ/dxᵢ = pⱼ ([i = j] − pᵢ).
        return p.map((pi, i) =>
          p.reduce((sum, pj, j) => sum + rowOf(dy, row, classes)[j] * pj * ((i === j ? 1 : 0) - pi), 0),
        );
      });
      // One class: all gradients are 0, and there is nothing to measure by.
      if (classes === 1) expect(Math.max(...dx.map(Math.abs))).toBeLessThan(1e-6);
      else expectClose(dx, expected.flat(), TOLERANCE);
    });
    fc.assert(property, fixedRuns());
  });

  it('gives the loss and gradient of a smoothed truth as defined', () => {
    const smoothings = fc.constantFrom(0, 0.1, 0.5, 1);
    const property = fc.property(rows, smoothings, fc.constantFrom(0, 1e-7, 0.1), (sizes, smoothing, epsilon) => {
      const { n, seed } = sizes;
      const classes = Math.max(2, sizes.classes);
      const logits = tensor(kernels, normals(n * classes, seed));
      const labels = tensor(
        kernels,
        Array.from({ length: n }, (_, i) => (seed + i) % classes),
      );
      const [losses, dlogits] = [unset(kernels, n), unset(kernels, n * classes)];
      kernels.softmaxCrossEntropy(logits, labels, losses, dlogits, n, classes, epsilon, smoothing);
      for (let row = 0; row < n; row++) {
        const p = softmaxOf(rowOf(logits, row, classes));
        const q = p.map((_, k) => (k === labels[row] ? 1 - smoothing : 0) + smoothing / classes);
        const loss = p.reduce((sum, pk, k) => sum - q[k] * Math.log(pk + epsilon), 0);
        expectClose([losses[row]], [loss], TOLERANCE);
        const gradient = p.map((pk, k) => (pk - q[k]) / n);
        expectClose([...rowOf(dlogits, row, classes), 1], [...gradient, 1], TOLERANCE);
      }
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

  it('computes a smoothed loss worked out by hand', () => {
    const [losses, dlogits] = [kernels.allocate(1), kernels.allocate(2)];
    const logits = tensor(kernels, [0, Math.log(3)]);
    // p = ¼ ¾, q = ¾ ¼: the loss is ¾ ln 4 + ¼ ln 4/3.
    kernels.softmaxCrossEntropy(logits, tensor(kernels, [0]), losses, dlogits, 1, 2, 0, 0.5);
    expectClose(losses, [0.75 * Math.log(4) + 0.25 * Math.log(4 / 3)], 1e-6);
    expectClose(dlogits, [-0.5, 0.5], 1e-6);
  });

  it('leaves what is beyond the batch alone', () => {
    const [losses, dlogits] = [unset(kernels, 2), unset(kernels, 4)];
    const labels = tensor(kernels, [1, 0]);
    kernels.softmaxCrossEntropy(tensor(kernels, [1, 2, 3, 4]), labels, losses, dlogits, 1, 2, 0, 0.1);
    expect([losses[1], dlogits[2], dlogits[3]]).toEqual([NaN, NaN, NaN]);
  });
});
