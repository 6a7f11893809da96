import { InputError } from '../input-error';
import type { Parameter } from '../tensor/parameter';
import { formatShape, type Shape } from '../tensor/shape';

/** A named array of float32 values, as weight files hold it. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: Shape;
  readonly values: Float32Array;
}

/** How many values all parameters have together. */
export function weightCount(parameters: readonly Parameter[]): number {
  return parameters.reduce((sum, { value }) => sum + value.length, 0);
}

/** Copies all parameters, one behind the other, into `target`. */
export function copyWeights(parameters: readonly Parameter[], target: Float32Array): void {
  let offset = 0;
  for (const { value } of parameters) {
    target.set(value, offset);
    offset += value.length;
  }
}

/** The reverse of copyWeights. */
export function restoreWeights(parameters: readonly Parameter[], source: Float32Array): void {
  let offset = 0;
  for (const { value } of parameters) {
    value.set(source.subarray(offset, offset + value.length));
    offset += value.length;
  }
}

/** Puts tensors into the parameters of their names, which must be of their sizes; other parameters stay as they are. */
export function putWeights(parameters: readonly Parameter[], tensors: readonly NamedTensor[]): void {
  const byName = new Map(tensors.map(({ name, values }) => [name, values]));
  for (const { name, value } of parameters) {
    const values = byName.get(name);
    if (values) value.set(values);
  }
}

/** The parameters of some layers. */
export function parametersOf(parameters: readonly Parameter[], layers: readonly string[]): Parameter[] {
  const wanted = new Set(layers);
  return parameters.filter(({ name }) => wanted.has(name.slice(0, name.lastIndexOf('.'))));
}

/** The parameters as named tensors, in the network's order. */
export function namedWeights(parameters: readonly Parameter[]): NamedTensor[] {
  return parameters.map(({ name, shape, value }) => ({ name, shape, values: value }));
}

/** The same tensors in memory of their own. */
export const copyTensors = (
  tensors: readonly NamedTensor[],
): (NamedTensor & { readonly values: Float32Array<ArrayBuffer> })[] =>
  tensors.map((tensor) => ({ ...tensor, values: Float32Array.from(tensor.values) }));

/** The tensor of each parameter. Throws an InputError unless names and shapes agree exactly. */
export function checkWeights(
  parameters: readonly Parameter[],
  tensors: readonly NamedTensor[],
  source: string,
): readonly NamedTensor[] {
  const names = new Set(parameters.map(({ name }) => name));
  const extra = tensors.find((tensor) => !names.has(tensor.name));
  if (extra) throw new InputError(`${source}: holds a tensor "${extra.name}" that the network does not have.`);
  return parameters.map(({ name, shape }) => {
    const tensor = tensors.find((candidate) => candidate.name === name);
    if (!tensor) throw new InputError(`${source}: has no tensor "${name}", which the network expects.`);
    if (formatShape(tensor.shape) !== formatShape(shape)) {
      throw new InputError(`${source}: "${name}" is ${formatShape(tensor.shape)}, expected ${formatShape(shape)}.`);
    }
    return tensor;
  });
}

/** Puts tensors of a file into the parameters of their names. Throws an InputError unless names and shapes agree exactly. */
export function loadWeights(parameters: readonly Parameter[], tensors: readonly NamedTensor[], source: string): void {
  const found = checkWeights(parameters, tensors, source);
  parameters.forEach(({ value }, i) => {
    value.set(found[i].values);
  });
}
