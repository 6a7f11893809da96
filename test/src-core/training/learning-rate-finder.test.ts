import { describe, expect, it } from 'vitest';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import type { TrainingSettings } from '../../../src-core/architecture/training-settings';
import type { Kernels } from '../../../src-core/kernels/kernels';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { isLost, RATE_RANGE, suggestedRate } from '../../../src-core/metrics/rate-range';
import { findLearningRate } from '../../../src-core/training/learning-rate-finder';
import { prepareTraining } from '../../../src-core/training/prepare';
import { train } from '../../../src-core/training/train';
import { barSplits } from '../../support/examples';
import { wasmKernels } from '../../support/kernels';
import { chainOf, conv2d, dense, flatten, quickSettings, relu } from '../../support/networks';

const splits = barSplits({ train: 60, validation: 10, test: 7 });
const network = chainOf([1, 6, 6], 3, [conv2d('conv', 4, 3), relu('relu'), flatten('flatten'), dense('fc', 3)]);
const find = (change: Partial<TrainingSettings> = {}, kernels = referenceKernels) => [
  ...findLearningRate(network, { ...quickSettings, ...change }, splits, kernels),
];

describe('findLearningRate', () => {
  it('tries rates from the lowest to the highest, each a constant multiple of the one before', () => {
    const points = find({ clipNorm: 0.001 }); // which does not diverge
    expect(points).toHaveLength(RATE_RANGE.count);
    expect(points[0].learningRate).toBe(RATE_RANGE.lowest);
    expect(points.at(-1)?.learningRate).toBeCloseTo(RATE_RANGE.highest, 12);
    const ratios = points.slice(1).map(({ learningRate }, i) => learningRate / points[i].learningRate);
    for (const ratio of ratios) expect(ratio).toBeCloseTo(ratios[0], 9);
  });

  it('begins with the first weights, whatever schedule, warm-up and rate the settings have', () => {
    const points = find();
    const other = find({
      optimizer: { ...quickSettings.optimizer, learningRate: 3 },
      schedule: { kind: 'cosine', final: 0 },
      warmup: 50,
      epochs: 1,
    });
    expect(other).toEqual(points);
    const training = prepareTraining(network, { ...quickSettings, batchSize: 60 }, splits, referenceKernels);
    const first = train(training).next().value;
    // Two steps by a rate at which nothing is learned.
    expect(find({ batchSize: 60 })[0].loss).toBeCloseTo(first?.kind === 'steps' ? first.losses[0] : NaN, 5);
  });

  it.each([1, 8, 30, 64])('meets at least 64 examples with each rate, in batches of %i', (batchSize) => {
    let examples = 0;
    const counting: Kernels = {
      ...referenceKernels,
      dense: (x, weight, bias, y, n, inFeatures, outFeatures) => {
        examples += n;
        referenceKernels.dense(x, weight, bias, y, n, inFeatures, outFeatures);
      },
    };
    const search = findLearningRate(network, { ...quickSettings, batchSize, clipNorm: 1e-3 }, splits, counting);
    search.next();
    const first = examples;
    search.next();
    // The last batch of an epoch is smaller.
    for (const met of [first, examples - first]) {
      expect(met).toBeGreaterThan(64 - batchSize);
      expect(met).toBeLessThan(64 + batchSize);
    }
  });

  it('ends where the loss is lost', () => {
    const points = find({ mistakes: ['flipGradient'] }); // the loss can only rise
    expect(points.length).toBeLessThan(RATE_RANGE.count);
    expect(isLost(points)).toBe(true);
    expect(isLost(points.slice(0, -1))).toBe(false);
  });

  it('ends before a loss that is no longer finite', () => {
    const overflowing: Kernels = {
      ...referenceKernels,
      dense: (x, weight, bias, y, n, inFeatures, outFeatures) => {
        referenceKernels.dense(x, weight, bias, y, n, inFeatures, outFeatures);
        if (weight.some((value) => Math.abs(value) > 1)) y.fill(Infinity);
      },
    };
    const points = find({ optimizer: OPTIMIZER_DEFAULTS.adam }, overflowing);
    expect(points.length).toBeGreaterThan(10);
    expect(points.length).toBeLessThan(RATE_RANGE.count);
    expect(points.every(({ loss }) => Number.isFinite(loss))).toBe(true);
    expect(isLost(points)).toBe(false);
  });

  it.each(wasmKernels())('suggests a rate that learns, by the $name kernels', (kernels) => {
    const rate = suggestedRate(find({ optimizer: OPTIMIZER_DEFAULTS.adam }, kernels))!;
    const settings = {
      ...quickSettings,
      epochs: 10,
      schedule: { kind: 'constant' } as const,
      optimizer: { ...OPTIMIZER_DEFAULTS.adam, learningRate: rate },
    };
    const losses = [...train(prepareTraining(network, settings, splits, kernels))].flatMap((event) =>
      event.kind === 'steps' ? event.losses : [],
    );
    expect(losses.at(-1)).toBeLessThan(losses[0] / 3);
  });

  it('refuses what cannot be trained', () => {
    const three = { ...splits, train: { ...splits.train, labels: splits.train.labels.map(() => 7) } };
    expect(() => [...findLearningRate(network, quickSettings, three, referenceKernels)]).toThrow('labels up to 7');
  });
});
