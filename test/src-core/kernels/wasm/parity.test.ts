import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kernels, WindowGeometry } from '../../../../src-core/kernels/kernels';
import { referenceKernels } from '../../../../src-core/kernels/reference';
import type { WasmKernels } from '../../../../src-core/kernels/wasm';
import { Opcode } from '../../../../src-core/kernels/wasm/opcodes';
import { seeds } from '../../../support/gradient-check';
import { convolutionCalls, kernelCalls, type LooseCall } from '../../../support/kernel-calls';
import { between, wasmKernels } from '../../../support/kernels';
import { largest, normals } from '../../../support/numbers';
import { fixedRuns } from '../../../support/properties';

const TOLERANCE = 1e-5;
/** Tiles of 4 × 4 in float32, whose transforms multiply by up to 8 and take differences. */
const WINOGRAD_TOLERANCE = 1e-4;

const goesByWinograd = (kernels: WasmKernels, { kernel, args }: LooseCall): boolean => {
  const geometry = args.find(
    (argument) => typeof argument === 'object' && argument !== null && 'inChannels' in argument,
  );
  return geometry !== undefined && kernels.usesWinograd(kernel, geometry as WindowGeometry);
};

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

/** Fails unless a call gives what the reference gives; returns how far it is from it. */
function expectParity(kernels: WasmKernels, call: LooseCall, tolerance: number): number {
  const [actual, expected] = [perform(kernels, call), perform(referenceKernels, call)];
  const errors = expected.map((tensor, i) => distance(actual[i], tensor));
  errors.forEach((error, i) => {
    expect(error, `${call.kernel}, tensor ${i}`).toBeLessThanOrEqual(tolerance);
  });
  return Math.max(...errors);
}

describe.each(wasmKernels())('$name', (kernels) => {
  it('computes what the reference computes, every kernel, in shapes that fit no vector', () => {
    let worst = 0;
    const seen = new Set<string>();
    const property = fc.property(kernelCalls, (calls) => {
      for (const call of calls) {
        if (!goesByWinograd(kernels, call)) worst = Math.max(worst, expectParity(kernels, call, TOLERANCE));
        else expectParity(kernels, call, WINOGRAD_TOLERANCE);
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

  it('computes what the reference computes where convolutions go by the algorithm of Winograd', () => {
    let worst = 0;
    const seen = new Set<string>();
    const property = fc.property(convolutionCalls, (calls) => {
      for (const call of calls) {
        const winograd = goesByWinograd(kernels, call);
        const error = expectParity(kernels, call, winograd ? WINOGRAD_TOLERANCE : TOLERANCE);
        if (winograd) worst = Math.max(worst, error);
        seen.add(`${call.kernel} ${winograd ? 'by Winograd' : 'directly'}`);
      }
    });
    fc.assert(property, fixedRuns(40));
    console.log(`${kernels.name}: by Winograd within ${worst.toExponential(1)} of the reference`);
    expect(seen.size).toBe(6);
  });

  it('goes by the algorithm of Winograd by the shape alone', () => {
    const g = { inChannels: 8, inHeight: 14, inWidth: 14, outChannels: 16, outHeight: 14, outWidth: 14 };
    const same = { kernelHeight: 3, kernelWidth: 3, strideY: 1, strideX: 1, paddingTop: 1, paddingLeft: 1 };
    const uses = (change: Partial<WindowGeometry>): boolean[] =>
      (['conv2d', 'conv2dBackwardInput', 'conv2dBackwardWeight', 'depthwiseConv2d', 'maxPool2d'] as const).map(
        (kernel) => kernels.usesWinograd(kernel, { ...g, ...same, ...change }),
      );
    const none = [false, false, false, false, false];
    expect(uses({})).toEqual([true, true, true, false, false]);
    expect(uses({ inChannels: 7 })).toEqual(none);
    expect(uses({ outChannels: 1 })).toEqual(none);
    expect(uses({ kernelWidth: 5, paddingLeft: 2 })).toEqual(none);
    expect(uses({ strideY: 2, outHeight: 7 })).toEqual(none);
    expect(uses({ paddingTop: 3, outHeight: 18 })).toEqual(none);
    // Tiles that are mostly zeros; weights, or a row of tiles, that take more memory than a lane should.
    expect(uses({ inWidth: 1, outWidth: 1 })).toEqual(none);
    expect(uses({ inChannels: 512, outChannels: 512 })).toEqual(none);
    expect(uses({ inWidth: 3000, outWidth: 3000 })).toEqual(none);
  });

  it('computes the input gradient of windows that are wide beside their output', () => {
    const sides = fc.record({ outHeight: between(1, 9), outWidth: between(4, 10), kernelHeight: between(1, 5) });
    const shapes = fc.tuple(sides, between(2, 5), between(1, 7), between(8, 18), between(1, 3), seeds);
    const property = fc.property(shapes, ([sizes, kernelWidth, inChannels, outChannels, n, seed]) => {
      const inside = { strideY: 1, strideX: 1, paddingTop: 0, paddingLeft: 0 };
      const inHeight = sizes.outHeight + sizes.kernelHeight - 1;
      const inWidth = sizes.outWidth + kernelWidth - 1;
      const g = { ...sizes, ...inside, kernelWidth, inChannels, outChannels, inHeight, inWidth };
      const dy = normals(n * outChannels * g.outHeight * g.outWidth, seed);
      const weight = normals(outChannels * inChannels * g.kernelHeight * kernelWidth, seed + 1);
      const dx = new Float32Array(n * inChannels * inHeight * inWidth).fill(NaN);
      const call: LooseCall = { kernel: 'conv2dBackwardInput', args: [dy, weight, dx, n, g] };
      expectParity(kernels, call, goesByWinograd(kernels, call) ? WINOGRAD_TOLERANCE : TOLERANCE);
    });
    fc.assert(property, fixedRuns(100));
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
