import { describe, expect, it } from 'vitest';
import { findPreset } from '../../../../src-core/architecture/presets';
import { dataSourceSchema } from '../../../../src-core/architecture/data-source';
import { splitExamples } from '../../../../src-core/data/dataset';
import { generateLines } from '../../../../src-core/data/sources/lines';
import { xorDataset } from '../../../../src-core/data/sources/xor';
import { referenceKernels } from '../../../../src-core/kernels/reference';
import { prepareTraining } from '../../../../src-core/training/prepare';
import { train } from '../../../../src-core/training/train';

const SOURCE = { kind: 'lines', training: 500, test: 100, noise: 0.1, seed: 7 } as const;

describe('generateLines', () => {
  const { training, test, classNames, description } = generateLines(SOURCE);

  it('makes as many as are asked for, labels in turn', () => {
    expect([training.count, test.count, training.shape, classNames]).toEqual([
      500,
      100,
      [1, 28, 28],
      ['vertical', 'horizontal'],
    ]);
    expect([...training.labels.subarray(0, 5)]).toEqual([0, 1, 0, 1, 0]);
    expect(description).toBe('Lines in noise of 0.1 (seed 7): 500 training and 100 test images of 1×28×28, 2 classes');
  });

  it('draws, without noise, white lines of 2×18 at 10…17 and nothing else', () => {
    const clean = generateLines({ ...SOURCE, noise: 0 }).training;
    const places = [new Set<number>(), new Set<number>()];
    for (let i = 0; i < clean.count; i++) {
      const white = [...clean.images.subarray(784 * i, 784 * (i + 1)).entries()].filter(([, value]) => value !== 0);
      expect(white.map(([, value]) => value)).toEqual(new Array(36).fill(1));
      const along = white.map(([at]) => (clean.labels[i] === 0 ? Math.floor(at / 28) : at % 28));
      const across = white.map(([at]) => (clean.labels[i] === 0 ? at % 28 : Math.floor(at / 28)));
      expect([Math.min(...along), Math.max(...along)]).toEqual([5, 22]);
      expect(Math.max(...across) - Math.min(...across)).toBe(1);
      places[clean.labels[i]].add(Math.min(...across));
    }
    for (const set of places) expect([...set].sort((a, b) => a - b)).toEqual([10, 11, 12, 13, 14, 15, 16, 17]);
  });

  it('adds noise of that standard deviation, not cut off', () => {
    const clean = generateLines({ ...SOURCE, noise: 0 }).training.images;
    const noise = Array.from(training.images, (value, i) => value - clean[i]);
    expect(noise.reduce((sum, value) => sum + value, 0) / noise.length).toBeCloseTo(0, 3);
    expect(Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / noise.length)).toBeCloseTo(0.1, 3);
    expect(Math.min(...training.images.subarray(0, 784))).toBeLessThan(-0.1);
  });

  it('makes each image a function of seed, part and number', () => {
    const fewer = generateLines({ ...SOURCE, training: 20, test: 20 });
    expect(fewer.training.images).toEqual(training.images.subarray(0, 20 * 784));
    expect(fewer.test.images).toEqual(test.images.subarray(0, 20 * 784));
    expect(fewer.test.images).not.toEqual(fewer.training.images);
    expect(generateLines({ ...SOURCE, training: 20, seed: 8 }).training.images).not.toEqual(fewer.training.images);
  });

  it('trains a network of ten classes, as the notebook does', () => {
    const { network, settings } = findPreset('notebook-000');
    const splits = splitExamples(training, test, { subset: null, validation: 50 });
    const run = prepareTraining(network, { ...settings, epochs: 2 }, splits, referenceKernels);
    const accuracies = [...train(run)].flatMap((event) => (event.kind === 'epoch' ? [event.validation!.accuracy] : []));
    expect(accuracies[1]).toBeGreaterThan(0.95);
  });
});

describe('xorDataset', () => {
  it('is the four points, for training and for testing', () => {
    const { training, test } = xorDataset();
    expect([training.count, training.shape]).toEqual([4, [2]]);
    for (let i = 0; i < 4; i++) {
      const [a, b] = training.images.subarray(2 * i, 2 * i + 2);
      expect(training.labels[i]).toBe(a ^ b);
    }
    expect(test).toBe(training);
  });
});

describe('dataSourceSchema', () => {
  it('takes the sources there are', () => {
    const sources = [
      { kind: 'mnist' },
      { kind: 'fashionMnist' },
      SOURCE,
      { kind: 'xor' },
      { kind: 'folder', path: '/data' },
      { kind: 'folder', path: '/data', shape: [3, 32, 64] },
      { kind: 'folder', path: '/data', shape: [12_288] },
    ];
    for (const source of sources) expect(dataSourceSchema.parse(source)).toEqual(source);
  });

  it('refuses others', () => {
    const sources = [
      { kind: 'cifar' },
      { ...SOURCE, training: 1 },
      { ...SOURCE, noise: -1 },
      { kind: 'folder', path: '' },
      { kind: 'folder', path: '/data', shape: [2, 32, 32] },
      { kind: 'folder', path: '/data', shape: [1, 65, 32] },
      { kind: 'folder', path: '/data', shape: [12_289] },
    ];
    for (const source of sources) expect(dataSourceSchema.safeParse(source).success).toBe(false);
  });
});
