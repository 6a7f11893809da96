import { convertIndexedToRgb, decode, type DecodedPng } from 'fast-png';
import { InputError } from '../../input-error';

/** A picture as it lies in a file: rows of pixels, channels together (H, W, C), values 0…255. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** 1 grey, 3 red, green and blue. */
  readonly channels: 1 | 3;
  readonly pixels: Uint8Array | Float32Array;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Signature, then the first chunk: length, "IHDR", 13 bytes, checksum. */
const HEADER_BYTES = 33;
const COLOR_TYPE_AT = 25;
const INDEXED = 3;
const MAX_SIDE = 4096;
/** One byte of Deflate stands for no more than these: a file that announces more is damaged, and no room is made for it. */
const DEFLATE_RATIO = 1032;

/**
 * A PNG file as grey or colour, whatever its depth and palette. Where it is transparent it is black. Throws an InputError
 * that names the file.
 */
export function decodePng(bytes: Uint8Array, name: string): Picture {
  checkHeader(bytes, name);
  try {
    // A picture in full colour may carry a palette too, as a suggestion.
    return opaque(decode(bytes, { checkCrc: true }), bytes[COLOR_TYPE_AT] === INDEXED);
  } catch (error) {
    throw new InputError(`${name}: is a PNG file that cannot be read: ${reason(error)}.`);
  }
}

function reason(error: unknown): string {
  const message = error instanceof Error ? error.message.replace(/[.:]\s*$/, '') : '';
  return message === '' ? 'it is damaged or cut short' : message.charAt(0).toLowerCase() + message.slice(1);
}

/** Sizes are believed only after a look at how much the file can hold. */
function checkHeader(bytes: Uint8Array, name: string): void {
  if (SIGNATURE.some((byte, i) => bytes[i] !== byte)) {
    throw new InputError(`${name}: does not begin as a PNG file does.`);
  }
  if (bytes.length < HEADER_BYTES) {
    throw new InputError(`${name}: ends at byte ${bytes.length}, expected a PNG header of ${HEADER_BYTES} bytes.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
    throw new InputError(`${name}: is ${width}×${height} pixels, expected 1×1 to ${MAX_SIDE}×${MAX_SIDE}.`);
  }
  const [depth, interlaced] = [view.getUint8(24), view.getUint8(28) !== 0];
  if (interlaced && depth < 8) {
    throw new InputError(`${name}: is interlaced with ${depth} bits a value, expected 8 or 16, or no interlacing.`);
  }
  if ((width * height * depth) / 8 > DEFLATE_RATIO * bytes.length) {
    throw new InputError(
      `${name}: says it is ${width}×${height} pixels, but its ${bytes.length} bytes cannot hold them.`,
    );
  }
}

/** Colours out of palettes, 0…255 out of all depths, transparency as black. */
function opaque(png: DecodedPng, isIndexed: boolean): Picture {
  const { width, height } = png;
  const values = isIndexed ? convertIndexedToRgb(png) : toBytes(png);
  const from = values.length / (width * height);
  const channels = from < 3 ? 1 : 3;
  const pixels = new Uint8Array(width * height * channels);
  for (let p = 0; p < width * height; p++) {
    const alpha = from % 2 === 0 ? values[p * from + from - 1] / 255 : 1;
    for (let c = 0; c < channels; c++) pixels[p * channels + c] = Math.round(values[p * from + c] * alpha);
  }
  return { width, height, channels, pixels };
}

/** Values of 1, 2 or 4 bits lie packed in the bytes of each row; those of 16 bits are too fine. */
function toBytes({ width, height, channels, depth, data }: DecodedPng): ArrayLike<number> {
  if (depth === 8) return data;
  if (depth === 16) return Uint8Array.from(data, (value) => Math.round(value / 257));
  const perRow = width * channels;
  const rowBytes = Math.ceil((perRow * depth) / 8);
  const most = 2 ** depth - 1;
  return Uint8Array.from({ length: perRow * height }, (_, i) => {
    const bit = (i % perRow) * depth;
    const byte = data[Math.floor(i / perRow) * rowBytes + (bit >> 3)];
    return (((byte >> (8 - depth - (bit & 7))) & most) * 255) / most;
  });
}
