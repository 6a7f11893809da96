import { gunzipSync } from 'fflate';
import { InputError } from '../input-error';
import { crc32 } from './crc32';

/** An IDX file of unsigned bytes: the sizes of its dimensions and its values, row-major. */
export interface IdxArray {
  readonly shape: readonly number[];
  /** A view into the file's bytes where the file was not compressed. */
  readonly values: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;
const GZIP_MAGIC = [0x1f, 0x8b];
/** One byte of Deflate stands for no more than these: a file that announces more is damaged, and no room is made for it. */
const DEFLATE_RATIO = 1032;

const hex = (value: number, digits: number): string => `0x${value.toString(16).padStart(digits, '0')}`;

/** Unpacks a gzip file and holds it against the checksum and length in its last eight bytes: fflate does not look. */
function gunzip(bytes: Uint8Array): Uint8Array | null {
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 8, 8);
  const length = trailer.getUint32(4, true);
  if (length > DEFLATE_RATIO * bytes.length) return null;
  const unpacked = gunzipSync(bytes);
  return unpacked.length === length && crc32(unpacked) === trailer.getUint32(0, true) ? unpacked : null;
}

function unzip(bytes: Uint8Array, fileName: string): Uint8Array {
  if (bytes[0] !== GZIP_MAGIC[0] || bytes[1] !== GZIP_MAGIC[1]) return bytes;
  let unpacked: Uint8Array | null = null;
  try {
    unpacked = gunzip(bytes);
  } catch {
    // Told below, like all other damage.
  }
  if (unpacked) return unpacked;
  throw new InputError(`${fileName}: begins as a gzip file, but cannot be unpacked: it is damaged or cut short.`);
}

/**
 * Reads an IDX file, plain or gzip, with `dimensions` dimensions, or one of several numbers of them (1 for labels: count;
 * for images 3: count, height, width). Layout: two zero bytes, the type, the number of dimensions, then a big-endian
 * 32-bit size for each, then the values. Throws an InputError that names file, byte offset and what was expected there.
 * Source: Y. LeCun, the MNIST database, "FILE FORMATS".
 */
export function parseIdx(file: Uint8Array, dimensions: number | readonly number[], fileName: string): IdxArray {
  const allowed = typeof dimensions === 'number' ? [dimensions] : dimensions;
  const bytes = unzip(file, fileName);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const actualDimensions = bytes.length < 4 ? allowed[0] : checkMagic(view.getUint32(0), allowed, fileName);
  const header = 4 + 4 * actualDimensions;
  if (bytes.length < header) {
    throw new InputError(`${fileName}: ends at byte ${bytes.length}, expected a header of ${header} bytes.`);
  }
  const shape = Array.from({ length: actualDimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const expected = shape.reduce((product, size) => product * size, 1);
  const actual = bytes.length - header;
  if (actual !== expected) {
    throw new InputError(
      `${fileName}: after byte ${header} come ${actual} values, expected ${shape.join(' × ')} = ${expected}.`,
    );
  }
  return { shape, values: bytes.subarray(header) };
}

/** The number of dimensions that the first four bytes announce. */
function checkMagic(magic: number, allowed: readonly number[], fileName: string): number {
  const dimensions = magic - UNSIGNED_BYTE * 256;
  if (allowed.includes(dimensions)) return dimensions;
  const expected = allowed.map((count) => hex(UNSIGNED_BYTE * 256 + count, 8)).join(' or ');
  const words = `${allowed.join(' or ')} ${allowed.length === 1 && allowed[0] === 1 ? 'dimension' : 'dimensions'}`;
  throw new InputError(
    `${fileName}: at byte 0 stands ${hex(magic, 8)}, expected ${expected} (IDX of unsigned bytes in ${words}).`,
  );
}
