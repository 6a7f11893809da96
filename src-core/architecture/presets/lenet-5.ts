import { chain, DIGITS, type Preset } from './preset';

const HE = { kind: 'heNormal' } as const;
/** So small that an untrained network finds all digits about equally likely, which is the truth. */
const UNDECIDED = { kind: 'normal', sigma: 0.01 } as const;

/**
 * LeNet-5 of LeCun, Bottou, Bengio and Haffner (1998) as it is built today: ReLU for the squashing functions, max-pooling
 * for the trainable subsampling, full connection between the feature maps, softmax at the end.
 */
export const lenet5: Preset = {
  id: 'lenet-5',
  summary: 'Two convolutions and three dense layers: the classic digit reader of 1998, in today’s parts.',
  network: {
    format: 'kernelsmith.network',
    version: 1,
    name: 'lenet-5',
    input: { shape: [1, 28, 28], normalization: { mean: 0.1307, scale: 0.3081 } },
    classNames: DIGITS,
    layers: chain([
      { kind: 'conv2d', name: 'conv1', filters: 6, kernelSize: 5, stride: 1, padding: 2, bias: true, initializer: HE },
      { kind: 'relu', name: 'relu1' },
      { kind: 'maxPool2d', name: 'pool1', kernelSize: 2, stride: 2, ties: 'first' },
      { kind: 'conv2d', name: 'conv2', filters: 16, kernelSize: 5, stride: 1, padding: 0, bias: true, initializer: HE },
      { kind: 'relu', name: 'relu2' },
      { kind: 'maxPool2d', name: 'pool2', kernelSize: 2, stride: 2, ties: 'first' },
      { kind: 'flatten', name: 'flatten' },
      { kind: 'dense', name: 'fc1', units: 120, bias: true, initializer: HE },
      { kind: 'relu', name: 'relu3' },
      { kind: 'dense', name: 'fc2', units: 84, bias: true, initializer: HE },
      { kind: 'relu', name: 'relu4' },
      { kind: 'dense', name: 'fc3', units: 10, bias: true, initializer: UNDECIDED },
    ]),
    loss: { kind: 'softmaxCrossEntropy', epsilon: 0 },
  },
  settings: {
    subset: null,
    validation: 5000,
    epochs: 3,
    batchSize: 64,
    shuffle: true,
    optimizer: { kind: 'sgd', learningRate: 0.02, momentum: 0.9, nesterov: false, weightDecay: 0 },
    schedule: { kind: 'constant' },
    warmup: 0,
    clipNorm: null,
    mistakes: [],
    seed: 7,
  },
};
