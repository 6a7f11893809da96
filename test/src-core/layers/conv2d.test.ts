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

type Settings = Omit<LooseSpec & { kind: 'conv2d' }, 'kind' | 'initializer'>;
const conv2d = (settings: Settings): LooseSpec => ({ kind: 'conv2d', initializer: { kind: 'heNormal' }, ...settings });

const settings = fc.record({
  filters: fc.integer({ min: 1, max: 3 }),
  kernelSize: fc.integer({ min: 1, max: 5 }),
  stride: fc.integer({ min: 1, max: 4 }),
  padding: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom('valid' as const, 'same' as const)),
  bias: fc.boolean(),
});
const cases: fc.Arbitrary<GradientCase> = fc
  .tuple(settings, imageShapes, batchSizes, seeds)
  .filter(([options, shape]) => fits(options, shape))
  .map(([options, shape, batchSize, seed]) => ({ spec: conv2d(options), inputShapes: [shape], batchSize, seed }));

describe('Conv2d', () => {
  it('has the gradients of finite differences', () => {
    expectTrueGradients('conv2d', cases);
  });

  it('has the gradients of finite differences where the kernel is as large as the image', () => {
    const whole = fc.tuple(fc.integer({ min: 1, max: 6 }), batchSizes, seeds);
    expectTrueGradients(
      'conv2d, kernel as large as the image',
      whole.map(([side, batchSize, seed]) => ({
        spec: conv2d({ filters: 2, kernelSize: side, stride: 1, padding: 0, bias: true }),
        inputShapes: [[2, side, side]],
        batchSize,
        seed,
      })),
      { runs: 10 },
    );
  });

  it('computes a case worked out by hand', () => {
    const layer = looseLayer(conv2d({ filters: 1, kernelSize: 2, stride: 1, padding: 0, bias: true }), [[1, 3, 3]]);
    setParameters(layer, [1, 0, -1, 2], [0.5]);
    const x = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);

    // Top left: 1·1 + 2·0 − 4·1 + 5·2 + 0.5; the kernel is not turned round.
    const y = layer.forward([x], trainingContext(1));
    expect([...y]).toEqual([7.5, 9.5, 13.5, 15.5]);

    const [dx] = layer.backward(Float32Array.of(1, 0, 0, 10), trainingContext(1));
    expect([...dx!]).toEqual([1, 0, 0, -1, 2 + 10, 0, 0, -10, 20]);
    expect([...layer.parameters[0].grad]).toEqual([51, 62, 84, 95]);
    expect([...layer.parameters[1].grad]).toEqual([11]);
  });

  it('sees zeros in the padding and skips pixels by its stride', () => {
    const layer = looseLayer(conv2d({ filters: 1, kernelSize: 3, stride: 2, padding: 1, bias: false }), [[1, 3, 3]]);
    setParameters(layer, [1, 1, 1, 1, 1, 1, 1, 1, 1]);
    const x = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
    expect([...layer.forward([x], trainingContext(1))]).toEqual([12, 16, 24, 28]);
    expect(layer.parameters).toHaveLength(1);
  });

  it('keeps the size of the image with padding same, an odd zero going to the far end', () => {
    const layer = looseLayer(conv2d({ filters: 1, kernelSize: 2, stride: 1, padding: 'same', bias: false }), [
      [1, 2, 2],
    ]);
    setParameters(layer, [1, 10, 100, 1000]);
    const y = layer.forward([Float32Array.of(1, 2, 3, 4)], trainingContext(1));
    expect([...y]).toEqual([4321, 402, 43, 4]);
    expect(layer.outputShape).toEqual([1, 2, 2]);
  });

  it('divides the size of the image by the stride with padding same', () => {
    const layer = looseLayer(conv2d({ filters: 1, kernelSize: 3, stride: 2, padding: 'same', bias: false }), [
      [1, 5, 4],
    ]);
    expect(layer.outputShape).toEqual([1, 3, 2]);
    setParameters(layer, [0, 0, 0, 0, 1, 0, 0, 0, 0]);
    const x = Float32Array.from({ length: 20 }, (_, i) => i);
    // Five rows need a zero above and below, four columns none to the left and one to the right: the middles of the kernel.
    expect([...layer.forward([x], trainingContext(1))]).toEqual([1, 3, 9, 11, 17, 19]);
  });

  it('sums over input channels and keeps filters apart', () => {
    const layer = looseLayer(conv2d({ filters: 2, kernelSize: 1, stride: 1, padding: 0, bias: true }), [[2, 1, 2]]);
    setParameters(layer, [1, 10, -1, 2], [100, 0]);
    const y = layer.forward([Float32Array.of(1, 2, 3, 4)], trainingContext(1));
    expect([...y]).toEqual([131, 142, 5, 6]);
  });
});
