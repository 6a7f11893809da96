import { OPTIMIZER_DEFAULTS } from '../optimizer-spec';
import { chain, PLAIN, type Preset } from './preset';

const SMALL = { kind: 'normal', sigma: 0.1 } as const;

/** The third notebook: exclusive or, learned by two hidden units, one of the four cases at a time, 50,000 times each. */
export const notebook002: Preset = {
  id: 'notebook-002',
  summary: 'Exclusive or: two hidden units, sigmoid, ½ squared error. The smallest problem that needs a hidden layer.',
  network: {
    format: 'kernelsmith.network',
    version: 1,
    name: 'notebook-002',
    input: { shape: [2], normalization: { mean: 0, scale: 1 } },
    classNames: ['0', '1'],
    layers: chain([
      { kind: 'dense', name: 'fc1', units: 2, bias: true, initializer: SMALL, biasInitializer: SMALL },
      { kind: 'sigmoid', name: 'sigmoid1' },
      { kind: 'dense', name: 'fc2', units: 1, bias: true, initializer: SMALL, biasInitializer: SMALL },
      { kind: 'sigmoid', name: 'sigmoid2' },
    ]),
    loss: { kind: 'halfSquaredError' },
  },
  settings: {
    ...PLAIN,
    dataset: { kind: 'xor' },
    validation: 0,
    epochs: 50_000,
    batchSize: 1,
    shuffle: false,
    optimizer: { ...OPTIMIZER_DEFAULTS.sgd, learningRate: 0.1 },
  },
};
