import fc from 'fast-check';
import { describe, it } from 'vitest';
import { batchSizes, expectTrueGradients, imageShapes, seeds } from '../../support/gradient-check';
import { looseLayer, trainingContext } from '../../support/layers';
import { expectClose, normalsAwayFromZero } from '../../support/numbers';

const spec = { kind: 'leakyRelu', negativeSlope: 0.1 } as const;
const cases = fc
  .tuple(fc.oneof(imageShapes, fc.tuple(fc.integer({ min: 1, max: 20 }))), batchSizes, seeds)
  .map(([shape, batchSize, seed]) => ({ spec, inputShapes: [shape], batchSize, seed }));

describe('LeakyRelu', () => {
  it('has the gradients of finite differences', () => {
    expectTrueGradients('leaky-relu', cases, { draw: normalsAwayFromZero });
  });

  it('computes a case worked out by hand', () => {
    const layer = looseLayer(spec, [[3]]);
    const y = layer.forward([Float32Array.of(-2, 0, 3)], trainingContext(1));
    expectClose(y, [-0.2, 0, 3], 1e-6);
    const [dx] = layer.backward(Float32Array.of(5, 6, 7), trainingContext(1));
    expectClose(dx!, [0.5, 0.6, 7], 1e-6);
  });
});
