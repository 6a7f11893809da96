import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchSizes, expectTrueGradients, seeds, type GradientCase } from '../../support/gradient-check';
import { looseLayer, setParameters, trainingContext, type LooseSpec } from '../../support/layers';

const dense = (units: number, bias: boolean): LooseSpec => ({
  kind: 'dense',
  units,
  bias,
  initializer: { kind: 'xavierNormal' },
});
const sizes = fc.integer({ min: 1, max: 12 });
const cases: fc.Arbitrary<GradientCase> = fc
  .tuple(sizes, sizes, fc.boolean(), batchSizes, seeds)
  .map(([features, units, bias, batchSize, seed]) => ({
    spec: dense(units, bias),
    inputShapes: [[features]],
    batchSize,
    seed,
  }));

describe('Dense', () => {
  it('has the gradients of finite differences', () => {
    expectTrueGradients('dense', cases);
  });

  it('computes a case worked out by hand', () => {
    const layer = looseLayer(dense(2, true), [[3]], 2);
    setParameters(layer, [1, 2, 3, -1, 0, 1], [10, 20]);
    const x = Float32Array.of(1, 1, 1, 2, 0, -1);
    expect([...layer.forward([x], trainingContext(2))]).toEqual([16, 20, 9, 17]);

    const [dx] = layer.backward(Float32Array.of(1, 2, 3, 4), trainingContext(2));
    expect([...dx!]).toEqual([-1, 2, 5, -1, 6, 13]);
    expect([...layer.parameters[0].grad]).toEqual([7, 1, -2, 10, 2, -2]);
    expect([...layer.parameters[1].grad]).toEqual([4, 6]);
  });

  it('has one parameter without a bias', () => {
    const layer = looseLayer(dense(1, false), [[2]]);
    setParameters(layer, [3, 4]);
    expect([...layer.forward([Float32Array.of(1, 2)], trainingContext(1))]).toEqual([11]);
    expect(layer.parameters.map(({ name, shape }) => [name, shape])).toEqual([['layer.weight', [1, 2]]]);
  });
});
