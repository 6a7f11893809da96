import type { LayerSpec } from '../layer-spec';
import { INPUT, type NetworkSpec } from '../network-spec';
import type { TrainingSettings } from '../training-settings';

/** A network with the recipe it is meant to be trained by. */
export interface Preset {
  readonly id: string;
  /** One line for the list: what it is and where it comes from. */
  readonly summary: string;
  readonly network: NetworkSpec;
  readonly settings: TrainingSettings;
}

export const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** MNIST's pixels brought to mean 0 and deviation 1. */
const MNIST_NORMALIZATION = { mean: 0.1307, scale: 0.3081 };

/** What recipes have in common that do nothing special. */
export const PLAIN: Omit<TrainingSettings, 'epochs' | 'batchSize' | 'optimizer'> = {
  dataset: { kind: 'mnist' },
  classes: null,
  subset: null,
  balanced: false,
  validation: 5000,
  test: null,
  augmentation: null,
  shuffle: true,
  schedule: { kind: 'constant' },
  warmup: 0,
  clipNorm: null,
  earlyStopping: null,
  mistakes: [],
  seed: 7,
};

/** A classifier of MNIST's digits whose last layer gives logits. */
export function digitReader(name: string, layers: readonly LayerSpec[]): NetworkSpec {
  return {
    format: 'kernelsmith.network',
    version: 1,
    name,
    input: { shape: [1, 28, 28], normalization: MNIST_NORMALIZATION },
    classNames: DIGITS,
    layers: [...layers],
    loss: { kind: 'softmaxCrossEntropy', epsilon: 0 },
  };
}

/** What the notebooks' classifiers of digits have in common: pixels are taken as 0…1. */
export function notebookReader(name: string): Omit<NetworkSpec, 'layers' | 'loss'> {
  const { format, version, classNames } = digitReader(name, []);
  return { format, version, name, input: { shape: [1, 28, 28], normalization: { mean: 0, scale: 1 } }, classNames };
}

/** A layer without its `inputs`. */
export type Link = DistributiveOmit<LayerSpec, 'inputs'>;

/** Layers each of which reads the one before it, the first one `from`: the common case of a network. */
export function chain(layers: readonly Link[], from = INPUT): LayerSpec[] {
  return layers.map((layer, i) => ({ ...layer, inputs: [i === 0 ? from : layers[i - 1].name] }));
}

/** A 3×3 convolution that keeps the size, batch normalization and ReLU, all numbered alike. */
export function convBlock(number: number, filters: number): Link[] {
  return [convolution(number, filters), normalization(number), { kind: 'relu', name: `relu${number}` }];
}

/** A 3×3 convolution that keeps the size; the batch normalization after it brings the bias. */
export function convolution(number: number, filters: number): Link {
  return {
    kind: 'conv2d',
    name: `conv${number}`,
    filters,
    kernelSize: 3,
    stride: 1,
    padding: 1,
    bias: false,
    initializer: { kind: 'heNormal' },
  };
}

export function normalization(number: number): Link {
  return { kind: 'batchNorm', name: `bn${number}`, momentum: 0.1, epsilon: 1e-5 };
}

/** Max-pooling to half the size; `ties`: which of equal maxima receive the gradient. */
export function halve(number: number, ties: 'first' | 'all' = 'first'): Link {
  return { kind: 'maxPool2d', name: `pool${number}`, kernelSize: 2, stride: 2, ties };
}

/** Global average pooling and one dense layer, so small at first that all digits are about equally likely. */
export function averagedAnswer(): Link[] {
  return [
    { kind: 'globalAveragePool2d', name: 'gap' },
    { kind: 'dense', name: 'fc', units: DIGITS.length, bias: true, initializer: { kind: 'normal', sigma: 0.01 } },
  ];
}

/** Omit over each member of a union by itself. */
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
