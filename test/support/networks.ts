import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { chain } from '../../src-core/architecture/presets/preset';
import type { LayerSpec } from '../../src-core/architecture/layer-spec';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';

const HE = { kind: 'heNormal' } as const;

/** Layers with the settings that most tests do not care about. */
export const conv2d = (name: string, filters: number, kernelSize: number, padding = 0, inputs: string[] = []) =>
  ({ kind: 'conv2d', name, inputs, filters, kernelSize, stride: 1, padding, bias: true, initializer: HE }) as const;
export const maxPool2d = (name: string, kernelSize: number, inputs: string[] = []) =>
  ({ kind: 'maxPool2d', name, inputs, kernelSize, stride: kernelSize, ties: 'first' }) as const;
export const dense = (name: string, units: number, inputs: string[] = []) =>
  ({ kind: 'dense', name, inputs, units, bias: true, initializer: HE }) as const;
export const relu = (name: string, inputs: string[] = []) => ({ kind: 'relu', name, inputs }) as const;
export const flatten = (name: string, inputs: string[] = []) => ({ kind: 'flatten', name, inputs }) as const;
export const batchNorm = (name: string, inputs: string[] = []) =>
  ({ kind: 'batchNorm', name, inputs, momentum: 0.1, epsilon: 1e-5 }) as const;
export const add = (name: string, inputs: string[]) => ({ kind: 'add', name, inputs }) as const;

export const dropout = (name: string, rate: number, inputs: string[] = []) =>
  ({ kind: 'dropout', name, inputs, rate }) as const;

/** A network of these layers, with `classes` classes and pixels taken as 0…1. */
export function networkOf(shape: readonly number[], classes: number, layers: readonly LayerSpec[]): NetworkSpec {
  return {
    format: 'kernelsmith.network',
    version: 1,
    name: 'test',
    input: { shape: shape as NetworkSpec['input']['shape'], normalization: { mean: 0, scale: 1 } },
    classNames: Array.from({ length: classes }, (_, i) => `class ${i}`),
    layers: [...layers],
    loss: { kind: 'softmaxCrossEntropy', epsilon: 0 },
  };
}

/** The same, each layer reading the one before it. */
export function chainOf(shape: readonly number[], classes: number, layers: readonly LayerSpec[]): NetworkSpec {
  return networkOf(shape, classes, chain(layers));
}

/** conv → relu → pool → dense for 1×6×6 images of three classes. */
export const barsNetwork: NetworkSpec = chainOf([1, 6, 6], 3, [
  conv2d('conv', 4, 3),
  relu('relu'),
  maxPool2d('pool', 2),
  flatten('flatten'),
  dense('fc', 3),
]);

/** A recipe of a few quick steps. */
export const quickSettings: TrainingSettings = {
  dataset: { kind: 'mnist' },
  classes: null,
  subset: null,
  balanced: false,
  test: null,
  augmentation: null,
  validation: 0,
  epochs: 2,
  batchSize: 8,
  shuffle: true,
  optimizer: { kind: 'sgd', learningRate: 0.05, momentum: 0.9, nesterov: false, weightDecay: 0 },
  schedule: { kind: 'constant' },
  warmup: 0,
  clipNorm: null,
  earlyStopping: null,
  mistakes: [],
  seed: 7,
};

/** conv → relu → flatten → fc */
export const shortChain = chainOf([1, 8, 8], 10, [
  conv2d('conv', 4, 3, 1),
  relu('relu'),
  flatten('flatten'),
  dense('fc', 10),
]);
/** stem → left → sum ← stem; sum → flatten → fc */
export const branching = networkOf([1, 8, 8], 10, [
  conv2d('stem', 4, 3, 1, ['input']),
  conv2d('left', 4, 3, 1, ['stem']),
  add('sum', ['left', 'stem']),
  flatten('flatten', ['sum']),
  dense('fc', 10, ['flatten']),
]);
