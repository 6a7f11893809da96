import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchSizes, expectTrueGradients, imageShapes, seeds } from '../../support/gradient-check';
import { looseLayer, trainingContext } from '../../support/layers';

const cases = fc
  .tuple(imageShapes, fc.integer({ min: 2, max: 4 }), batchSizes, seeds)
  .map(([shape, count, batchSize, seed]) => ({
    spec: { kind: 'add' } as const,
    inputShapes: Array.from({ length: count }, () => shape),
    batchSize,
    seed,
  }));

describe('Add', () => {
  it('has the gradients of finite differences', () => {
    expectTrueGradients('add', cases);
  });

  it('computes a case worked out by hand, in every pass anew', () => {
    const layer = looseLayer({ kind: 'add' }, [[2], [2], [2]]);
    const inputs = [Float32Array.of(1, 2), Float32Array.of(10, 20), Float32Array.of(100, 200)];
    expect([...layer.forward(inputs, trainingContext(1))]).toEqual([111, 222]);
    expect([...layer.forward(inputs, trainingContext(1))]).toEqual([111, 222]);
    const dInputs = layer.backward(Float32Array.of(5, 6), trainingContext(1));
    expect(dInputs.map((dx) => [...dx!])).toEqual([
      [5, 6],
      [5, 6],
      [5, 6],
    ]);
  });
});
