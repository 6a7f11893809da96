import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  batchSizes,
  expectTrueGradients,
  fits,
  imageShapes,
  seeds,
  type GradientCase,
} from '../../support/gradient-check';
import { looseLayer, setParameters, trainingContext, type LooseSpec } from '../../support/layers';

type Settings = Omit<LooseSpec & { kind: 'depthwiseConv2d' }, 'kind' | 'initializer'>;
const depthwiseConv2d = (settings: Settings): LooseSpec => ({
  kind: 'depthwiseConv2d',
  initializer: { kind: 'heNormal' },
  ...settings,
});

const settings = fc.record({
  depthMultiplier: fc.integer({ min: 1, max: 3 }),
  kernelSize: fc.integer({ min: 1, max: 5 }),
  stride: fc.integer({ min: 1, max: 4 }),
  padding: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom('valid' as const, 'same' as const)),
  bias: fc.boolean(),
});
const cases: fc.Arbitrary<GradientCase> = fc
  .tuple(settings, imageShapes, batchSizes, seeds)
  .filter(([options, shape]) => fits(options, shape))
  .map(([options, shape, batchSize, seed]) => ({
    spec: depthwiseConv2d(options),
    inputShapes: [shape],
    batchSize,
    seed,
  }));

describe('DepthwiseConv2d', () => {
  it('has the gradients of finite differences', () => {
    expectTrueGradients('depthwise-conv2d', cases);
  });

  it('keeps the channels apart: two filters for each of two', () => {
    const spec = depthwiseConv2d({ depthMultiplier: 2, kernelSize: 1, stride: 1, padding: 0, bias: true });
    const layer = looseLayer(spec, [[2, 1, 2]]);
    expect(layer.parameters.map(({ shape }) => shape)).toEqual([[4, 1, 1, 1], [4]]);
    setParameters(layer, [1, 10, 100, 1000], [0, 0, 0, 0.5]);
    expect([...layer.forward([Float32Array.of(1, 2, 3, 4)], trainingContext(1))]).toEqual([
      1, 2, 10, 20, 300, 400, 3000.5, 4000.5,
    ]);
    const [dx] = layer.backward(Float32Array.of(1, 0, 0, 1, 1, 0, 0, 1), trainingContext(1));
    expect([...dx!]).toEqual([1, 10, 100, 1000]);
    expect([...layer.parameters[0].grad]).toEqual([1, 2, 3, 4]);
  });
});
