import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kernels } from '../../../../src-core/kernels/kernels';
import { referenceKernels } from '../../../../src-core/kernels/reference';
import { Opcode } from '../../../../src-core/kernels/wasm/opcodes';
import { kernelCalls, type LooseCall } from '../../../support/kernel-calls';
import { wasmKernels } from '../../../support/kernels';
import { largest } from '../../../support/numbers';
import { fixedRuns } from '../../../support/properties';

const TOLERANCE = 1e-5;

/** Makes the call with tensors of these kernels and returns what is in them afterwards. */
function perform(kernels: Kernels, { kernel, args }: LooseCall): Float32Array[] {
  const tensors: Float32Array[] = [];
  const own = args.map((argument) => {
    if (argument instanceof Uint8Array) {
      const bytes = kernels.allocateBytes(argument.length);
      bytes.set(argument);
      return bytes;
    }
    if (!(argument instanceof Float32Array)) return argument;
    const tensor = kernels.allocate(argument.length);
    tensor.set(argument);
    tensors.push(tensor);
    return tensor;
  });
  (kernels[kernel] as (...args: unknown[]) => void)(...own);
  return tensors;
}

/** Largest difference, measured against the largest value; what is not a number has to be so in both. */
function distance(actual: Float32Array, expected: Float32Array): number {
  let [difference, size] = [0, 0];
  expected.forEach((value, i) => {
    if (Number.isNaN(value) !== Number.isNaN(actual[i])) difference = Infinity;
    if (!Number.isFinite(value) && !Number.isNaN(value)) difference = actual[i] === value ? difference : Infinity;
    if (!Number.isFinite(value)) return;
    difference = Math.max(difference, Math.abs(value - actual[i]));
    size = Math.max(size, Math.abs(value));
  });
  return difference === 0 ? 0 : difference / size;
}

describe.each(wasmKernels())('$name', (kernels) => {
  it('computes what the reference computes, every kernel, in shapes that fit no vector', () => {
    let worst = 0;
    const seen = new Set<string>();
    const property = fc.property(kernelCalls, (calls) => {
      for (const call of calls) {
        const [actual, expected] = [perform(kernels, call), perform(referenceKernels, call)];
        expected.forEach((tensor, i) => {
          const error = distance(actual[i], tensor);
          expect(error, `${call.kernel}, tensor ${i}`).toBeLessThanOrEqual(TOLERANCE);
          worst = Math.max(worst, error);
        });
        seen.add(call.kernel);
      }
    });
    fc.assert(property, fixedRuns(60));
    console.log(`${kernels.name}: within ${worst.toExponential(1)} of the reference`);
    expect([...seen].sort()).toEqual(
      Object.keys(Opcode)
        .filter((key) => Number.isNaN(Number(key)))
        .sort(),
    );
  });

  it('lets what is not a number through, so that it is noticed', () => {
    const x = kernels.allocate(5);
    const y = kernels.allocate(5);
    for (const kernel of ['relu', 'sigmoid', 'tanh'] as const) {
      x.set([1, NaN, -1, 2, NaN]);
      kernels[kernel](x, y, 5);
      expect(
        [...y].map((value) => Number.isNaN(value)),
        kernel,
      ).toEqual([false, true, false, false, true]);
    }
  });

  it('computes exponential functions within 2 units in the last place over their whole range', () => {
    const x = kernels.allocate(40_001);
    const y = kernels.allocate(x.length);
    x.forEach((_, i) => (x[i] = (i - 20_000) / 230));
    const ulps = (exact: (value: number) => number): number =>
      largest(
        Array.from(y, (value, i) => {
          const expected = exact(x[i]);
          return (value - expected) / 2 ** (Math.max(-126, Math.floor(Math.log2(Math.abs(expected)))) - 23);
        }),
      );
    kernels.sigmoid(x, y, x.length);
    // A quotient and a sum on top of the exponential function.
    expect(ulps((value) => 1 / (1 + Math.exp(-value)))).toBeLessThan(3.5);
    kernels.tanh(x, y, x.length);
    expect(ulps((value) => (value === 0 ? Number.MIN_VALUE : Math.tanh(value)))).toBeLessThan(2);
  });

  it('refuses a tensor of other kernels', () => {
    const own = kernels.allocate(4);
    expect(() => kernels.relu(new Float32Array(4), own, 4)).toThrow(TypeError);
    expect(() => kernels.relu(own, wasmKernels()[0].allocate(4), 4)).toThrow('did not allocate');
  });

  it('says how much memory is wanted when there is not so much', () => {
    expect(() => kernels.allocate(2 ** 29)).toThrow(
      /^This network needs 2,\d{3} MB of memory, more than the 2048 MB there are/,
    );
    expect(kernels.allocate(3)).toHaveLength(3);
  });
});

it('gives kernels memories of their own', () => {
  const [a, b] = [...wasmKernels(), ...wasmKernels()];
  const [x, y] = [a.allocate(2), b.allocate(2)];
  x.set([1, 2]);
  expect([...y]).toEqual([0, 0]);
});
