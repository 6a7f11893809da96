import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Layer, LayerContext } from '../../../src-core/layers/layer';
import { expectTrueGradients, imageShapes, seeds, type GradientCase } from '../../support/gradient-check';
import { looseLayer, setParameters, trainingContext, type LooseSpec } from '../../support/layers';
import { expectClose } from '../../support/numbers';

const batchNorm = (momentum: number, epsilon: number): LooseSpec => ({ kind: 'batchNorm', momentum, epsilon });

/** ε is not small: with few examples the slope changes within √ε, and finite differences have to be finer than that. */
const epsilons = fc.double({ min: 0.1, max: 1, noNaN: true });
const casesOf = (shapes: fc.Arbitrary<readonly number[]>): fc.Arbitrary<GradientCase> =>
  fc.tuple(epsilons, shapes, fc.integer({ min: 1, max: 5 }), seeds).map(([epsilon, shape, batchSize, seed]) => ({
    spec: batchNorm(0.1, epsilon),
    inputShapes: [shape],
    batchSize,
    seed,
  }));
const vectors = fc.tuple(fc.integer({ min: 1, max: 8 }));
const pixels = fc.integer({ min: 1, max: 4 }).map((channels) => [channels, 1, 1]);

const evalContext = (batchSize: number): LayerContext => ({ ...trainingContext(batchSize), mode: 'eval' });

/** γ, β, running mean and running variance. */
const valuesOf = (layer: Layer): number[][] => layer.parameters.map(({ value }) => [...value]);

describe('BatchNorm', () => {
  it.each([
    ['2-D', imageShapes],
    ['2-D, images of one pixel', pixels],
    ['1-D', vectors],
  ] as const)('has the gradients of finite differences while learning: %s', (what, shapes) => {
    expectTrueGradients(`batch-norm ${what}`, casesOf(shapes));
  });

  it.each([
    ['2-D', imageShapes],
    ['1-D', vectors],
  ] as const)('has the gradients of finite differences while not learning: %s', (what, shapes) => {
    const cases = casesOf(shapes).map((c) => ({ ...c, mode: 'eval' as const }));
    expectTrueGradients(`batch-norm ${what}, eval`, cases);
  });

  it('computes a case worked out by hand', () => {
    const layer = looseLayer(batchNorm(0.1, 1), [[2]], 4);
    setParameters(layer, [2, 3], [10, 0], [0, 8], [1, 1]);
    // Feature 0: mean 3, variance 3, √(3 + 1) = 2. Feature 1 is the same everywhere.
    const x = Float32Array.of(0, 5, 4, 5, 4, 5, 4, 5);
    const y = layer.forward([x], trainingContext(4));
    expectClose(y, [7, 0, 11, 0, 11, 0, 11, 0], 1e-6);
    // 0 + 0.1 · 3 and 8 + 0.1 · (5 − 8); 0.9 · 1 + 0.1 · 3 · 4 / 3 and 0.9 · 1 + 0.1 · 0.
    expectClose(layer.parameters[2].value, [0.3, 7.7], 1e-6);
    expectClose(layer.parameters[3].value, [1.3, 0.9], 1e-6);

    const [dx] = layer.backward(Float32Array.of(4, 1, 0, 0, 0, 0, 0, 0), trainingContext(4));
    // x̂ = −3/2, ½, ½, ½: mean(dy) = 1, mean(dy x̂) = −3/2, γ / 2 = 1.
    const first = [4 - 1 - 9 / 4, -1 + 3 / 4, -1 + 3 / 4, -1 + 3 / 4];
    const second = [3 * 0.75, -3 * 0.25, -3 * 0.25, -3 * 0.25];
    expectClose(
      dx!,
      first.flatMap((value, i) => [value, second[i]]),
      1e-6,
    );
    expectClose(layer.parameters[0].grad, [-6, 0], 1e-6);
    expectClose(layer.parameters[1].grad, [4, 1], 1e-6);
  });

  it('takes the running statistics while not learning, and leaves them alone', () => {
    const layer = looseLayer(batchNorm(0.5, 1), [[1, 1, 2]], 1);
    setParameters(layer, [2], [1], [5], [3]);
    const y = layer.forward([Float32Array.of(5, 9)], evalContext(1));
    expectClose(y, [1, 5], 1e-6);
    expect(valuesOf(layer)).toEqual([[2], [1], [5], [3]]);
    expectClose(layer.backward(Float32Array.of(3, 4), evalContext(1))[0]!, [3, 4], 1e-6);
  });

  it('follows the batches from step to step', () => {
    const layer = looseLayer(batchNorm(0.5, 1), [[1]], 2);
    setParameters(layer, [1], [0], [0], [1]);
    layer.forward([Float32Array.of(1, 3)], trainingContext(2)); // mean 2, variance 2 with n − 1
    expect(valuesOf(layer).slice(2)).toEqual([[1], [1.5]]);
    layer.forward([Float32Array.of(3, 7)], trainingContext(2)); // mean 5, variance 8
    expect(valuesOf(layer).slice(2)).toEqual([[3], [4.75]]);
    layer.forward([Float32Array.of(100, 7)], trainingContext(1)); // a batch of one has no variance
    expect(valuesOf(layer).slice(2)).toEqual([[51.5], [2.375]]);
  });

  it('names its parameters as PyTorch does; the running statistics are not learned', () => {
    const layer = looseLayer(batchNorm(0.1, 1e-5), [[3, 2, 2]]);
    expect(layer.parameters.map(({ name, shape, trainable, grad }) => [name, shape, trainable, grad.length])).toEqual([
      ['layer.weight', [3], true, 3],
      ['layer.bias', [3], true, 3],
      ['layer.running_mean', [3], false, 0],
      ['layer.running_var', [3], false, 0],
    ]);
  });
});
