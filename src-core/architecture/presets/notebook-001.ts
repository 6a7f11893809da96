import { OPTIMIZER_DEFAULTS } from '../optimizer-spec';
import { chain, notebookReader, PLAIN, type Preset } from './preset';

const SMALL = { kind: 'normal', sigma: 0.1 } as const;

/**
 * The second notebook: a convolution without activation, then a hidden layer; the first 500 images as one batch, 25 times.
 * There the hidden layer's weights are updated before the gradient is handed through them to the convolution; here after,
 * as backpropagation has it.
 */
export const notebook001: Preset = {
  id: 'notebook-001',
  summary: 'Four filters and a hidden layer, 500 images as one batch, 25 times.',
  network: {
    ...notebookReader('notebook-001'),
    layers: chain([
      {
        kind: 'conv2d',
        name: 'conv',
        filters: 4,
        kernelSize: 3,
        stride: 1,
        padding: 0,
        bias: true,
        initializer: SMALL,
      },
      { kind: 'flatten', name: 'flatten' },
      { kind: 'dense', name: 'fc1', units: 64, bias: true, initializer: SMALL },
      { kind: 'relu', name: 'relu' },
      { kind: 'dense', name: 'fc2', units: 10, bias: true, initializer: SMALL },
    ]),
    loss: { kind: 'softmaxCrossEntropy', epsilon: 0 },
  },
  settings: {
    ...PLAIN,
    subset: 500,
    test: 100,
    validation: 0,
    epochs: 25,
    batchSize: 500,
    shuffle: false,
    optimizer: { ...OPTIMIZER_DEFAULTS.sgd, learningRate: 0.1 },
    seed: 2,
  },
};
