import { describe, expect, it } from 'vitest';
import { analyzeNetwork } from '../../../src-core/architecture/analyze';
import { LIGHT_AUGMENTATION } from '../../../src-core/architecture/augmentation';
import { epochAmounts, epochWork, type EpochImages } from '../../../src-core/architecture/epoch-work';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import { presets } from '../../../src-core/architecture/presets';
import type { TrainingSettings } from '../../../src-core/architecture/training-settings';
import {
  add,
  chainOf,
  conv2d,
  dense,
  flatten,
  maxPool2d,
  networkOf,
  quickSettings,
  relu,
} from '../../support/networks';

const IMAGES: EpochImages = { train: 1000, validation: 100 };

const workOf = (network: NetworkSpec, changes: Partial<TrainingSettings> = {}, images = IMAGES) =>
  epochWork(network, analyzeNetwork(network), { ...quickSettings, batchSize: 32, ...changes }, images);
const amountsOf = (network: NetworkSpec, images = IMAGES, changes: Partial<TrainingSettings> = {}) =>
  epochAmounts(network, analyzeNetwork(network), { ...quickSettings, batchSize: 10, ...changes }, images);

const reader = (filters: number, kernelSize = 3): NetworkSpec =>
  chainOf([1, 28, 28], 10, [
    conv2d('conv', filters, kernelSize),
    relu('relu'),
    maxPool2d('pool', 2),
    flatten('flatten'),
    dense('fc', 10),
  ]);

describe('epochWork', () => {
  it.each(presets)('of $id is that of its layers and its images', ({ network, settings }) => {
    const { layers, images, total } = epochWork(network, analyzeNetwork(network), settings, IMAGES);
    expect(layers).toHaveLength(network.layers.length);
    expect(layers.reduce((sum, layer) => sum + layer / total, images / total)).toBeCloseTo(1, 12);
    expect(Math.min(...layers)).toBeGreaterThanOrEqual(0);
    expect(images).toBeGreaterThan(0);
  });

  it('grows with filters, windows, images, validation, and with smaller batches', () => {
    const { total } = workOf(reader(8));
    expect(workOf(reader(16)).total).toBeGreaterThan(1.5 * total);
    expect(workOf(reader(8, 5)).total).toBeGreaterThan(total);
    expect(workOf(reader(8), { batchSize: 1 }).total).toBeGreaterThan(total);
    expect(workOf(reader(8), {}, { train: 2000, validation: 200 }).total).toBeCloseTo(2 * total, 3);
    expect(workOf(reader(8), {}, { train: 1000, validation: 0 }).total).toBeLessThan(total);
  });

  it('of a layer grows where it has more filters, and where what it reads has', () => {
    const [few, many] = [workOf(reader(8)), workOf(reader(16))];
    const [conv, , , , fc] = many.layers.map((layer, i) => layer / few.layers[i]);
    expect(conv).toBeGreaterThan(1.5);
    expect(fc).toBeGreaterThan(1.5);
  });

  it('knows of each optimizer what a weight takes', () => {
    const network = chainOf([784], 10, [dense('fc', 10)]);
    const { sgd, adam, adamW, rmsprop } = OPTIMIZER_DEFAULTS;
    const [plain, ...others] = [sgd, { ...sgd, momentum: 0.9 }, adam, adamW, rmsprop].map(
      (optimizer) => workOf(network, { optimizer, batchSize: 1 }).total,
    );
    for (const other of others) expect(other).toBeGreaterThan(plain);
    expect(workOf(network, { optimizer: sgd, batchSize: 1, clipNorm: 1 }).total).toBeGreaterThan(plain);
  });

  it('counts augmentation as no layer’s', () => {
    const [none, moved] = [null, LIGHT_AUGMENTATION].map((augmentation) => workOf(reader(8), { augmentation }));
    expect(moved.layers).toEqual(none.layers);
    expect(moved.images).toBeGreaterThan(none.images);
    const displaced = { ...LIGHT_AUGMENTATION, elastic: { alpha: 34, sigma: 4 } };
    expect(workOf(reader(8), { augmentation: displaced }).images).toBeGreaterThan(moved.images);
  });

  it('is nothing for a layer that is not known, and for flatten', () => {
    const network = chainOf([1, 4, 4], 2, [relu('relu'), conv2d('conv', 2, 9), flatten('flatten'), dense('fc', 2)]);
    const { layers, total } = workOf(network);
    expect(layers[0]).toBeGreaterThan(0);
    expect(layers.slice(1)).toEqual([0, 0, 0]);
    expect(total).toBeGreaterThan(0);
    expect(workOf(reader(8)).layers[3]).toBe(0);
  });
});

describe('epochAmounts', () => {
  it('counts every step, there and back, and the validation', () => {
    // 72,000 and 720 multiply-adds an image; the gradient of the images is not asked for.
    const network = chainOf([1, 12, 12], 2, [conv2d('conv', 20, 7), flatten('flatten'), dense('fc', 2)]);
    const { layers } = amountsOf(network, { train: 100, validation: 20 });
    expect(layers[0].narrowConvolution).toBe(20 * 36 * 49 * (2 * 100 + 20));
    // So few that one lane does them alone: they count twice.
    expect(layers[2].dense).toBe(2 * (720 * 2) * (3 * 100 + 20));
    expect(layers[2].call).toBe(10 * (3 + 2) + 2);
  });

  it('takes a ReLU and the pooling that alone reads it as one', () => {
    const { layers } = amountsOf(reader(8));
    expect(layers[1]).toEqual({});
    expect(Object.keys(layers[2]).sort()).toEqual(['call', 'halvedValue']);
    const shared = networkOf([1, 4, 4], 2, [
      relu('relu', ['input']),
      maxPool2d('pool', 2, ['relu']),
      maxPool2d('other', 2, ['relu']),
      add('add', ['pool', 'other']),
      flatten('flatten', ['add']),
      dense('fc', 2, ['flatten']),
    ]);
    expect(amountsOf(shared).layers[0].value).toBeGreaterThan(0);
    expect(amountsOf(shared).layers[1].windowValue).toBeGreaterThan(0);
  });

  it('fills no batch beyond the images that there are', () => {
    expect(amountsOf(reader(8), { train: 4, validation: 0 }, { batchSize: 500 })).toEqual(
      amountsOf(reader(8), { train: 4, validation: 0 }, { batchSize: 4 }),
    );
  });
});
