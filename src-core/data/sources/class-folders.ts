import { InputError } from '../../input-error';
import { sizeOf, type Shape } from '../../tensor/shape';
import type { Examples } from '../examples';
import type { Picture } from './png';
import { resize } from './resize';

/** Largest side that pictures keep when no shape is asked for, pixels. */
const MAX_SIDE = 64;
/** Bytes of the largest set of pictures. */
const MAX_BYTES = 2 ** 31;

/** The shape for pictures like this one when none is asked for: its own, cut to what networks take. */
export function shapeOfPicture({ width, height, channels }: Picture): Shape {
  return [channels, Math.min(height, MAX_SIDE), Math.min(width, MAX_SIDE)];
}

/** out ← the picture as an example (C, H, W): resized, grey by luma (ITU-R BT.601) or in colour, rounded to bytes. */
export function pictureToExample(picture: Picture, [channels, height, width]: Shape, out: Uint8Array): void {
  const { channels: from, pixels } = resize(picture, width, height);
  const plane = width * height;
  for (let p = 0; p < plane; p++) {
    const [red, green, blue] = from === 1 ? [pixels[p], pixels[p], pixels[p]] : pixels.subarray(3 * p, 3 * p + 3);
    if (channels === 1) out[p] = Math.round(from === 1 ? red : (299 * red + 587 * green + 114 * blue) / 1000);
    else [red, green, blue].forEach((value, c) => (out[c * plane + p] = Math.round(value)));
  }
}

/**
 * The pictures of several classes as one list: each class in its order and evenly spread over all of it, so that the first
 * and the last ones hold every class in its share.
 */
export function spreadClasses<T>(classes: readonly (readonly T[])[]): T[] {
  const placed = classes.flatMap((pictures) =>
    pictures.map((picture, i) => ({ picture, place: (i + 0.5) / pictures.length })),
  );
  // Sorting is stable: of equal places the earlier class comes first.
  return placed.sort((a, b) => a.place - b.place).map(({ picture }) => picture);
}

/** Room for `count` pictures. Throws an InputError when they are too many for memory. */
export function roomForPictures(shape: Shape, count: number, name: string): Examples & { readonly images: Uint8Array } {
  const bytes = count * sizeOf(shape);
  if (bytes > MAX_BYTES) {
    throw new InputError(`${name}: its ${count} images would take ${bytes} bytes, expected at most ${MAX_BYTES}.`);
  }
  return { shape, count, images: new Uint8Array(bytes), labels: new Uint8Array(count) };
}
