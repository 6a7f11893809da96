import { OPTIMIZER_DEFAULTS } from '../optimizer-spec';
import { chain, notebookReader, PLAIN, type Preset } from './preset';

/**
 * The first notebook as written there: one filter, one example at a time, the training images once and in their order,
 * all 60,000 of them, so that none is left for validation. Its loss is −ln(p + 1e-7) and its pooling hands the gradient to
 * every one of equal maxima.
 */
export const notebook000: Preset = {
  id: 'notebook-000',
  summary: 'One 3×3 filter and one dense layer, one image at a time: the smallest network that learns.',
  network: {
    ...notebookReader('notebook-000'),
    layers: chain([
      {
        kind: 'conv2d',
        name: 'conv',
        filters: 1,
        kernelSize: 3,
        stride: 1,
        padding: 0,
        bias: true,
        initializer: { kind: 'heNormal' },
      },
      { kind: 'relu', name: 'relu' },
      { kind: 'maxPool2d', name: 'pool', kernelSize: 2, stride: 2, ties: 'all' },
      { kind: 'flatten', name: 'flatten' },
      { kind: 'dense', name: 'fc', units: 10, bias: true, initializer: { kind: 'normal', sigma: 0.1 } },
    ]),
    loss: { kind: 'softmaxCrossEntropy', epsilon: 1e-7 },
  },
  settings: {
    ...PLAIN,
    validation: 0,
    epochs: 1,
    batchSize: 1,
    shuffle: false,
    optimizer: OPTIMIZER_DEFAULTS.sgd,
  },
};
