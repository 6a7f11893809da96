import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchSizes, expectTrueGradients, imageShapes, seeds } from '../../support/gradient-check';
import { looseLayer, trainingContext } from '../../support/layers';

const cases = fc
  .tuple(imageShapes, batchSizes, seeds)
  .map(([shape, batchSize, seed]) => ({ spec: { kind: 'flatten' } as const, inputShapes: [shape], batchSize, seed }));

describe('Flatten', () => {
  it('has the gradients of finite differences', () => {
    expectTrueGradients('flatten', cases);
  });

  it('keeps the order channel, row, column', () => {
    const layer = looseLayer({ kind: 'flatten' }, [[2, 1, 2]]);
    expect(layer.outputShape).toEqual([4]);
    expect([...layer.forward([Float32Array.of(1, 2, 3, 4)], trainingContext(1))]).toEqual([1, 2, 3, 4]);
    expect([...layer.backward(Float32Array.of(5, 6, 7, 8), trainingContext(1))[0]!]).toEqual([5, 6, 7, 8]);
  });
});
