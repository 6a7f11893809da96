import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kernels } from '../../../src-core/kernels/kernels';
import { seeds } from '../../support/gradient-check';
import { between, implementations, tensor, TOLERANCE, unset } from '../../support/kernels';
import { expectClose, normals } from '../../support/numbers';
import { fixedRuns } from '../../support/properties';

describe.each(implementations)('value by value: $name', (kernels) => {
  it('allocates zeros', () => {
    expect([...kernels.allocate(5)]).toEqual([0, 0, 0, 0, 0]);
    expect(kernels.allocate(0)).toHaveLength(0);
  });

  it('fills the whole of a tensor', () => {
    const x = tensor(kernels, [1, 2, 3]);
    kernels.fill(x, -0.5);
    expect([...x]).toEqual([-0.5, -0.5, -0.5]);
    kernels.fill(kernels.allocate(0), 1);
  });

  it('accumulates as many values as it is told', () => {
    const y = tensor(kernels, [1, 2, 3]);
    kernels.accumulate(tensor(kernels, [10, 20, 30]), y, 2);
    expect([...y]).toEqual([11, 22, 3]);
    kernels.accumulate(tensor(kernels, [10, 20, 30]), y, 0);
    expect([...y]).toEqual([11, 22, 3]);
  });

  it('copies a part of each row and nothing else', () => {
    const gaps = fc.record({ offset: between(0, 3), after: between(0, 3) });
    const property = fc.property(between(0, 4), between(0, 6), gaps, gaps, (n, length, from, to) => {
      const [xStride, yStride] = [from.offset + length + from.after, to.offset + length + to.after];
      const x = tensor(kernels, normals(n * xStride, 1));
      const y = tensor(kernels, normals(n * yStride, 2));
      const expected = [...y];
      for (let i = 0; i < n * length; i++) {
        const [row, k] = [Math.floor(i / length), i % length];
        expected[to.offset + row * yStride + k] = x[from.offset + row * xStride + k];
      }
      kernels.copyRows(x, from.offset, xStride, y, to.offset, yStride, n, length);
      expect([...y]).toEqual(expected);
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

  /** Each activation with its slope, from x alone. */
  interface Activation {
    readonly name: string;
    readonly y: (x: number) => number;
    readonly slope: (x: number) => number;
    readonly forward: (k: Kernels, x: Float32Array, y: Float32Array, length: number) => void;
    readonly backward: (k: Kernels, y: Float32Array, dy: Float32Array, dx: Float32Array, length: number) => void;
  }

  const LEAK = 0.25;
  const activations: readonly Activation[] = [
    {
      name: 'relu',
      y: (x) => Math.max(0, x),
      slope: (x) => (x > 0 ? 1 : 0),
      forward: (k, x, y, length) => k.relu(x, y, length),
      backward: (k, y, dy, dx, length) => k.reluBackward(y, dy, dx, length),
    },
    {
      name: 'leakyRelu',
      y: (x) => Math.max(LEAK * x, x),
      slope: (x) => (x > 0 ? 1 : LEAK),
      forward: (k, x, y, length) => k.leakyRelu(x, y, length, LEAK),
      backward: (k, y, dy, dx, length) => k.leakyReluBackward(y, dy, dx, length, LEAK),
    },
    {
      name: 'sigmoid',
      y: (x) => 0.5 * (1 + Math.tanh(x / 2)),
      slope: (x) => 0.25 / Math.cosh(x / 2) ** 2,
      forward: (k, x, y, length) => k.sigmoid(x, y, length),
      backward: (k, y, dy, dx, length) => k.sigmoidBackward(y, dy, dx, length),
    },
    {
      name: 'tanh',
      y: (x) => (Math.exp(x) - Math.exp(-x)) / (Math.exp(x) + Math.exp(-x)),
      slope: (x) => 1 / Math.cosh(x) ** 2,
      forward: (k, x, y, length) => k.tanh(x, y, length),
      backward: (k, y, dy, dx, length) => k.tanhBackward(y, dy, dx, length),
    },
  ];

  it.each(activations)('applies $name and its slope to as many values as it is told', (activation) => {
    const property = fc.property(between(0, 40), between(0, 3), seeds, (length, spare, seed) => {
      const x = tensor(kernels, normals(length + spare, seed));
      const dy = tensor(kernels, normals(length + spare, seed + 1));
      const [y, dx] = [unset(kernels, length + spare), unset(kernels, length + spare)];
      activation.forward(kernels, x, y, length);
      activation.backward(kernels, y, dy, dx, length);
      const values = Array.from(x.subarray(0, length));
      expectClose(y.subarray(0, length), values.map(activation.y), TOLERANCE);
      const expectedDx = values.map((value, i) => dy[i] * activation.slope(value));
      expectClose(dx.subarray(0, length), expectedDx, TOLERANCE);
      expect([...y.subarray(length), ...dx.subarray(length)].every(Number.isNaN)).toBe(true);
    });
    fc.assert(property, fixedRuns());
  });

  it.each(activations)('lets what is not a number through $name, so that it is noticed', ({ forward }) => {
    const y = kernels.allocate(3);
    forward(kernels, tensor(kernels, [1, NaN, -1]), y, 3);
    expect([...y].map(Number.isNaN)).toEqual([false, true, false]);
  });
});
