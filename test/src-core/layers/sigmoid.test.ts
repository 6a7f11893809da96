import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchSizes, expectTrueGradients, imageShapes, seeds } from '../../support/gradient-check';
import { looseLayer, trainingContext } from '../../support/layers';
import { expectClose } from '../../support/numbers';

const spec = { kind: 'sigmoid' } as const;
const cases = fc
  .tuple(fc.oneof(imageShapes, fc.tuple(fc.integer({ min: 1, max: 20 }))), batchSizes, seeds)
  .map(([shape, batchSize, seed]) => ({ spec, inputShapes: [shape], batchSize, seed }));

describe('Sigmoid', () => {
  it('has the gradients of finite differences', () => {
    expectTrueGradients('sigmoid', cases);
  });

  it('computes a case worked out by hand', () => {
    const layer = looseLayer(spec, [[3]]);
    const y = layer.forward([Float32Array.of(0, Math.log(3), -Math.log(3))], trainingContext(1));
    expectClose(y, [0.5, 0.75, 0.25], 1e-6);
    const [dx] = layer.backward(Float32Array.of(4, 16, 16), trainingContext(1));
    expectClose(dx!, [1, 3, 3], 1e-6);
  });

  it('stays finite far out', () => {
    const layer = looseLayer(spec, [[2]]);
    expect([...layer.forward([Float32Array.of(-1000, 1000)], trainingContext(1))]).toEqual([0, 1]);
  });
});
