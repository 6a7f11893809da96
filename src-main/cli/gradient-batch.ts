import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { readSafetensorsFile, type FileTensor } from '../../src-core/formats/safetensors';
import { InputError } from '../../src-core/input-error';
import type { NamedTensor } from '../../src-core/model/weights';

/** Examples as the network takes them, normalised already, with what they should give: classes or numbers. */
export interface GradientBatch {
  readonly size: number;
  /** (N, ...input). */
  readonly x: NamedTensor;
  /** (N) class numbers, or (N, outputs). */
  readonly truth: { readonly labels: ArrayLike<number> } | { readonly targets: Float32Array };
}

const NAMES = ['x', 'labels', 'targets'];

/** Throws an InputError for the first value that is no number. */
export function checkFinite({ name, values }: NamedTensor, file: string): void {
  const place = values.findIndex((value) => !Number.isFinite(value));
  if (place === -1) return;
  throw new InputError(`${file}: value ${place} of "${name}" is ${String(values[place])}, expected finite numbers.`);
}

/** N stands for any number of examples. */
function checkShape({ name, shape }: FileTensor, expected: readonly (number | 'N')[], file: string): void {
  const fits = (side: number | 'N', i: number): boolean => side === 'N' || side === shape[i];
  if (shape.length === expected.length && expected.every(fits)) return;
  throw new InputError(`${file}: "${name}" is [${shape.join(', ')}], expected [${expected.join(', ')}].`);
}

function floats(tensor: FileTensor, file: string): NamedTensor {
  if (tensor.dtype !== 'F32') throw new InputError(`${file}: "${tensor.name}" is of type I64, expected F32.`);
  checkFinite(tensor, file);
  return tensor;
}

function labelsOf(tensor: FileTensor, classes: number, file: string): ArrayLike<number> {
  if (tensor.dtype !== 'I64') throw new InputError(`${file}: "${tensor.name}" is of type F32, expected I64.`);
  const place = tensor.values.findIndex((label) => label < 0 || label >= classes);
  if (place === -1) return tensor.values;
  throw new InputError(
    `${file}: label ${place} is ${String(tensor.values[place])}, expected a class number from 0 to ${classes - 1}.`,
  );
}

function truthOf(
  tensors: ReadonlyMap<string, FileTensor>,
  network: NetworkSpec,
  [size, outputs]: readonly [number, number],
  file: string,
): GradientBatch['truth'] {
  const { kind } = network.loss;
  const [labels, targets] = [tensors.get('labels'), tensors.get('targets')];
  if (labels && targets) throw new InputError(`${file}: has both "labels" and "targets", expected one of them.`);
  if (targets) {
    if (kind === 'softmaxCrossEntropy') {
      throw new InputError(`${file}: has "targets", but the network's loss, ${kind}, needs "labels".`);
    }
    checkShape(targets, [size, outputs], file);
    return { targets: floats(targets, file).values };
  }
  const missing = kind === 'softmaxCrossEntropy' ? 'no tensor "labels"' : 'neither "labels" nor "targets"';
  if (!labels) throw new InputError(`${file}: has ${missing}, expected what the examples should give.`);
  checkShape(labels, [size], file);
  return { labels: labelsOf(labels, network.classNames.length, file) };
}

/** A batch from a safetensors file, for a network with so many outputs. Throws an InputError that names file, tensor and both shapes. */
export function readGradientBatch(
  bytes: Uint8Array,
  file: string,
  network: NetworkSpec,
  outputs: number,
): GradientBatch {
  const tensors = new Map(readSafetensorsFile(bytes, file).tensors.map((tensor) => [tensor.name, tensor]));
  const extra = [...tensors.keys()].find((name) => !NAMES.includes(name));
  if (extra !== undefined) throw new InputError(`${file}: holds a tensor "${extra}", expected ${NAMES.join(', ')}.`);
  const x = tensors.get('x');
  if (!x) throw new InputError(`${file}: has no tensor "x", expected the examples.`);
  checkShape(x, ['N', ...network.input.shape], file);
  const [size = 0] = x.shape;
  if (size === 0) throw new InputError(`${file}: "x" is [${x.shape.join(', ')}], expected one example at least.`);
  return { size, x: floats(x, file), truth: truthOf(tensors, network, [size, outputs], file) };
}
