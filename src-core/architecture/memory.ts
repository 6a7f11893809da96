import { InputError } from '../input-error';
import { sizeOf } from '../tensor/shape';
import { runnableLayers, type RunnableLayer } from './analyze';
import { onlyMoves } from './augmentation';
import type { LayerSpec } from './layer-spec';
import { INPUT, type NetworkSpec } from './network-spec';
import type { OptimizerSpec } from './optimizer-spec';
import type { TrainingSettings } from './training-settings';

const FLOAT_BYTES = 4;
const MEGABYTE = 2 ** 20;

/** What the kernels can hold at most, bytes: one WebAssembly memory (src-core/kernels/wasm/memory.ts). */
export const KERNEL_MEMORY = 2 ** 31;
/** Of that, what convolutions need besides tensors to work in, on all lanes. */
const SCRATCH = 64 * MEGABYTE;

/** Tensors that each kind remembers of every parameter. */
const STATES: Readonly<Record<OptimizerSpec['kind'], number>> = { sgd: 1, adam: 2, adamW: 2, rmsprop: 2 };
/** Copies of the weights outside the kernels' memory: to be read meanwhile, to predict with, of the best epoch. */
const WEIGHT_COPIES = 5;
/** Copies of weights and what the optimizer remembers: of the beginning, to go back to (two), to be written to the disk. */
const MOMENT_COPIES = 4;
/** Examples whose numbers are put down ahead of their steps, and those that are drawn ahead (Burst, ExampleFeed). */
const LISTED = 16_384;
const DRAWN = 256;
/** Numbers by which an example is moved. */
const MAP_LENGTH = 6;

/** The training images of a run. */
interface TrainingData {
  readonly count: number;
  /** Bytes of a pixel as it is kept: 1 or 4. */
  readonly pixelBytes: number;
}

/** Bytes that a run can have. */
export interface MemoryLimits {
  /** For the kernels. */
  readonly kernels: number;
  /** Altogether; Infinity where that is not known. */
  readonly machine: number;
}

interface MemoryNeeds {
  /** In the kernels' memory, whatever the batch: weights, gradients, what the optimizer remembers, images, tables. */
  readonly fixed: number;
  /** And for each example of a batch: outputs and gradients of all layers. */
  readonly perExample: number;
  /** Copies of weights outside. */
  readonly beside: number;
  /** What each layer takes of both, for a batch of this size. */
  readonly ofLayer: (layer: RunnableLayer, batchSize: number) => number;
}

/** Values that a layer keeps of each example, as its forward and backward passes have them. */
function valuesOf({ spec, inputShapes, outputShape }: RunnableLayer, readers: number): number {
  const sum = readers > 1 ? sizeOf(outputShape) : 0;
  // Passes on what it gets, both ways.
  if (spec.kind === 'flatten') return sum;
  const gradients = spec.inputs.map((name, i) => (name === INPUT || spec.kind === 'add' ? 0 : sizeOf(inputShapes[i])));
  return sizeOf(outputShape) + sum + gradients.reduce((total, size) => total + size, 0);
}

/** Throws an InputError when the network cannot run. */
function memoryNeeds(network: NetworkSpec, settings: TrainingSettings, data: TrainingData): MemoryNeeds {
  const { optimizer, augmentation, batchSize } = settings;
  const layers = runnableLayers(network);
  const readers = (name: string): number => layers.filter(({ spec }) => spec.inputs.includes(name)).length;
  const states = STATES[optimizer.kind];
  const weightsOf = ({ parameters }: RunnableLayer): number =>
    parameters.reduce((sum, { shape, trainable }) => sum + sizeOf(shape) * (trainable ? 2 + states : 1), 0);
  const keptOf = (layer: RunnableLayer): number => valuesOf(layer, readers(layer.spec.name));
  const total = (value: (layer: RunnableLayer) => number): number => layers.reduce((sum, one) => sum + value(one), 0);

  const [inputSize, outputs] = [sizeOf(network.input.shape), sizeOf(layers[layers.length - 1].outputShape)];
  const moved = augmentation !== null && onlyMoves(augmentation);
  const listed = FLOAT_BYTES * Math.max(LISTED, batchSize) * (moved ? 1 + MAP_LENGTH : 1);
  // Images that are drawn anew for each epoch are there for the next steps only.
  const images =
    augmentation && !moved
      ? FLOAT_BYTES * Math.max(DRAWN, batchSize) * (inputSize + 1)
      : data.count * (data.pixelBytes * inputSize + FLOAT_BYTES);
  const parameters = total(({ parameters: own }) => own.reduce((sum, { shape }) => sum + sizeOf(shape), 0));
  return {
    fixed: FLOAT_BYTES * total(weightsOf) + listed + images,
    perExample: FLOAT_BYTES * (inputSize + 2 + 2 * outputs + total(keptOf)),
    beside: FLOAT_BYTES * parameters * (WEIGHT_COPIES + MOMENT_COPIES * (1 + states)),
    ofLayer: (layer, batch) => FLOAT_BYTES * (weightsOf(layer) + batch * keptOf(layer)),
  };
}

/** Bytes that training takes in the kernels' memory, without what convolutions need to work in. */
export function trainingBytes(network: NetworkSpec, settings: TrainingSettings, data: TrainingData): number {
  const { fixed, perExample } = memoryNeeds(network, settings, data);
  return fixed + settings.batchSize * perExample;
}

/**
 * Throws an InputError where a network is too big to be trained so: with what it needs, what there is and what would help.
 * Nothing is built for it. The network has to be one that can run.
 */
export function checkMemory(
  network: NetworkSpec,
  settings: TrainingSettings,
  data: TrainingData,
  limits: MemoryLimits,
): void {
  const { batchSize } = settings;
  const needs = memoryNeeds(network, settings, data);
  const inKernels = needs.fixed + batchSize * needs.perExample;
  const room = Math.min(limits.kernels - SCRATCH, limits.machine - needs.beside - SCRATCH);
  if (inKernels <= room) return;
  const ofMachine = limits.machine - needs.beside < limits.kernels;
  const [needed, most] = ofMachine
    ? [inKernels + needs.beside + SCRATCH, `${inMegabytes(limits.machine)} that this machine has`]
    : [inKernels + SCRATCH, `${inMegabytes(limits.kernels)} that can be used at once`];
  throw new InputError(
    `Network "${network.name}" needs ${inMegabytes(needed)} of memory in batches of ${batchSize}, more than the ${most}: ${remedy(network, needs, room, batchSize)}.`,
  );
}

const inMegabytes = (bytes: number): string => `${Math.ceil(Math.max(0, bytes) / MEGABYTE).toLocaleString('en')} MB`;

/** A batch that fits, if there is one; else the layer that takes most. */
function remedy(network: NetworkSpec, needs: MemoryNeeds, room: number, batchSize: number): string {
  const batch = Math.floor((room - needs.fixed) / needs.perExample);
  if (batch >= 1) return `a batch of at most ${batch} fits`;
  const layers = runnableLayers(network);
  const sizes = layers.map((layer) => needs.ofLayer(layer, batchSize));
  const largest = layers[sizes.indexOf(Math.max(...sizes))];
  return `${fewer(largest.spec)} would help, which takes ${inMegabytes(Math.max(...sizes))}`;
}

function fewer({ kind, name }: LayerSpec): string {
  if (kind === 'conv2d') return `fewer filters in ${name}`;
  if (kind === 'depthwiseConv2d') return `a smaller depth multiplier in ${name}`;
  return kind === 'dense' ? `fewer units in ${name}` : `a smaller ${name}`;
}
