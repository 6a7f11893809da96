import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { OPTIMIZER_DEFAULTS } from '../../src-core/architecture/optimizer-spec';
import { findPreset } from '../../src-core/architecture/presets';
import { chain, type Link } from '../../src-core/architecture/presets/preset';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';

/** A network with the recipe it is measured by. */
export interface BenchNetwork {
  readonly id: string;
  readonly network: NetworkSpec;
  readonly settings: TrainingSettings;
}

const HE = { kind: 'heNormal' } as const;
const conv = (name: string, filters: number): Link => {
  return { kind: 'conv2d', name, filters, kernelSize: 3, stride: 1, padding: 1, bias: true, initializer: HE };
};
const relu = (name: string): Link => ({ kind: 'relu', name });
const pool = (name: string): Link => ({ kind: 'maxPool2d', name, kernelSize: 2, stride: 2, ties: 'first' });
const dense = (name: string, units: number): Link => ({ kind: 'dense', name, units, bias: true, initializer: HE });
const answer: Link[] = [{ kind: 'flatten', name: 'flatten' }, dense('fc1', 128), relu('relu5'), dense('fc2', 10)];

const lenet5 = findPreset('lenet-5');
const notebook000 = findPreset('notebook-000');
const network = (name: string, layers: Link[]): NetworkSpec => {
  return { ...lenet5.network, name, layers: chain(layers) };
};
const sgd = { ...lenet5.settings, optimizer: OPTIMIZER_DEFAULTS.sgd };
const notebook003 = network('notebook-003 on MNIST', [
  ...[conv('conv1', 8), relu('relu1'), pool('pool1')],
  ...[conv('conv2', 16), relu('relu2'), pool('pool2')],
  ...answer,
]);

/** Four networks between 35 thousand and 112 million floating-point operations an image; the second with two sizes of batch. */
export const benchNetworks: readonly BenchNetwork[] = [
  { id: 'notebook-000, batch 1', network: notebook000.network, settings: notebook000.settings },
  { id: 'notebook-003, batch 64', network: notebook003, settings: sgd },
  { id: 'notebook-003, batch 10', network: notebook003, settings: { ...sgd, batchSize: 10 } },
  { id: 'lenet-5, batch 64', network: lenet5.network, settings: sgd },
  {
    id: 'conv 32-32-64-64, Adam, batch 64',
    network: network('large', [
      ...[conv('conv1', 32), relu('relu1'), conv('conv2', 32), relu('relu2'), pool('pool1')],
      ...[conv('conv3', 64), relu('relu3'), conv('conv4', 64), relu('relu4'), pool('pool2')],
      ...answer,
    ]),
    settings: { ...lenet5.settings, optimizer: OPTIMIZER_DEFAULTS.adam },
  },
];
