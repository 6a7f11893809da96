import { analyzeNetwork } from '../../../src-core/architecture/analyze';
import { networkCosts } from '../../../src-core/architecture/costs';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import { OPTIMIZER_DEFAULTS, type OptimizerSpec } from '../../../src-core/architecture/optimizer-spec';
import { findPreset } from '../../../src-core/architecture/presets';
import { chain, PLAIN, type Link } from '../../../src-core/architecture/presets/preset';
import type { TrainingSettings } from '../../../src-core/architecture/training-settings';

export const WORKLOADS = ['W1', 'W2', 'W3', 'W4'] as const;
type Workload = (typeof WORKLOADS)[number];

/** One thing that is measured. */
export interface Task {
  readonly workload: Workload;
  /** `inference`: many images at a time. `one image`: its probabilities, again and again. */
  readonly what: 'training' | 'inference' | 'one image';
  readonly network: NetworkSpec;
  /** Of every batch size each contender is measured, and its best one counts. */
  readonly batches: readonly number[];
  /** The recipe of a training, but for the size of the batch. */
  readonly settings: TrainingSettings;
  /** Floating-point operations an image, a multiply-add counted as two. */
  readonly flops: number;
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
const network = (name: string, layers: Link[]): NetworkSpec => {
  return { ...lenet5.network, name, layers: chain(layers) };
};

const NETWORKS: Readonly<Record<Workload, NetworkSpec>> = {
  W1: findPreset('notebook-000').network,
  W2: network('notebook-003 on MNIST', [
    ...[conv('conv1', 8), relu('relu1'), pool('pool1')],
    ...[conv('conv2', 16), relu('relu2'), pool('pool2')],
    ...answer,
  ]),
  W3: lenet5.network,
  W4: network('conv 32-32-64-64', [
    ...[conv('conv1', 32), relu('relu1'), conv('conv2', 32), relu('relu2'), pool('pool1')],
    ...[conv('conv3', 64), relu('relu3'), conv('conv4', 64), relu('relu4'), pool('pool2')],
    ...answer,
  ]),
};

/** Operations an image: three passes over all weights to learn, of which the first layer needs no gradient of its input. */
function flopsOf(spec: NetworkSpec, what: Task['what']): number {
  const { layers, multiplyAdds } = networkCosts(analyzeNetwork(spec), spec.input.shape);
  const first = layers.find((layer) => layer !== null && layer.multiplyAdds > 0)?.multiplyAdds ?? 0;
  return 2 * (what === 'training' ? 3 * multiplyAdds - first : multiplyAdds);
}

/** MNIST's training images again and again, until the time is over; none are kept for validation. */
function recipe(optimizer: OptimizerSpec): TrainingSettings {
  return { ...PLAIN, validation: 0, epochs: 100_000, batchSize: 64, optimizer };
}

function task(workload: Workload, what: Task['what'], batches: readonly number[], settings: TrainingSettings): Task {
  return { workload, what, network: NETWORKS[workload], batches, settings, flops: flopsOf(NETWORKS[workload], what) };
}

const SGD = recipe(OPTIMIZER_DEFAULTS.sgd);

/** Which images all tasks work with. */
export const BENCH_DATA: TrainingSettings = SGD;

/** Networks between 35 thousand and 112 million operations an image, each as it is meant to be used. */
export const TASKS: readonly Task[] = [
  task('W1', 'training', [1], { ...SGD, shuffle: false }),
  task('W2', 'training', [64], SGD),
  task('W2', 'training', [10], SGD),
  task('W2', 'inference', [64, 256], SGD),
  task('W2', 'one image', [1], SGD),
  task('W3', 'training', [64], SGD),
  task('W4', 'training', [64], recipe(OPTIMIZER_DEFAULTS.adam)),
];
