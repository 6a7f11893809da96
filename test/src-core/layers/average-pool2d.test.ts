import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchSizes, expectTrueGradients, imageShapes, seeds, type GradientCase } from '../../support/gradient-check';
import { looseLayer, trainingContext, type LooseSpec } from '../../support/layers';

const averagePool2d = (kernelSize: number, stride: number): LooseSpec => ({
  kind: 'averagePool2d',
  kernelSize,
  stride,
});

const cases: fc.Arbitrary<GradientCase> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }), imageShapes, batchSizes, seeds)
  .map(([kernelSize, stride, shape, batchSize, seed]) => ({
    spec: averagePool2d(kernelSize, stride),
    inputShapes: [shape],
    batchSize,
    seed,
  }));

describe('AveragePool2d', () => {
  it('has the gradients of finite differences', () => {
    expectTrueGradients('average-pool2d', cases);
  });

  it('takes the mean of overlapping windows and sums the gradients where they meet', () => {
    const layer = looseLayer(averagePool2d(2, 1), [[1, 3, 3]]);
    const x = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
    expect([...layer.forward([x], trainingContext(1))]).toEqual([3, 4, 6, 7]);
    expect([...layer.backward(Float32Array.of(4, 8, 12, 16), trainingContext(1))[0]!]).toEqual([
      1, 3, 2, 4, 10, 6, 3, 7, 4,
    ]);
  });
});
