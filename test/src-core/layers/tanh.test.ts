import fc from 'fast-check';
import { describe, it } from 'vitest';
import { batchSizes, expectTrueGradients, imageShapes, seeds } from '../../support/gradient-check';
import { looseLayer, trainingContext } from '../../support/layers';
import { expectClose } from '../../support/numbers';

const spec = { kind: 'tanh' } as const;
const cases = fc
  .tuple(fc.oneof(imageShapes, fc.tuple(fc.integer({ min: 1, max: 20 }))), batchSizes, seeds)
  .map(([shape, batchSize, seed]) => ({ spec, inputShapes: [shape], batchSize, seed }));

describe('Tanh', () => {
  it('has the gradients of finite differences', () => {
    expectTrueGradients('tanh', cases);
  });

  it('computes a case worked out by hand', () => {
    const layer = looseLayer(spec, [[3]]);
    const y = layer.forward([Float32Array.of(0, Math.log(2), -Math.log(2))], trainingContext(1));
    expectClose(y, [0, 0.6, -0.6], 1e-6);
    const [dx] = layer.backward(Float32Array.of(1, 100, 100), trainingContext(1));
    expectClose(dx!, [1, 64, 64], 1e-6);
  });
});
