import { OPTIMIZER_DEFAULTS } from '../optimizer-spec';
import { chain, notebookReader, PLAIN, type Preset } from './preset';

const UNIT = { kind: 'normal', sigma: 1 } as const;

/**
 * The fifth notebook, its two faults put right: there the dense layer is drawn anew at each forward pass, and the gradient
 * of the logits has the wrong sign. Both can be put in again (TrainingSettings.mistakes) to see that it never learns.
 */
export const notebook004: Preset = {
  id: 'notebook-004',
  summary: 'Eight 4×4 filters, large pooling, weights as wide as N(0, 1); the notebook’s two faults put right.',
  network: {
    ...notebookReader('notebook-004'),
    layers: chain([
      {
        kind: 'conv2d',
        name: 'conv',
        filters: 8,
        kernelSize: 4,
        stride: 1,
        padding: 0,
        bias: false,
        initializer: UNIT,
      },
      { kind: 'relu', name: 'relu' },
      { kind: 'maxPool2d', name: 'pool', kernelSize: 4, stride: 4, ties: 'all' },
      { kind: 'flatten', name: 'flatten' },
      { kind: 'dense', name: 'fc', units: 10, bias: true, initializer: UNIT, biasInitializer: UNIT },
    ]),
    loss: { kind: 'softmaxCrossEntropy', epsilon: 1e-9 },
  },
  settings: {
    ...PLAIN,
    validation: 0,
    epochs: 5,
    batchSize: 32,
    optimizer: OPTIMIZER_DEFAULTS.sgd,
  },
};
