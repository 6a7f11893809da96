import { LIGHT_AUGMENTATION, type Augmentation } from '../augmentation';
import { OPTIMIZER_DEFAULTS } from '../optimizer-spec';
import { chain, digitReader, halve, PLAIN, type Preset } from './preset';

const HE = { kind: 'heNormal' } as const;
/** So small that an untrained network finds all digits about equally likely, which is the truth. */
const UNDECIDED = { kind: 'normal', sigma: 0.01 } as const;
/** Digits drawn on the pad lean and differ in size more than those of MNIST do. */
const DRAWN: Augmentation = { ...LIGHT_AUGMENTATION, rotate: 10, scale: 0.12, shear: 8 };

/**
 * LeNet-5 of LeCun, Bottou, Bengio and Haffner (1998) as it is built today: ReLU for the squashing functions, max-pooling
 * for the trainable subsampling, full connection between the feature maps, softmax at the end.
 */
export const lenet5: Preset = {
  id: 'lenet-5',
  summary: 'Two convolutions and three dense layers: the classic digit reader of 1998, in today’s parts.',
  network: digitReader(
    'lenet-5',
    chain([
      { kind: 'conv2d', name: 'conv1', filters: 6, kernelSize: 5, stride: 1, padding: 2, bias: true, initializer: HE },
      { kind: 'relu', name: 'relu1' },
      halve(1),
      { kind: 'conv2d', name: 'conv2', filters: 16, kernelSize: 5, stride: 1, padding: 0, bias: true, initializer: HE },
      { kind: 'relu', name: 'relu2' },
      halve(2),
      { kind: 'flatten', name: 'flatten' },
      { kind: 'dense', name: 'fc1', units: 120, bias: true, initializer: HE },
      { kind: 'relu', name: 'relu3' },
      { kind: 'dense', name: 'fc2', units: 84, bias: true, initializer: HE },
      { kind: 'relu', name: 'relu4' },
      { kind: 'dense', name: 'fc3', units: 10, bias: true, initializer: UNDECIDED },
    ]),
  ),
  settings: {
    ...PLAIN,
    augmentation: DRAWN,
    epochs: 3,
    batchSize: 32,
    optimizer: { ...OPTIMIZER_DEFAULTS.adamW, learningRate: 0.005, weightDecay: 0.1 },
    schedule: { kind: 'oneCycle', rise: 0.2, divide: 25, finalDivide: 1e4 },
  },
};
