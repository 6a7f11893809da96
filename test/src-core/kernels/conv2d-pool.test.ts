import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kernels, Ties, WindowGeometry } from '../../../src-core/kernels/kernels';
import { between, implementations, tensor, unset } from '../../support/kernels';
import { seeds } from '../../support/gradient-check';
import { normals } from '../../support/numbers';
import { fixedRuns } from '../../support/properties';
import { inSize, outSize } from '../../support/windows';

/** Sizes that real networks have, and many that fit no vector. Some outputs have no window at all, or an odd last row or column. */
const side = fc
  .record({ size: between(1, 20), kernel: between(1, 5), stride: between(1, 2), padding: between(0, 4) })
  .map(({ size, kernel, stride, padding: wanted }) => {
    const padding = Math.min(wanted, kernel - 1);
    return { size, kernel, stride, padding, out: Math.floor(Math.max(0, size + 2 * padding - kernel) / stride) + 1 };
  });

const cases = fc
  .record({
    inChannels: between(1, 3),
    outChannels: between(1, 17),
    vertical: side,
    horizontal: side,
    n: between(1, 3),
    bias: fc.boolean(),
    seed: seeds,
  })
  .map(({ vertical, horizontal, inChannels, outChannels, ...rest }) => ({
    g: {
      ...{ inChannels, inHeight: vertical.size, inWidth: horizontal.size },
      ...{ outChannels, outHeight: vertical.out, outWidth: horizontal.out },
      ...{ kernelHeight: vertical.kernel, kernelWidth: horizontal.kernel },
      ...{ strideY: vertical.stride, strideX: horizontal.stride },
      ...{ paddingTop: vertical.padding, paddingLeft: horizontal.padding },
    } satisfies WindowGeometry,
    ...rest,
  }));

const poolingOf = (g: WindowGeometry): WindowGeometry => ({
  ...{ inChannels: g.outChannels, inHeight: g.outHeight, inWidth: g.outWidth },
  ...{ outChannels: g.outChannels, outHeight: Math.floor(g.outHeight / 2), outWidth: Math.floor(g.outWidth / 2) },
  ...{ kernelHeight: 2, kernelWidth: 2, strideY: 2, strideX: 2, paddingTop: 0, paddingLeft: 0 },
});

interface Operands {
  readonly x: Float32Array;
  readonly weight: Float32Array;
  readonly bias: Float32Array | null;
  readonly dy: Float32Array;
}

/** The outputs and the gradient for the convolution, by the kernels of one step each. */
function stepByStep(kernels: Kernels, { x, weight, bias, dy }: Operands, n: number, g: WindowGeometry, ties: Ties) {
  const pool = poolingOf(g);
  const [sums, z, dz, dx] = Array.from({ length: 4 }, () => unset(kernels, outSize(g, n)));
  const y = unset(kernels, outSize(pool, n));
  kernels.conv2d(x, weight, bias, sums, n, g);
  kernels.relu(sums, z, z.length);
  kernels.maxPool2d(z, y, n, pool);
  kernels.maxPool2dBackward(z, y, dy, dz, n, pool, ties);
  kernels.reluBackward(z, dz, dx, dx.length);
  return { y, dx };
}

/** The convolution by itself, the others at once. */
function byTwo(kernels: Kernels, { x, weight, bias, dy }: Operands, n: number, g: WindowGeometry, ties: Ties) {
  const pool = poolingOf(g);
  const y = unset(kernels, outSize(pool, n));
  const [sums, dx, places] = Array.from({ length: 3 }, () => unset(kernels, outSize(g, n)));
  kernels.conv2d(x, weight, bias, sums, n, g);
  kernels.reluMaxPool(sums, y, places, n, pool, ties);
  kernels.reluMaxPoolBackward(places, dy, dx, n, pool);
  return { y, dx };
}

function atOnce(kernels: Kernels, { x, weight, bias, dy }: Operands, n: number, g: WindowGeometry, ties: Ties) {
  const y = unset(kernels, outSize(poolingOf(g), n));
  const dx = unset(kernels, outSize(g, n));
  const places = unset(kernels, outSize(g, n));
  kernels.conv2dReluMaxPool(x, weight, bias, y, places, n, g, ties);
  kernels.reluMaxPoolBackward(places, dy, dx, n, poolingOf(g));
  return { y, dx };
}

describe.each(implementations)('convolution, ReLU and pooling at once: $name', (kernels) => {
  /** Few different values make equal maxima, and maxima of zero. */
  const operandsOf = (g: WindowGeometry, n: number, bias: boolean, seed: number, round: boolean): Operands => {
    const draw = (length: number, which: number): Float32Array => {
      const values = normals(length, seed + which);
      return tensor(kernels, round ? values.map((value) => Math.round(value)) : values);
    };
    const weights = g.outChannels * g.inChannels * g.kernelHeight * g.kernelWidth;
    const x = draw(inSize(g, n), 0);
    const dy = draw(outSize(poolingOf(g), n), 3).map((value) => value + 10);
    return { x, weight: draw(weights, 1), bias: bias ? draw(g.outChannels, 2) : null, dy: tensor(kernels, dy) };
  };

  it.each(['first', 'all'] as const)('are the very values of one after the other, ties: %s', (ties) => {
    const property = fc.property(cases, fc.boolean(), ({ g, n, bias, seed }, round) => {
      const operands = operandsOf(g, n, bias, seed, round);
      const [expected, ...others] = [stepByStep, byTwo, atOnce].map((how) => how(kernels, operands, n, g, ties));
      for (const actual of others) expect(actual).toEqual(expected);
    });
    fc.assert(property, fixedRuns(150));
  });

  it('are the same values where no gradient will be asked for', () => {
    const property = fc.property(cases, ({ g, n, bias, seed }) => {
      const operands = operandsOf(g, n, bias, seed, false);
      const y = unset(kernels, outSize(poolingOf(g), n));
      kernels.conv2dReluMaxPool(operands.x, operands.weight, operands.bias, y, null, n, g, 'first');
      expect(y).toEqual(atOnce(kernels, operands, n, g, 'first').y);
    });
    fc.assert(property, fixedRuns());
  });

  it('let what is not a number through, and no gradient back to it', () => {
    const g = { ...{ inChannels: 1, inHeight: 2, inWidth: 6, outChannels: 1, outHeight: 2, outWidth: 6 } };
    const window = { kernelHeight: 1, kernelWidth: 1, strideY: 1, strideX: 1, paddingTop: 0, paddingLeft: 0 };
    const x = tensor(kernels, [1, 2, NaN, 5, -1, -0, 2, 0, 3, 4, -2, -3]);
    const operands = { x, weight: tensor(kernels, [1]), bias: null, dy: tensor(kernels, [7, 8, 9]) };
    for (const how of [atOnce, byTwo]) {
      const { y, dx } = how(kernels, operands, 1, { ...g, ...window }, 'all');
      expect([...y]).toEqual([2, NaN, 0]);
      expect([...dx]).toEqual([0, 7, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0]);
    }
  });
});
