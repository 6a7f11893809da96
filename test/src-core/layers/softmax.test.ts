import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchSizes, expectTrueGradients, seeds } from '../../support/gradient-check';
import { looseLayer, trainingContext } from '../../support/layers';
import { expectClose } from '../../support/numbers';

const spec = { kind: 'softmax' } as const;
const cases = fc
  .tuple(fc.tuple(fc.integer({ min: 1, max: 12 })), batchSizes, seeds)
  .map(([shape, batchSize, seed]) => ({ spec, inputShapes: [shape], batchSize, seed }));

describe('Softmax', () => {
  it('has the gradients of finite differences', () => {
    expectTrueGradients('softmax', cases);
  });

  it('computes a case worked out by hand', () => {
    const layer = looseLayer(spec, [[3]]);
    const y = layer.forward([Float32Array.of(0, Math.log(2), 0)], trainingContext(1));
    expectClose(y, [0.25, 0.5, 0.25], 1e-6);
    const [dx] = layer.backward(Float32Array.of(4, 0, 0), trainingContext(1));
    expectClose(dx!, [0.75, -0.5, -0.25], 1e-6);
  });

  it('stays finite far out', () => {
    const layer = looseLayer(spec, [[2]]);
    expect([...layer.forward([Float32Array.of(-1000, 1000)], trainingContext(1))]).toEqual([0, 1]);
  });
});
