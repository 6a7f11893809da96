import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kernels } from '../../../src-core/kernels/kernels';
import { seeds } from '../../support/gradient-check';
import { between, implementations, tensor, TOLERANCE, unset } from '../../support/kernels';
import { expectClose, normals } from '../../support/numbers';
import { fixedRuns } from '../../support/properties';

interface Case {
  readonly n: number;
  readonly channels: number;
  readonly area: number;
  readonly epsilon: number;
  readonly momentum: number;
  readonly seed: number;
}

const cases: fc.Arbitrary<Case> = fc.record({
  n: between(1, 5),
  channels: between(1, 4),
  area: fc.oneof(fc.constant(1), between(2, 12)),
  epsilon: fc.constantFrom(1e-5, 1e-3, 0.1),
  momentum: fc.constantFrom(0, 0.1, 0.9, 1),
  seed: seeds,
});

/** Tensors of a case, and two values in x beyond the batch. */
function tensorsOf(kernels: Kernels, { n, channels, area, seed }: Case) {
  const length = n * channels * area;
  const drawn = (size: number, offset: number): Float32Array => tensor(kernels, normals(size, seed + offset));
  return {
    length,
    x: tensor(kernels, [...normals(length, seed).map((value) => 3 * value + 2), NaN, NaN]),
    dy: tensor(kernels, [...normals(length, seed + 1), NaN, NaN]),
    gamma: drawn(channels, 2),
    beta: drawn(channels, 3),
    runningMean: drawn(channels, 4),
    runningVar: tensor(
      kernels,
      normals(channels, seed + 5).map((value) => Math.abs(value) + 0.1),
    ),
    mean: unset(kernels, channels),
    invStd: unset(kernels, channels),
    y: unset(kernels, length + 2),
    dx: unset(kernels, length + 2),
    dgamma: drawn(channels, 6),
    dbeta: drawn(channels, 7),
  };
}
type Tensors = ReturnType<typeof tensorsOf>;

function forward(kernels: Kernels, t: Tensors, { n, channels, area, momentum, epsilon }: Case): void {
  const statistics = [t.mean, t.invStd, t.runningMean, t.runningVar] as const;
  kernels.batchNorm(t.x, t.gamma, t.beta, ...statistics, t.y, n, channels, area, momentum, epsilon);
}

/** Places of the values of one channel in (n, channels, area). */
function placesOf(channel: number, { n, channels, area }: Case): number[] {
  return Array.from({ length: n * channels * area }, (_, i) => i).filter(
    (i) => Math.floor(i / area) % channels === channel,
  );
}

/** Mean and variance of values, each from its definition: the variance as half the mean squared distance of two values. */
function momentsOf(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let distances = 0;
  for (const a of values) for (const b of values) distances += (a - b) ** 2;
  return { mean, variance: distances / (2 * values.length ** 2) };
}

/** Values near 0 are measured against 1. */
function expectNear(actual: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expectClose([...Array.from(actual), 1], [...expected, 1], tolerance);
}

