import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeds } from '../../support/gradient-check';
import { between, implementations, tensor, TOLERANCE, unset } from '../../support/kernels';
import { expectClose, normals } from '../../support/numbers';
import { fixedRuns } from '../../support/properties';

describe.each(implementations)('squared error: $name', (kernels) => {
  it('puts a 1 at each label and zeros elsewhere, within the batch', () => {
    const property = fc.property(between(1, 5), between(2, 12), seeds, (n, size, seed) => {
      const labels = Array.from({ length: n }, (_, i) => (seed + 7 * i) % size);
      const targets = unset(kernels, (n + 1) * size);
      kernels.oneHot(tensor(kernels, [...labels, 0]), targets, n, size);
      const rows = labels.map((label) => Array.from({ length: size }, (_, k) => (k === label ? 1 : 0)));
      expect([...targets]).toEqual([...rows.flat(), ...new Array<number>(size).fill(NaN)]);
    });
    fc.assert(property, fixedRuns());
  });

  it('takes the label itself as the target of a single output', () => {
    const targets = unset(kernels, 4);
    kernels.oneHot(tensor(kernels, [0, 1, 1, 0]), targets, 3, 1);
    expect([...targets]).toEqual([0, 1, 1, NaN]);
  });

  it('gives losses and gradients as defined, within the batch', () => {
    const cases = fc.record({ n: between(1, 5), size: between(1, 12), seed: seeds });
    const property = fc.property(cases, fc.constantFrom(0.5, 1, 1 / 3), ({ n, size, seed }, factor) => {
      const y = tensor(kernels, normals((n + 1) * size, seed));
      const targets = tensor(kernels, normals((n + 1) * size, seed + 1));
      const [losses, dy] = [unset(kernels, n + 1), unset(kernels, (n + 1) * size)];
      kernels.squaredError(y, targets, losses, dy, n, size, factor);
      const differences = Array.from({ length: n * size }, (_, i) => y[i] - targets[i]);
      const expected = new Array<number>(n).fill(0);
      differences.forEach((difference, i) => (expected[Math.floor(i / size)] += factor * difference ** 2));
      expectClose(losses.subarray(0, n), expected, TOLERANCE);
      expectClose(
        dy.subarray(0, n * size),
        differences.map((difference) => (2 * factor * difference) / n),
        TOLERANCE,
      );
      expect([losses[n], ...dy.subarray(n * size)].every(Number.isNaN)).toBe(true);
    });
    fc.assert(property, fixedRuns());
  });

  it('computes a case worked out by hand', () => {
    const [losses, dy] = [kernels.allocate(2), kernels.allocate(4)];
    kernels.squaredError(tensor(kernels, [1, 2, 3, 4]), tensor(kernels, [0, 4, 3, 0]), losses, dy, 2, 2, 0.5);
    expect([...losses]).toEqual([2.5, 8]);
    expect([...dy]).toEqual([0.5, -1, 0, 2]);
  });
});
