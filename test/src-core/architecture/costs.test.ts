import { describe, expect, it } from 'vitest';
import { analyzeNetwork } from '../../../src-core/architecture/analyze';
import { networkCosts } from '../../../src-core/architecture/costs';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import { findPreset } from '../../../src-core/architecture/presets';
import { add, batchNorm, chainOf, conv2d, dense, flatten, maxPool2d, networkOf, relu } from '../../support/networks';

const costsOf = (network: NetworkSpec) => networkCosts(analyzeNetwork(network), network.input.shape);

/** Name, sides of the receptive field and jump of every layer. */
const fieldsOf = (network: NetworkSpec): unknown[] => {
  const { layers } = analyzeNetwork(network);
  return costsOf(network).layers.map((costs, i) => [
    layers[i].spec.name,
    costs?.receptiveField.size,
    costs?.receptiveField.jump,
  ]);
};

const HE = { kind: 'heNormal' } as const;
/** 1×8×8 → 2 channels → a block of two 3×3 convolutions beside a shortcut → global pooling → 3 classes. */
const residual = networkOf([1, 8, 8], 3, [
  conv2d('stem', 2, 3, 1, ['input']),
  conv2d('conv1', 2, 3, 1, ['stem']),
  batchNorm('bn', ['conv1']),
  relu('relu', ['bn']),
  conv2d('conv2', 2, 3, 1, ['relu']),
  add('sum', ['conv2', 'stem']),
  { kind: 'globalAveragePool2d', name: 'pool', inputs: ['sum'] },
  dense('fc', 3, ['pool']),
]);

describe('networkCosts of lenet-5', () => {
  const { network } = findPreset('lenet-5');
  const costs = costsOf(network);

  it('counts its 416,520 multiply-adds', () => {
    expect(costs.layers.map((layer) => layer?.multiplyAdds)).toEqual([
      6 * 28 * 28 * 25,
      0,
      0,
      16 * 10 * 10 * 6 * 25,
      0,
      0,
      0,
      400 * 120,
      0,
      120 * 84,
      0,
      84 * 10,
    ]);
    expect(costs.multiplyAdds).toBe(416_520);
  });

  it('knows how much of the image each layer sees', () => {
    expect(fieldsOf(network)).toEqual([
      ['conv1', [5, 5], 1],
      ['relu1', [5, 5], 1],
      ['pool1', [6, 6], 2],
      ['conv2', [14, 14], 2],
      ['relu2', [14, 14], 2],
      ['pool2', [16, 16], 4],
      ['flatten', [16, 16], null],
      ['fc1', [28, 28], null],
      ['relu3', [28, 28], null],
      ['fc2', [28, 28], null],
      ['relu4', [28, 28], null],
      ['fc3', [28, 28], null],
    ]);
  });

  it('adds up its memory', () => {
    // conv1, relu1, pool1, conv2, relu2, pool2, flatten, fc1, relu3, fc2, relu4, fc3.
    const values = 4704 + 4704 + 1176 + 1600 + 1600 + 400 + 400 + 120 + 120 + 84 + 84 + 10;
    expect(costs.trainable).toBe(61_706);
    expect(costs.notTrainable).toBe(0);
    expect(costs.layers[0]).toMatchObject({ activationBytes: 4 * 4704, trainingBytes: 8 * 4704 });
    expect(costs.predictionBytes).toBe(4 * (61_706 + 784 + values));
    expect(costs.trainingBytes(64)).toBe(4 * (2 * 61_706 + 64 * (784 + 2 * values)));
  });
});

describe('networkCosts', () => {
  it('takes the larger field where branches meet, and counts running statistics apart', () => {
    expect(fieldsOf(residual)).toEqual([
      ['stem', [3, 3], 1],
      ['conv1', [5, 5], 1],
      ['bn', [5, 5], 1],
      ['relu', [5, 5], 1],
      ['conv2', [7, 7], 1],
      ['sum', [7, 7], 1],
      ['pool', [8, 8], null],
      ['fc', [8, 8], null],
    ]);
    const costs = costsOf(residual);
    expect(costs.multiplyAdds).toBe(64 * 2 * 9 + 2 * (64 * 2 * 2 * 9) + 2 * 3);
    expect(costs.trainable).toBe(20 + 38 + 4 + 38 + 9);
    expect(costs.notTrainable).toBe(4);
    const values = 6 * 128 + 2 + 3;
    expect(costs.predictionBytes).toBe(4 * (109 + 4 + 64 + values));
    expect(costs.trainingBytes(2)).toBe(4 * (2 * 109 + 4 + 2 * (64 + 2 * values)));
  });

  it('counts depthwise, strided and three-channel convolutions', () => {
    const network = chainOf([3, 9, 7], 4, [
      {
        kind: 'depthwiseConv2d',
        name: 'depth',
        inputs: [],
        depthMultiplier: 2,
        kernelSize: 3,
        stride: 2,
        padding: 'same',
        bias: true,
        initializer: HE,
      },
      { ...conv2d('point', 5, 1), stride: 2 },
      maxPool2d('pool', 2),
      flatten('flatten'),
      dense('fc', 4),
    ]);
    // 6×5×4, 5×3×2, 5×1×1.
    expect(costsOf(network).layers.map((layer) => layer?.multiplyAdds)).toEqual([6 * 20 * 9, 5 * 6 * 6, 0, 0, 20]);
    expect(fieldsOf(network)).toEqual([
      ['depth', [3, 3], 2],
      ['point', [3, 3], 4],
      ['pool', [7, 7], 8],
      ['flatten', [7, 7], null],
      ['fc', [9, 7], null],
    ]);
  });

  it('measures a vector by its length', () => {
    const network = chainOf([5], 2, [relu('relu'), dense('fc', 2), { kind: 'softmax', name: 'softmax', inputs: [] }]);
    expect(fieldsOf(network)).toEqual([
      ['relu', [1], 1],
      ['fc', [5], null],
      ['softmax', [5], null],
    ]);
  });

  it('leaves out what is not known of a network under construction', () => {
    const network = chainOf([1, 4, 4], 2, [relu('relu'), conv2d('conv', 2, 9), flatten('flatten'), dense('fc', 2)]);
    const costs = costsOf(network);
    expect(costs.layers.map((layer) => layer?.activationBytes)).toEqual([64, undefined, undefined, undefined]);
    expect(costs.multiplyAdds).toBe(0);
  });
});
