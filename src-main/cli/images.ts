import { join } from 'node:path';
import { parseIdx } from '../../src-core/data/idx';
import { InputError } from '../../src-core/input-error';
import { formatShape, sizeOf, type Shape } from '../../src-core/tensor/shape';
import { readExample } from '../trainer/datasets/picture';
import { list, readBytes, type Listing } from '../trainer/datasets/read';

/** Examples to predict, made one at a time. */
export interface Images {
  readonly count: number;
  /** Values 0…1 of one example, as the network takes them. */
  pixels(index: number): Float32Array | Promise<Float32Array>;
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

/** Pictures are read one at a time, when they are asked for. */
function readPngs(paths: readonly string[], shape: Shape): Images {
  const read = async (path = ''): Promise<Float32Array> =>
    Float32Array.from(await readExample(path, shape), (pixel) => pixel / 255);
  return { count: paths.length, pixels: (index) => read(paths[index]) };
}

/** The PNG files of a folder in natural order. */
function pngsOf({ path, files, folders }: Listing): string[] {
  const strange = [...files.filter((name) => !/\.png$/i.test(name)), ...folders];
  if (strange.length > 0) throw new InputError(`${path}: holds ${strange[0]}, expected only PNG files.`);
  if (files.length === 0) throw new InputError(`${path}: holds no PNG files, expected at least one.`);
  return files.map((name) => join(path, name));
}

/**
 * The images of a file or folder, for a network whose examples have this shape: an IDX file, plain or gzip, whose images
 * must be of that shape, a PNG file, or a folder of those, which are resized to it. Throws an InputError for what cannot be
 * read.
 */
export async function readImages(path: string, shape: Shape): Promise<Images> {
  if (shape.length !== 3) throw new InputError(`${path}: the network takes vectors of ${sizeOf(shape)}, not images.`);
  const file = await readBytes(path).catch((error: unknown) => error);
  const listing = file instanceof Uint8Array ? null : await list(path).catch(() => null);
  if (listing) return readPngs(pngsOf(listing), shape);
  if (!(file instanceof Uint8Array)) throw file;
  if (PNG_MAGIC.every((byte, i) => file[i] === byte)) return readPngs([path], shape);
  return readIdx(file, path, shape);
}
