import { describe, expect, it } from 'vitest';
import type { Initializer } from '../../../src-core/architecture/layer-spec';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import { findPreset } from '../../../src-core/architecture/presets';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { buildModel } from '../../../src-core/model/model';
import type { Parameter } from '../../../src-core/tensor/parameter';
import { batchNorm, chainOf, conv2d, dense, flatten } from '../../support/networks';

const lenet5 = findPreset('lenet-5').network;

const parametersOf = (network: NetworkSpec, seed = 7): readonly Parameter[] =>
  buildModel(network, referenceKernels, { maxBatch: 1, trainable: false, seed }).parameters;

/** First weights by name. */
function firstWeights(network: NetworkSpec, seed = 7): Map<string, Float32Array> {
  return new Map(parametersOf(network, seed).map(({ name, value }) => [name, value]));
}

function deviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

describe('first weights', () => {
  it('are the same for the same seed and others for another', () => {
    expect(firstWeights(lenet5)).toEqual(firstWeights(lenet5));
    const [seven, eight] = [firstWeights(lenet5, 7), firstWeights(lenet5, 8)];
    for (const [name, values] of seven) {
      if (name.endsWith('.weight')) expect(values).not.toEqual(eight.get(name));
    }
  });

  it.each<[string, Initializer, number]>([
    ['√(2 / fan-in)', { kind: 'heNormal' }, Math.sqrt(2 / 200)],
    ['√(2 / (fan-in + fan-out))', { kind: 'xavierNormal' }, Math.sqrt(2 / (200 + 800))],
    ['√(2 / fan-in), uniform', { kind: 'heUniform' }, Math.sqrt(2 / 200)],
    ['√(2 / (fan-in + fan-out)), uniform', { kind: 'xavierUniform' }, Math.sqrt(2 / (200 + 800))],
    ['σ', { kind: 'normal', sigma: 0.3 }, 0.3],
    ['0', { kind: 'normal', sigma: 0 }, 0],
  ])('have the standard deviation %s', (_, initializer, sigma) => {
    // Both layers have a fan-in of 200 (8·5·5 in the convolution) and a fan-out of 800 (32·5·5).
    const convolution = [conv2d('before', 8, 1), { ...conv2d('layer', 32, 5), initializer }, flatten('flatten')];
    const classifier = [{ ...dense('layer', 800), initializer }];
    const networks = [
      chainOf([3, 8, 8], 2, [...convolution, dense('last', 2)]),
      chainOf([200], 2, [...classifier, dense('last', 2)]),
    ];
    for (const weights of networks.map((network) => firstWeights(network).get('layer.weight')!)) {
      expect(Math.abs(deviation(weights) - sigma)).toBeLessThanOrEqual(0.03 * sigma);
      const mean = weights.reduce((sum, value) => sum + value, 0) / weights.length;
      expect(Math.abs(mean)).toBeLessThanOrEqual((4 * sigma) / Math.sqrt(weights.length));
    }
  });

  it.each<[Initializer, number]>([
    [{ kind: 'heUniform' }, Math.sqrt(6 / 200)],
    [{ kind: 'xavierUniform' }, Math.sqrt(6 / (200 + 800))],
  ])('fill the whole of their interval evenly: %j', (initializer, limit) => {
    const network = chainOf([200], 2, [{ ...dense('layer', 800), initializer }, dense('last', 2)]);
    const weights = firstWeights(network).get('layer.weight')!;
    const tenths = new Array<number>(10).fill(0);
    for (const weight of weights) tenths[Math.floor((5 * (weight + limit)) / limit)]++;
    expect(tenths).toHaveLength(10);
    for (const count of tenths) expect(Math.abs(count / weights.length - 0.1)).toBeLessThan(0.005);
  });

  it('are what they are told to be, biases too', () => {
    const layer = {
      ...dense('layer', 4),
      initializer: { kind: 'constant', value: 0.5 },
      biasInitializer: { kind: 'constant', value: -2 },
    } as const;
    const weights = firstWeights(chainOf([3], 4, [layer]));
    expect([...weights.get('layer.weight')!]).toEqual(new Array(12).fill(0.5));
    expect([...weights.get('layer.bias')!]).toEqual([-2, -2, -2, -2]);
  });

  it('let batch normalization begin as the identity', () => {
    const weights = firstWeights(chainOf([2], 2, [batchNorm('bn')]));
    expect([...weights].map(([name, values]) => [name, ...values])).toEqual([
      ['bn.weight', 1, 1],
      ['bn.bias', 0, 0],
      ['bn.running_mean', 0, 0],
      ['bn.running_var', 1, 1],
    ]);
  });

  it('are zero for biases', () => {
    for (const { name, value } of parametersOf(lenet5)) {
      expect(value.every((v) => v === 0)).toBe(name.endsWith('.bias'));
    }
  });

  it('of a layer stay as they were when another layer is changed, added or moved in the file', () => {
    const before = firstWeights(lenet5);
    const changed: NetworkSpec = {
      ...lenet5,
      layers: lenet5.layers
        .map((layer) => (layer.name === 'fc2' && layer.kind === 'dense' ? { ...layer, bias: false } : layer))
        .map((layer) => (layer.name === 'fc3' ? { ...layer, inputs: ['extra'] } : layer))
        .concat({ ...dense('extra', 84), inputs: ['relu4'] })
        .reverse(),
    };
    const after = firstWeights(changed);
    for (const name of ['conv1', 'conv2', 'fc1', 'fc2', 'fc3'].map((layer) => `${layer}.weight`)) {
      expect(after.get(name)).toEqual(before.get(name));
    }
    expect(after.has('extra.weight')).toBe(true);
    expect(after.has('fc2.bias')).toBe(false);
  });

  it('of two layers of one shape differ', () => {
    const twins = firstWeights(chainOf([20], 20, [dense('a', 20), dense('b', 20)]));
    expect(twins.get('a.weight')).not.toEqual(twins.get('b.weight'));
  });
});
