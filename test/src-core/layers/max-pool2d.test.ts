import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ties } from '../../../src-core/kernels/kernels';
import { batchSizes, expectTrueGradients, imageShapes, seeds, type GradientCase } from '../../support/gradient-check';
import { looseLayer, trainingContext, type LooseSpec } from '../../support/layers';
import { distinctValues } from '../../support/numbers';

type Settings = Omit<LooseSpec & { kind: 'maxPool2d' }, 'kind'>;
const maxPool2d = (settings: Settings): LooseSpec => ({ kind: 'maxPool2d', ...settings });

const settings = fc.record({
  kernelSize: fc.integer({ min: 1, max: 3 }),
  stride: fc.integer({ min: 1, max: 4 }),
  ties: fc.constantFrom<Ties>('first', 'all'),
});
const cases: fc.Arbitrary<GradientCase> = fc
  .tuple(settings, imageShapes, batchSizes, seeds)
  .map(([options, shape, batchSize, seed]) => ({ spec: maxPool2d(options), inputShapes: [shape], batchSize, seed }));

function dxOf(ties: Ties, kernelSize: number, stride: number, x: Float32Array, dy: Float32Array): number[] {
  const layer = looseLayer(maxPool2d({ kernelSize, stride, ties }), [[1, 3, 3]]);
  layer.forward([x], trainingContext(1));
  return [...layer.backward(dy, trainingContext(1))[0]!];
}

describe('MaxPool2d', () => {
  it('has the gradients of finite differences', () => {
    expectTrueGradients('max-pool2d', cases, { draw: distinctValues });
  });

  it('takes the maximum of overlapping windows and sums the gradients where they meet', () => {
    const layer = looseLayer(maxPool2d({ kernelSize: 2, stride: 1, ties: 'first' }), [[1, 3, 3]]);
    const x = Float32Array.of(1, 2, 3, 4, 9, 5, 6, 7, 8);
    expect([...layer.forward([x], trainingContext(1))]).toEqual([9, 9, 9, 9]);
    expect([...layer.backward(Float32Array.of(1, 2, 3, 4), trainingContext(1))[0]!]).toEqual([
      0, 0, 0, 0, 10, 0, 0, 0, 0,
    ]);
  });

  it('leaves out the rows and columns that no window reaches', () => {
    const layer = looseLayer(maxPool2d({ kernelSize: 2, stride: 2, ties: 'all' }), [[1, 3, 3]]);
    const x = Float32Array.of(1, 2, 30, 4, 5, 60, 70, 80, 90);
    expect([...layer.forward([x], trainingContext(1))]).toEqual([5]);
    expect([...layer.backward(Float32Array.of(7), trainingContext(1))[0]!]).toEqual([0, 0, 0, 0, 7, 0, 0, 0, 0]);
  });

  it('finds the maximum of negative values', () => {
    const layer = looseLayer(maxPool2d({ kernelSize: 3, stride: 1, ties: 'first' }), [[1, 3, 3]]);
    const x = Float32Array.of(-9, -8, -7, -6, -1.5, -4, -3, -2, -5);
    expect([...layer.forward([x], trainingContext(1))]).toEqual([-1.5]);
  });

  const tied = Float32Array.of(5, 5, 0, 5, 1, 0, 0, 0, 0);

  it('gives the gradient to the first of equal maxima in row-major order', () => {
    expect(dxOf('first', 2, 1, tied, Float32Array.of(1, 10, 100, 1000))).toEqual([1, 10, 0, 100, 1000, 0, 0, 0, 0]);
  });

  it('gives the gradient in full to each of equal maxima', () => {
    expect(dxOf('all', 2, 1, tied, Float32Array.of(1, 10, 100, 1000))).toEqual([1, 11, 0, 101, 1000, 0, 0, 0, 0]);
  });
});
