import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeds } from '../../support/gradient-check';
import { between, implementations, tensor, TOLERANCE } from '../../support/kernels';
import { expectClose, normals } from '../../support/numbers';
import { fixedRuns } from '../../support/properties';

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const rates = fc.double({ min: 1e-4, max: 1, noNaN: true });

describe.each(implementations)('updates: $name', (kernels) => {
  it('adds up squares over several tensors', () => {
    const property = fc.property(between(0, 50), between(1, 50), seeds, (first, second, seed) => {
      const [x, y] = [tensor(kernels, normals(first, seed)), tensor(kernels, normals(second, seed + 1))];
      const sum = kernels.allocate(1);
      kernels.sumOfSquares(x, sum);
      kernels.sumOfSquares(y, sum);
      expectClose(sum, [[...x, ...y].reduce((total, value) => total + value ** 2, 0)], TOLERANCE);
    });
    fc.assert(property, fixedRuns());
  });

  it('shortens what is longer than allowed and leaves the rest as it is', () => {
    const factorOf = (norm: number, maxNorm: number): number => {
      const factor = kernels.allocate(1);
      kernels.clipFactor(tensor(kernels, [norm ** 2]), factor, maxNorm);
      return factor[0];
    };
    expect(factorOf(10, 5)).toBeCloseTo(0.5, 6);
    expect(factorOf(3, 4)).toBe(1);
    expect(factorOf(0, 4)).toBe(1);
    expect(factorOf(0, 1e-9)).toBeCloseTo(1e-3, 9);
    expect(factorOf(NaN, 4)).toBeNaN();
  });

  it('scales the whole of a tensor', () => {
    const x = tensor(kernels, [1, -2, 3]);
    kernels.scale(x, tensor(kernels, [0.5]));
    expect([...x]).toEqual([0.5, -1, 1.5]);
    kernels.scale(kernels.allocate(0), tensor(kernels, [2]));
  });

  it('takes a step with momentum that was worked out by hand', () => {
    const [value, velocity] = [tensor(kernels, [1, -1]), tensor(kernels, [0.5, 0])];
    kernels.sgdStep(value, tensor(kernels, [2, 4]), velocity, tensor(kernels, [0.25, 0.5, 0, 0]));
    expect([...velocity]).toEqual([2.25, 4]);
    expect([...value]).toEqual([0.4375, -2]);
  });

  it('takes steps of gradient descent as defined', () => {
    const settings = fc.tuple(rates, fc.oneof(unit, fc.constant(0)), unit, fc.constantFrom(0, 1));
    const property = fc.property(between(0, 20), seeds, settings, (length, seed, numbers) => {
      const [value, grad, velocity] = [0, 1, 2].map((i) => tensor(kernels, normals(length, seed + i)));
      const before = [value, velocity].map((values) => [...values]);
      const [rate, momentum, decay, nesterov] = numbers;
      kernels.sgdStep(value, grad, velocity, tensor(kernels, numbers));
      const g = before[0].map((w, i) => grad[i] + decay * w);
      const expected = before[1].map((v, i) => momentum * v + g[i]);
      expectClose(velocity, Math.fround(momentum) === 0 ? before[1] : expected, TOLERANCE);
      const directions = expected.map((v, i) => (nesterov === 1 ? g[i] + momentum * v : v));
      expectClose(
        value,
        before[0].map((w, i) => w - rate * directions[i]),
        TOLERANCE,
      );
    });
    fc.assert(property, fixedRuns());
  });

  it('takes steps of Adam as defined', () => {
    const settings = fc.tuple(rates, unit, unit, fc.double({ min: 1, max: 30, noNaN: true }), rates, unit, unit);
    const property = fc.property(between(0, 20), seeds, settings, (length, seed, numbers) => {
      const [stepSize, beta1, beta2, correction, epsilon, l2, shrink] = numbers;
      const [value, grad, m, v] = [0, 1, 2, 3].map((i) => tensor(kernels, normals(length, seed + i)));
      v.forEach((square, i) => (v[i] = Math.abs(square)));
      const [w0, m0, v0] = [value, m, v].map((values) => [...values]);
      const list = [stepSize, beta1, 1 - beta1, beta2, 1 - beta2, correction, epsilon, l2, shrink];
      kernels.adamStep(value, grad, m, v, tensor(kernels, list));
      const g = w0.map((w, i) => grad[i] + l2 * w);
      const [m1, v1] = [
        m0.map((old, i) => beta1 * old + (1 - beta1) * g[i]),
        v0.map((old, i) => beta2 * old + (1 - beta2) * g[i] ** 2),
      ];
      expectClose(m, m1, TOLERANCE);
      expectClose(v, v1, TOLERANCE);
      const steps = m1.map((mean, i) => (stepSize * mean) / (Math.sqrt(v1[i]) * correction + epsilon));
      expectClose(
        value,
        w0.map((w, i) => shrink * w - steps[i]),
        TOLERANCE,
      );
    });
    fc.assert(property, fixedRuns());
  });

  it('takes steps of RMSprop as defined', () => {
    const settings = fc.tuple(rates, unit, rates, unit, unit);
    const property = fc.property(between(0, 20), seeds, settings, (length, seed, numbers) => {
      const [rate, alpha, epsilon, momentum, decay] = numbers;
      const [value, grad, s, buffer] = [0, 1, 2, 3].map((i) => tensor(kernels, normals(length, seed + i)));
      s.forEach((square, i) => (s[i] = Math.abs(square)));
      const [w0, s0, b0] = [value, s, buffer].map((values) => [...values]);
      kernels.rmspropStep(value, grad, s, buffer, tensor(kernels, [rate, alpha, 1 - alpha, epsilon, momentum, decay]));
      const g = w0.map((w, i) => grad[i] + decay * w);
      const s1 = s0.map((old, i) => alpha * old + (1 - alpha) * g[i] ** 2);
      const b1 = b0.map((old, i) => momentum * old + g[i] / (Math.sqrt(s1[i]) + epsilon));
      expectClose(s, s1, TOLERANCE);
      expectClose(buffer, b1, TOLERANCE);
      expectClose(
        value,
        w0.map((w, i) => w - rate * b1[i]),
        TOLERANCE,
      );
    });
    fc.assert(property, fixedRuns());
  });
});