describe.each(implementations)('batch normalization: $name', (kernels) => {
  it('normalizes each channel by the batch and moves the running statistics as defined', () => {
    const property = fc.property(cases, (c) => {
      const t = tensorsOf(kernels, c);
      const [oldMean, oldVar] = [[...t.runningMean], [...t.runningVar]];
      forward(kernels, t, c);
      for (let channel = 0; channel < c.channels; channel++) {
        const places = placesOf(channel, c);
        const { mean, variance } = momentsOf(places.map((i) => t.x[i]));
        const deviation = Math.sqrt(variance + c.epsilon);
        const expected = places.map((i) => (t.gamma[channel] * (t.x[i] - mean)) / deviation + t.beta[channel]);
        // Of few values in one place little is left but what float32 made of their mean, over √ε.
        const tolerance = TOLERANCE + 1e-6 / deviation;
        expectNear(
          places.map((i) => t.y[i]),
          expected,
          tolerance,
        );
        expectNear([t.mean[channel], t.invStd[channel] * deviation], [mean, 1], TOLERANCE);
        const unbiased = places.length > 1 ? (variance * places.length) / (places.length - 1) : 0;
        const move = (from: number, to: number): number => (1 - c.momentum) * from + c.momentum * to;
        expectNear([t.runningMean[channel]], [move(oldMean[channel], mean)], TOLERANCE);
        expectClose([t.runningVar[channel], 1], [move(oldVar[channel], unbiased), 1], TOLERANCE);
      }
      expect([...t.y.subarray(t.length)]).toEqual([NaN, NaN]);
    });
    fc.assert(property, fixedRuns());
  });

  it('gives outputs of mean β and deviation γ wherever the batch is', () => {
    const values = tensor(kernels, [1001, 1002, 1003, 1004, 2001, 2002, 2003, 2004]);
    const t = { ...tensorsOf(kernels, { n: 4, channels: 1, area: 2, epsilon: 1e-5, momentum: 0.1, seed: 1 }) };
    forward(kernels, { ...t, x: values }, { n: 4, channels: 1, area: 2, epsilon: 1e-5, momentum: 0.1, seed: 1 });
    const { mean, variance } = momentsOf([...t.y.subarray(0, 8)]);
    expect(mean).toBeCloseTo(t.beta[0], 5);
    expect(Math.sqrt(variance)).toBeCloseTo(Math.abs(t.gamma[0]), 5);
  });

  it('keeps the variance of values far from zero', () => {
    const c = { n: 4, channels: 1, area: 1, epsilon: 1e-5, momentum: 1, seed: 1 };
    const t = tensorsOf(kernels, c);
    forward(kernels, { ...t, x: tensor(kernels, [4096, 4097, 4098, 4099]) }, c);
    expectClose(t.runningVar, [5 / 3], TOLERANCE);
  });

  it('normalizes by the running statistics and leaves them alone', () => {
    const property = fc.property(cases, (c) => {
      const t = tensorsOf(kernels, c);
      const before = [[...t.runningMean], [...t.runningVar]];
      const statistics = [t.mean, t.invStd, t.runningMean, t.runningVar] as const;
      kernels.batchNormInference(t.x, t.gamma, t.beta, ...statistics, t.y, c.n, c.channels, c.area, c.epsilon);
      for (let i = 0; i < t.length; i++) {
        const k = Math.floor(i / c.area) % c.channels;
        const normalized = (t.x[i] - t.runningMean[k]) / Math.sqrt(t.runningVar[k] + c.epsilon);
        expectNear([t.y[i]], [t.gamma[k] * normalized + t.beta[k]], TOLERANCE);
      }
      expect(t.mean).toEqual(t.runningMean);
      expect([[...t.runningMean], [...t.runningVar]]).toEqual(before);
      expect([...t.y.subarray(t.length)]).toEqual([NaN, NaN]);
    });
    fc.assert(property, fixedRuns());
  });

  it('hands the gradient back through mean and variance too, as every pair of values depends on each other', () => {
    const property = fc.property(cases, (c) => {
      const t = tensorsOf(kernels, c);
      forward(kernels, t, c);
      const [dgamma, dbeta] = [[...t.dgamma], [...t.dbeta]];
      const sizes = [c.n, c.channels, c.area] as const;
      kernels.batchNormBackward(t.x, t.dy, t.gamma, t.mean, t.invStd, t.dx, t.dgamma, t.dbeta, ...sizes);
      for (let channel = 0; channel < c.channels; channel++) {
        const places = placesOf(channel, c);
        const count = places.length;
        const { mean, variance } = momentsOf(places.map((i) => t.x[i]));
        const deviation = Math.sqrt(variance + c.epsilon);
        const normalized = places.map((i) => (t.x[i] - mean) / deviation);
        // The Jacobian: dx̂ⱼ/dxᵢ = ([i = j] − 1/count − x̂ᵢ x̂ⱼ / count) / deviation.
        const expected = places.map((_, i) =>
          places.reduce((sum, place, j) => {
            const slope = ((i === j ? 1 : 0) - 1 / count - (normalized[i] * normalized[j]) / count) / deviation;
            return sum + t.dy[place] * t.gamma[channel] * slope;
          }, 0),
        );
        // Single values cancel out: what is left is measured against what was taken away.
        const scale = Math.abs(t.gamma[channel]) / deviation;
        expectNear(
          places.map((i) => t.dx[i] / scale),
          expected.map((value) => value / scale),
          TOLERANCE + 1e-6 / deviation,
        );
        dgamma[channel] += places.reduce((sum, place, j) => sum + t.dy[place] * normalized[j], 0);
        dbeta[channel] += places.reduce((sum, place) => sum + t.dy[place], 0);
        expectNear(
          [t.dgamma[channel], t.dbeta[channel]],
          [dgamma[channel], dbeta[channel]],
          TOLERANCE + 1e-6 / deviation,
        );
      }
      expect([...t.dx.subarray(t.length)]).toEqual([NaN, NaN]);
    });
    fc.assert(property, fixedRuns());
  });

  it('adds the gradients of γ and β where nobody needs that of x', () => {
    const property = fc.property(cases, (c) => {
      const [a, b] = [tensorsOf(kernels, c), tensorsOf(kernels, c)];
      const sizes = [c.n, c.channels, c.area] as const;
      for (const t of [a, b]) {
        forward(kernels, t, c);
        const dx = t === a ? t.dx : null;
        kernels.batchNormBackward(t.x, t.dy, t.gamma, t.mean, t.invStd, dx, t.dgamma, t.dbeta, ...sizes);
      }
      expect([b.dgamma, b.dbeta]).toEqual([a.dgamma, a.dbeta]);
    });
    fc.assert(property, fixedRuns(20));
  });

  it('hands the gradient back by constants while not learning', () => {
    const property = fc.property(cases, (c) => {
      const t = tensorsOf(kernels, c);
      const invStd = tensor(
        kernels,
        normals(c.channels, c.seed + 8).map((value) => Math.abs(value)),
      );
      kernels.batchNormInferenceBackward(t.dy, t.gamma, invStd, t.dx, c.n, c.channels, c.area);
      const expected = Array.from({ length: t.length }, (_, i) => {
        const k = Math.floor(i / c.area) % c.channels;
        return t.gamma[k] * invStd[k] * t.dy[i];
      });
      expectClose(t.dx.subarray(0, t.length), expected, TOLERANCE);
      expect([...t.dx.subarray(t.length)]).toEqual([NaN, NaN]);
    });
    fc.assert(property, fixedRuns());
  });
});
