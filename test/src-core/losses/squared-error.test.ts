import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { SquaredError, type SquaredErrorOptions } from '../../../src-core/losses/squared-error';
import { gradientError, numericGradient, seeds } from '../../support/gradient-check';
import { expectClose, normals } from '../../support/numbers';
import { fixedRuns } from '../../support/properties';

type Reduction = SquaredErrorOptions['reduction'];

const lossOf = (size: number, reduction: Reduction, maxBatch: number): SquaredError =>
  new SquaredError({ size, reduction }, referenceKernels, maxBatch);

const cases = fc.record({ n: fc.integer({ min: 1, max: 4 }), size: fc.integer({ min: 1, max: 8 }), seed: seeds });

/** Outputs (n, size) and labels; a single output tells two classes apart. */
function randomBatch({ n, size, seed }: { n: number; size: number; seed: number }): [Float32Array, Float32Array] {
  const classes = Math.max(2, size);
  return [normals(n * size, seed), Float32Array.from({ length: n }, (_, i) => (seed + i) % classes)];
}

/** The mean over the batch in float64. */
function definition(outputs: Float32Array, labels: Float32Array, size: number, reduction: Reduction): number {
  let sum = 0;
  outputs.forEach((output, i) => {
    const label = labels[Math.floor(i / size)];
    const target = size === 1 ? label : Number(i % size === label);
    sum += (output - target) ** 2;
  });
  return reduction === 'mean' ? sum / outputs.length : sum / 2 / labels.length;
}

describe.each(['mean', 'half'] as const)('SquaredError, %s', (reduction) => {
  it('has the gradient of finite differences', () => {
    let worst = 0;
    const property = fc.property(cases, (sizes) => {
      const [outputs, labels] = randomBatch(sizes);
      const loss = lossOf(sizes.size, reduction, sizes.n);
      loss.evaluate(outputs, labels, sizes.n);
      const slope = (): number => definition(outputs, labels, sizes.size, reduction);
      const numeric = numericGradient(outputs, outputs.length, slope);
      const error = gradientError([{ analytic: loss.gradient, numeric }]);
      expect(error).toBeLessThan(1e-3);
      worst = Math.max(worst, error);
    });
    fc.assert(property, fixedRuns(50));
    console.log(`squared error, ${reduction}: gradients within ${worst.toExponential(1)} of finite differences`);
  });

  it('is the mean over the batch', () => {
    const property = fc.property(cases, (sizes) => {
      const [outputs, labels] = randomBatch(sizes);
      const mean = lossOf(sizes.size, reduction, sizes.n).evaluate(outputs, labels, sizes.n);
      expectClose([mean], [definition(outputs, labels, sizes.size, reduction)], 1e-6);
    });
    fc.assert(property, fixedRuns());
  });

  it('looks at as many examples as the batch has', () => {
    const loss = lossOf(2, reduction, 3);
    const outputs = Float32Array.of(0, 3, NaN, NaN, NaN, NaN);
    expect(loss.evaluate(outputs, Float32Array.of(1, 0, 0), 1)).toBe(2);
  });

  it('leaves nothing of one batch in the next', () => {
    const loss = lossOf(3, reduction, 2);
    loss.evaluate(normals(6, 1), Float32Array.of(0, 1), 2);
    const outputs = Float32Array.of(0, 0, 1, 1, 0, 0);
    expect(loss.evaluate(outputs, Float32Array.of(2, 0), 2)).toBe(0);
    expect(loss.gradient.every((value) => value === 0)).toBe(true);
  });
});

describe('SquaredError', () => {
  const outputs = Float32Array.of(1, 2, 0, 0.5);
  const labels = Float32Array.of(1, 0);

  it('computes the mean worked out by hand', () => {
    const loss = lossOf(2, 'mean', 2);
    // (1 − 0)² + (2 − 1)² and (0 − 1)² + (0.5 − 0)², each over 2 outputs.
    expect(loss.evaluate(outputs, labels, 2)).toBe(0.8125);
    expect([...loss.losses]).toEqual([1, 0.625]);
    expect([...loss.gradient]).toEqual([0.5, 0.5, -0.5, 0.25]);
  });

  it('computes half the sum worked out by hand', () => {
    const loss = lossOf(2, 'half', 2);
    expect(loss.evaluate(outputs, labels, 2)).toBe(0.8125);
    expect([...loss.losses]).toEqual([1, 0.625]);
    expect([...loss.gradient]).toEqual([0.5, 0.5, -0.5, 0.25]);
  });

  it('tells mean and half apart where there are more or fewer outputs than two', () => {
    const three = Float32Array.of(3, 0, 0);
    expect(lossOf(3, 'mean', 1).evaluate(three, Float32Array.of(1), 1)).toBeCloseTo(10 / 3, 6);
    expect(lossOf(3, 'half', 1).evaluate(three, Float32Array.of(1), 1)).toBe(5);
    expect(lossOf(1, 'mean', 1).evaluate(Float32Array.of(3), Float32Array.of(1), 1)).toBe(4);
    expect(lossOf(1, 'half', 1).evaluate(Float32Array.of(3), Float32Array.of(1), 1)).toBe(2);
  });

  it('takes any targets', () => {
    const loss = lossOf(2, 'half', 1);
    expect(loss.evaluateTargets(Float32Array.of(1, 2), Float32Array.of(-1, 4), 1)).toBe(4);
    expect([...loss.gradient]).toEqual([2, -2]);
  });
});
