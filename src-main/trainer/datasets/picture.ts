import { pictureToExample } from '../../../src-core/data/sources/class-folders';
import { decodePng, type Picture } from '../../../src-core/data/sources/png';
import { sizeOf, type Shape } from '../../../src-core/tensor/shape';
import { readBytes } from './read';

/** A PNG file as it lies there. Throws an InputError that names it. */
export async function readPicture(path: string): Promise<Picture> {
  return decodePng(await readBytes(path), path);
}

/** A PNG file as an example (C, H, W), resized and grey or in colour as the shape wants it, pixels 0…255. */
export async function readExample(path: string, shape: Shape): Promise<Uint8Array> {
  const pixels = new Uint8Array(sizeOf(shape));
  pictureToExample(await readPicture(path), shape, pixels);
  return pixels;
}
