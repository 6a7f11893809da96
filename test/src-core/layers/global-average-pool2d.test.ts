import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchSizes, expectTrueGradients, imageShapes, seeds } from '../../support/gradient-check';
import { looseLayer, trainingContext } from '../../support/layers';

const spec = { kind: 'globalAveragePool2d' } as const;
const cases = fc
  .tuple(imageShapes, batchSizes, seeds)
  .map(([shape, batchSize, seed]) => ({ spec, inputShapes: [shape], batchSize, seed }));

describe('GlobalAveragePool2d', () => {
  it('has the gradients of finite differences', () => {
    expectTrueGradients('global-average-pool2d', cases);
  });

  it('makes one number of each channel', () => {
    const layer = looseLayer(spec, [[2, 1, 4]]);
    expect(layer.outputShape).toEqual([2]);
    expect([...layer.forward([Float32Array.of(1, 2, 3, 4, 10, 20, 30, 40)], trainingContext(1))]).toEqual([2.5, 25]);
    expect([...layer.backward(Float32Array.of(4, 8), trainingContext(1))[0]!]).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
  });
});
