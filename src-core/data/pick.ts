import { InputError } from '../input-error';
import { sizeOf } from '../tensor/shape';
import { slice, type Examples } from './examples';

/** The examples of these classes, in their order. */
export function ofClasses(examples: Examples, classes: readonly number[]): Examples {
  const wanted = new Set(classes);
  const chosen = Array.from(examples.labels.keys()).filter((i) => wanted.has(examples.labels[i]));
  return pick(examples, chosen);
}

/**
 * Equally many of each class that is there, the first ones, in the order of the set: ⌊subset / classes⌋ of each, or,
 * without a subset, as many as the rarest class has. Throws an InputError when a class has too few.
 */
export function balanced(examples: Examples, subset: number | null): Examples {
  const counts = new Map<number, number>();
  for (const label of examples.labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const [rarest, fewest] = [...counts].reduce((least, entry) => (entry[1] < least[1] ? entry : least));
  const each = subset === null ? fewest : Math.floor(subset / counts.size);
  if (each < 1) {
    throw new InputError(
      `A balanced subset of ${String(subset)} is less than one example for each of ${counts.size} classes.`,
    );
  }
  if (each > fewest) {
    throw new InputError(
      `A balanced subset of ${String(subset)} takes ${each} examples of each class, but there are only ${fewest} of class ${rarest}.`,
    );
  }
  return pick(examples, firstOfEach(examples.labels, each));
}

/** The places of the first `each` examples of each class, ascending. */
function firstOfEach(labels: Uint8Array, each: number): number[] {
  const taken = new Uint32Array(256);
  return Array.from(labels.keys()).filter((i) => taken[labels[i]]++ < each);
}

/** The examples at these places: a view where they follow each other, else a copy in memory of the same kind. */
function pick(examples: Examples, places: readonly number[]): Examples {
  const count = places.length;
  const first = places[0] ?? 0;
  if (count === 0 || places[count - 1] - first === count - 1) return slice(examples, first, first + count);
  const size = sizeOf(examples.shape);
  const { images, labels } = examples;
  const pickedImages =
    images instanceof Uint8Array
      ? new Uint8Array(memoryLike(images, size * count))
      : new Float32Array(memoryLike(images, size * count));
  const pickedLabels = new Uint8Array(memoryLike(labels, count));
  places.forEach((from, to) => {
    pickedImages.set(images.subarray(from * size, (from + 1) * size), to * size);
    pickedLabels[to] = labels[from];
  });
  return { shape: examples.shape, count, images: pickedImages, labels: pickedLabels };
}

/** Memory for `length` values of this kind, which threads share if they share that of the values. */
function memoryLike({ buffer, BYTES_PER_ELEMENT }: Uint8Array | Float32Array, length: number): ArrayBufferLike {
  const bytes = length * BYTES_PER_ELEMENT;
  return buffer instanceof SharedArrayBuffer ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
}
