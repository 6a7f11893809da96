import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchSizes, expectTrueGradients, imageShapes, seeds } from '../../support/gradient-check';
import { looseLayer, trainingContext } from '../../support/layers';
import { normalsAwayFromZero } from '../../support/numbers';

const cases = fc
  .tuple(fc.oneof(imageShapes, fc.tuple(fc.integer({ min: 1, max: 20 }))), batchSizes, seeds)
  .map(([shape, batchSize, seed]) => ({ spec: { kind: 'relu' } as const, inputShapes: [shape], batchSize, seed }));

describe('Relu', () => {
  it('has the gradients of finite differences', () => {
    expectTrueGradients('relu', cases, { draw: normalsAwayFromZero });
  });

  it('computes a case worked out by hand, with the gradient 0 at 0', () => {
    const layer = looseLayer({ kind: 'relu' }, [[4]]);
    expect([...layer.forward([Float32Array.of(-2, 0, 3, 1e-30)], trainingContext(1))]).toEqual([
      0,
      0,
      3,
      Math.fround(1e-30),
    ]);
    expect([...layer.backward(Float32Array.of(5, 6, 7, 8), trainingContext(1))[0]!]).toEqual([0, 0, 7, 8]);
  });

  it('lets what is not a number through, so that it is noticed', () => {
    const layer = looseLayer({ kind: 'relu' }, [[2]]);
    expect([...layer.forward([Float32Array.of(NaN, Infinity)], trainingContext(1))]).toEqual([NaN, Infinity]);
  });
});
