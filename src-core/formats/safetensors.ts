import { InputError } from '../input-error';
import type { NamedTensor } from '../model/weights';

// Layout: header length (8 bytes, little-endian), header (JSON), then the values of all tensors, little-endian.
// Source: https://github.com/huggingface/safetensors, "Format".

const LENGTH_BYTES = 8;
const FLOAT_BYTES = 4;
const METADATA = '__metadata__';

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** A safetensors file of float32 tensors, in the order given. The same tensors and metadata give the same bytes. */
export function writeSafetensors(
  tensors: readonly NamedTensor[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { [METADATA]: { format: 'pt', ...metadata } };
  let offset = 0;
  for (const { name, shape, values } of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + values.length * FLOAT_BYTES] };
    offset += values.length * FLOAT_BYTES;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerLength = Math.ceil(json.length / LENGTH_BYTES) * LENGTH_BYTES;
  const bytes = new Uint8Array(LENGTH_BYTES + headerLength + offset);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerLength);
  bytes.set(json, LENGTH_BYTES);
  let position = LENGTH_BYTES + headerLength;
  for (const { values } of tensors) {
    for (let i = 0; i < values.length; i++, position += FLOAT_BYTES) view.setFloat32(position, values[i], true);
  }
  return bytes;
}

function parseHeader(bytes: Uint8Array, fileName: string): { header: Map<string, unknown>; start: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < LENGTH_BYTES) {
    throw new InputError(
      `${fileName}: has ${bytes.length} bytes, expected a safetensors file of at least ${LENGTH_BYTES}.`,
    );
  }
  const length = Number(view.getBigUint64(0, true));
  const start = LENGTH_BYTES + length;
  if (start > bytes.length) {
    throw new InputError(
      `${fileName}: byte 0 announces a header of ${length} bytes, but the file has ${bytes.length}.`,
    );
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(LENGTH_BYTES, start));
    const json = JSON.parse(text) as unknown;
    if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new TypeError('no object');
    return { header: new Map(Object.entries(json)), start };
  } catch {
    throw new InputError(
      `${fileName}: at byte ${LENGTH_BYTES} stands no valid JSON header, expected a safetensors file.`,
    );
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function checkEntry(name: string, value: unknown, dataLength: number, fileName: string): Entry {
  const entry = (value ?? {}) as Partial<Record<keyof Entry, unknown>>;
  const complaint = (what: string): InputError => new InputError(`${fileName}: tensor "${name}" ${what}.`);
  if (entry.dtype !== 'F32') {
    const type = typeof entry.dtype === 'string' ? entry.dtype : typeof entry.dtype;
    throw complaint(`is of type ${type}, expected F32`);
  }
  if (!Array.isArray(entry.shape) || !entry.shape.every(isCount)) throw complaint('has no valid shape');
  if (!Array.isArray(entry.data_offsets) || entry.data_offsets.length !== 2 || !entry.data_offsets.every(isCount)) {
    throw complaint('has no valid data_offsets');
  }
  const [from, to] = entry.data_offsets;
  const { shape } = entry;
  const size = shape.reduce((product, side) => product * side, FLOAT_BYTES);
  if (to - from !== size) throw complaint(`has ${to - from} bytes, expected ${size} for shape [${shape.join(', ')}]`);
  if (to > dataLength) throw complaint(`ends at byte ${to} of the data, but there are ${dataLength}`);
  return { dtype: entry.dtype, shape, data_offsets: [from, to] };
}

/** Metadata maps words to words. */
function checkMetadata(value: unknown, fileName: string): ReadonlyMap<string, string> {
  const entries = Object.entries(value ?? {});
  const words = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  if (words.length === entries.length) return new Map(words);
  throw new InputError(`${fileName}: the header's ${METADATA} holds something that is not text.`);
}

/** Throws unless the tensors lie one behind the other and fill the data, as the format asks: none shared, none hidden. */
function checkCover(entries: ReadonlyMap<string, Entry>, dataLength: number, fileName: string): void {
  let end = 0;
  const byOffset = [...entries].sort(([, { data_offsets: a }], [, { data_offsets: b }]) => a[0] - b[0] || a[1] - b[1]);
  for (const [name, { data_offsets }] of byOffset) {
    const [from, to] = data_offsets;
    if (from !== end) {
      throw new InputError(`${fileName}: tensor "${name}" begins at byte ${from} of the data, expected ${end}.`);
    }
    end = to;
  }
  if (end === dataLength) return;
  throw new InputError(`${fileName}: has ${dataLength} bytes of data, but its tensors end at byte ${end}.`);
}

/** What a safetensors file holds: its tensors in the file's order, and the words that came with them. */
export interface SafetensorsFile {
  readonly tensors: readonly NamedTensor[];
  readonly metadata: ReadonlyMap<string, string>;
}

/** The float32 tensors of a safetensors file, in the file's order. Throws an InputError that names file, place and what was expected. */
export function readSafetensors(bytes: Uint8Array, fileName: string): readonly NamedTensor[] {
  return readSafetensorsFile(bytes, fileName).tensors;
}

/** The same with the metadata. */
export function readSafetensorsFile(bytes: Uint8Array, fileName: string): SafetensorsFile {
  const { header, start } = parseHeader(bytes, fileName);
  const data = bytes.subarray(start);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const metadata = checkMetadata(header.get(METADATA), fileName);
  header.delete(METADATA);
  const entries = new Map([...header].map(([name, value]) => [name, checkEntry(name, value, data.length, fileName)]));
  checkCover(entries, data.length, fileName);
  const tensors = [...entries].map(([name, { shape, data_offsets }]) => {
    const [from, to] = data_offsets;
    const values = Float32Array.from({ length: (to - from) / FLOAT_BYTES }, (_, i) =>
      view.getFloat32(from + i * FLOAT_BYTES, true),
    );
    return { name, shape, values };
  });
  return { tensors, metadata };
}
