import { stat } from 'node:fs/promises';
import { parseIdx } from '../../src-core/data/idx';
import { InputError } from '../../src-core/input-error';
import { formatShape, sizeOf, type Shape } from '../../src-core/tensor/shape';
import { readBytes } from './files';

/** Examples to predict, made one at a time. */
export interface Images {
  readonly count: number;
  /** Values 0…1 of one example, as the network takes them. */
  pixels(index: number): Float32Array;
}

const PNG_MAGIC = [0x89, 0x50, 0x4e, 0x47];

/** Throws an InputError unless images of shape `actual` are what the network takes. */
export function checkImageShape(source: string, actual: Shape, expected: Shape): void {
  if (formatShape(actual) === formatShape(expected)) return;
  throw new InputError(
    `${source}: its images are ${formatShape(actual)}, but the network takes ${formatShape(expected)}.`,
  );
}

function readIdx(file: Uint8Array, path: string, shape: Shape): Images {
  const { shape: sizes, values } = parseIdx(file, 3, path);
  const [count = 0, ...sides] = sizes;
  checkImageShape(path, [1, ...sides], shape);
  const size = sizeOf(shape);
  return {
    count,
    pixels: (index) => Float32Array.from(values.subarray(index * size, (index + 1) * size), (pixel) => pixel / 255),
  };
}

/**
 * The images of a file or folder, for a network whose examples have this shape: an IDX file, plain or gzip. Throws an
 * InputError for what cannot be read and for images of another shape.
 */
export async function readImages(path: string, shape: Shape): Promise<Images> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) throw new InputError(`${path}: is a folder, which cannot be read for images: expected an IDX file.`);
  const file = await readBytes(path);
  if (PNG_MAGIC.every((byte, i) => file[i] === byte)) {
    throw new InputError(`${path}: is a PNG image, which cannot be read: expected an IDX file.`);
  }
  return readIdx(file, path, shape);
}
