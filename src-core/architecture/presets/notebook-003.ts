import { OPTIMIZER_DEFAULTS } from '../optimizer-spec';
import { chain, halve, notebookReader, PLAIN, type Preset } from './preset';

const SMALL = { kind: 'normal', sigma: 0.1 } as const;
const CONV = { kind: 'conv2d', kernelSize: 3, stride: 1, padding: 1, bias: true, initializer: SMALL } as const;

/** The fourth notebook: two convolutions that tell upright from lying lines in noise; of its ten outputs two are needed. */
export const notebook003: Preset = {
  id: 'notebook-003',
  summary: 'Two convolutions that tell upright from lying lines: 500 drawn images, ten at a time.',
  network: {
    ...notebookReader('notebook-003'),
    layers: chain([
      { ...CONV, name: 'conv1', filters: 8 },
      { kind: 'relu', name: 'relu1' },
      halve(1, 'all'),
      { ...CONV, name: 'conv2', filters: 16 },
      { kind: 'relu', name: 'relu2' },
      halve(2, 'all'),
      { kind: 'flatten', name: 'flatten' },
      { kind: 'dense', name: 'fc1', units: 128, bias: true, initializer: SMALL },
      { kind: 'relu', name: 'relu3' },
      { kind: 'dense', name: 'fc2', units: 10, bias: true, initializer: SMALL },
    ]),
    loss: { kind: 'softmaxCrossEntropy', epsilon: 0 },
  },
  settings: {
    ...PLAIN,
    dataset: { kind: 'lines', training: 500, test: 100, noise: 0.1, seed: 7 },
    validation: 0,
    epochs: 5,
    batchSize: 10,
    optimizer: { ...OPTIMIZER_DEFAULTS.sgd, learningRate: 0.01 },
  },
};
