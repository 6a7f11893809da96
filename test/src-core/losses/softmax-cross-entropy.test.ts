import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { SoftmaxCrossEntropy } from '../../../src-core/losses/softmax-cross-entropy';
import { gradientError, numericGradient, seeds } from '../../support/gradient-check';
import { expectClose, normals } from '../../support/numbers';
import { fixedRuns } from '../../support/properties';

const lossOf = (classes: number, epsilon: number, maxBatch: number, smoothing = 0): SoftmaxCrossEntropy =>
  new SoftmaxCrossEntropy({ classes, epsilon, smoothing }, referenceKernels, maxBatch);

const cases = fc.record({
  n: fc.integer({ min: 1, max: 4 }),
  classes: fc.integer({ min: 2, max: 8 }),
  seed: seeds,
});

function randomBatch({ n, classes, seed }: { n: number; classes: number; seed: number }): [Float32Array, Float32Array] {
  return [normals(n * classes, seed), Float32Array.from({ length: n }, (_, i) => (seed + i) % classes)];
}

interface Definition {
  readonly classes: number;
  readonly epsilon: number;
  readonly smoothing?: number;
}

/** Mean of −Σ q ln(p + ε), in float64: the truth is right with 1 − s, and any class at all with s. */
function definition(
  logits: Float32Array,
  labels: Float32Array,
  { classes, epsilon, smoothing = 0 }: Definition,
): number {
  const losses = Array.from(labels, (label, row) => {
    const powers = Array.from(logits.subarray(row * classes, (row + 1) * classes), Math.exp);
    const sum = powers.reduce((total, power) => total + power, 0);
    const each = powers.map((power) => -Math.log(power / sum + epsilon));
    return (1 - smoothing) * each[label] + (smoothing * each.reduce((total, value) => total + value, 0)) / classes;
  });
  return losses.reduce((sum, value) => sum + value, 0) / losses.length;
}

describe('SoftmaxCrossEntropy', () => {
  it.each([
    [0, 0],
    [0, 0.1],
    [0, 0.5],
    [1e-7, 0],
    [1e-7, 0.1],
  ])('has the gradient of finite differences, ε = %d, smoothing %d', (epsilon, smoothing) => {
    let worst = 0;
    const property = fc.property(cases, (sizes) => {
      const [logits, labels] = randomBatch(sizes);
      const loss = lossOf(sizes.classes, epsilon, sizes.n, smoothing);
      loss.evaluate(logits, labels, sizes.n);
      const mean = (): number => definition(logits, labels, { classes: sizes.classes, epsilon, smoothing });
      const error = gradientError([{ analytic: loss.gradient, numeric: numericGradient(logits, logits.length, mean) }]);
      expect(error).toBeLessThan(1e-3);
      worst = Math.max(worst, error);
    });
    fc.assert(property, fixedRuns(50));
    const what = `softmax cross-entropy, ε = ${epsilon}, smoothing ${smoothing}`;
    console.log(`${what}: gradients within ${worst.toExponential(1)} of finite differences`);
  });

  it.each([
    [0, 0],
    [1e-7, 0],
    [0, 0.1],
    [1e-7, 0.3],
  ])('is the mean of −Σ q ln(p + ε), ε = %d, smoothing %d', (epsilon, smoothing) => {
    const property = fc.property(cases, (sizes) => {
      const [logits, labels] = randomBatch(sizes);
      const mean = lossOf(sizes.classes, epsilon, sizes.n, smoothing).evaluate(logits, labels, sizes.n);
      expectClose([mean], [definition(logits, labels, { classes: sizes.classes, epsilon, smoothing })], 1e-6);
    });
    fc.assert(property, fixedRuns());
  });

  it('shows what ε does where the network is surely wrong', () => {
    const [logits, labels] = [Float32Array.of(0, 200), Float32Array.of(0)];
    expect(lossOf(2, 0, 1).evaluate(logits, labels, 1)).toBe(200);
    expect(lossOf(2, 1e-7, 1).evaluate(logits, labels, 1)).toBeCloseTo(-Math.log(1e-7), 5);
  });

  it('leaves ε out of the gradient', () => {
    const [logits, labels] = randomBatch({ n: 3, classes: 4, seed: 1 });
    const [exact, clipped] = [lossOf(4, 0, 3), lossOf(4, 0.1, 3)];
    exact.evaluate(logits, labels, 3);
    clipped.evaluate(logits, labels, 3);
    expect(clipped.gradient).toEqual(exact.gradient);
  });

  it('computes a case worked out by hand', () => {
    const loss = lossOf(3, 0, 2);
    const logits = Float32Array.of(0, 0, Math.log(2), 0, 0, 0);
    // p = ¼ ¼ ½ and ⅓ ⅓ ⅓
    expect(loss.evaluate(logits, Float32Array.of(2, 0), 2)).toBeCloseTo((Math.log(2) + Math.log(3)) / 2, 6);
    expectClose(loss.losses, [Math.log(2), Math.log(3)], 1e-7);
    expectClose(loss.gradient, [1 / 8, 1 / 8, -1 / 4, -1 / 3, 1 / 6, 1 / 6], 1e-6);
  });

  it('is least where the network is as unsure as the smoothed truth', () => {
    const loss = lossOf(4, 0, 1, 0.2);
    // q = 0.85 0.05 0.05 0.05: logits ln q have no gradient, and their loss is the entropy of q.
    const [sure, rest] = [0.85 * Math.log(0.85), 0.05 * Math.log(0.05)];
    const logits = Float32Array.of(Math.log(0.85), Math.log(0.05), Math.log(0.05), Math.log(0.05));
    expect(loss.evaluate(logits, Float32Array.of(0), 1)).toBeCloseTo(-sure - 3 * rest, 6);
    for (const value of loss.gradient) expect(Math.abs(value)).toBeLessThan(1e-7);
  });

  it('stays finite for logits of any size', () => {
    const loss = lossOf(3, 0, 1);
    expect(loss.evaluate(Float32Array.of(3e38, -3e38, 0), Float32Array.of(0), 1)).toBe(0);
    expect([...loss.gradient]).toEqual([0, 0, 0]);
  });

  it('looks at as many examples as the batch has', () => {
    const loss = lossOf(2, 0, 3);
    const logits = Float32Array.of(0, 0, NaN, NaN, NaN, NaN);
    expect(loss.evaluate(logits, Float32Array.of(1, 0, 0), 1)).toBeCloseTo(Math.log(2), 6);
  });
});
