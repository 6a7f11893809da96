import { analyzeNetwork } from '../../../src-core/architecture/analyze';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import type { DataSource } from '../../../src-core/architecture/data-source';
import type { Result } from '../../../src-core/protocol/methods';
import type { Status } from '../../../src-core/protocol/status';
import type { PinnedImage } from '../../../src-renderer/state/pinned-image';
import type { EpochPoint } from '../../../src-renderer/state/run-history';

/** A status of lenet-5's recipe before its first step, with some of it changed. */
export function statusOf(changes: Partial<Status> = {}): Status {
  return {
    run: 1,
    id: null,
    phase: 'ready',
    step: 0,
    totalSteps: 2580,
    stepsPerEpoch: 860,
    epochs: 3,
    validating: null,
    imagesPerSecond: null,
    secondsLeft: null,
    splits: { train: 55000, validation: 5000, test: 10000 },
    data: 'MNIST: 60000 training and 10000 test images of 1×28×28, 10 classes',
    best: null,
    series: null,
    testLooks: 0,
    runTestLooks: 0,
    end: null,
    diverged: null,
    savedStep: null,
    saveFailure: null,
    message: null,
    ...changes,
  };
}

/** What MNIST is said to hold, its classes all of one size. */
const MNIST_FACTS: Result<'describeData'> = {
  description: 'MNIST: 60000 training and 10000 test images of 1×28×28, 10 classes',
  classNames: lenet5.network.classNames,
  shape: [1, 28, 28],
  training: new Array<number>(10).fill(6000),
  test: new Array<number>(10).fill(1000),
};

/** What the trainer says of a data set; Fashion-MNIST is not installed. */
export function factsOf({ kind }: DataSource): Result<'describeData'> {
  if (kind === 'fashionMnist') throw new Error('Fashion-MNIST is not there: install its package.');
  if (kind === 'xor') {
    return { description: 'XOR', classNames: ['0', '1'], shape: [2], training: [2, 2], test: [2, 2] };
  }
  if (kind === 'mnist') return MNIST_FACTS;
  const classNames = ['vertical', 'horizontal'];
  return { description: 'Lines', classNames, shape: [1, 28, 28], training: [250, 250], test: [50, 50] };
}

/** 500 of each digit, of which a few are taken for the next one. */
const CONFUSION = Array.from({ length: 10 }, (_, row) =>
  Array.from({ length: 10 }, (_, column) => (row === column ? 490 : column === (row + 1) % 10 ? 10 : 0)),
);

/** The end of lenet-5's last epoch. */
export function lastEpochOf(changes: Partial<EpochPoint> = {}): EpochPoint {
  return {
    epoch: 3,
    step: 2580,
    train: { count: 55000, loss: 0.06, accuracy: 0.981 },
    validation: { count: 5000, loss: 0.07, accuracy: 0.979, confusion: CONFUSION },
    ...changes,
  };
}

/** What lenet-5 is said to make of an image before its first step; a validation image has its index as its pixels and label. */
export function mapsOf(image: PinnedImage): Result<'featureMaps'> {
  const { layers } = analyzeNetwork(lenet5.network);
  const size = (shape: readonly number[]): number => shape.reduce((product, side) => product * side, 1);
  return {
    step: 0,
    pixels: image.kind === 'drawing' ? image.pixels : new Float32Array(784).fill(image.index),
    label: image.kind === 'drawing' ? null : image.index % 10,
    probabilities: new Float32Array(10).fill(0.1),
    maps: layers.map(({ spec, outputShape: shape }) => ({
      layer: spec.name,
      shape: shape ?? [],
      stride: 1,
      values: new Float32Array(size(shape ?? [])).fill(0.5),
    })),
  };
}

/** The weights of a layer of lenet-5, untrained and all alike. */
export function weightsOf(layer: string): Result<'layerWeights'> {
  const found = analyzeNetwork(lenet5.network).layers.find(({ spec }) => spec.name === layer);
  const tensors = (found?.parameters ?? []).map(({ role, shape }) => ({
    name: `${layer}.${role}`,
    shape,
    values: new Float32Array(shape.reduce((product, side) => product * side, 1)).fill(role === 'weight' ? -0.25 : 0),
  }));
  return { step: 0, tensors };
}
