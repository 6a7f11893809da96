import { InputError } from '../input-error';
import type { NamedTensor } from '../model/weights';
import type { Shape } from '../tensor/shape';

// Layout: header length (8 bytes, little-endian), header (JSON), then the values of all tensors, little-endian.
// Source: https://github.com/huggingface/safetensors, "Format".

const LENGTH_BYTES = 8;
const METADATA = '__metadata__';
/** Bytes of one value of each type that is read. */
const BYTES = { F32: 4, I64: 8 } as const;
type Dtype = keyof typeof BYTES;

interface Entry {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** A tensor of a file: float32 values, or whole numbers held exactly. */
export type FileTensor =
  | (NamedTensor & { readonly dtype: 'F32' })
  | { readonly name: string; readonly shape: Shape; readonly dtype: 'I64'; readonly values: Float64Array };

interface SafetensorsFile {
  /** In the file's order. */
  readonly tensors: readonly FileTensor[];
  /** What the writer noted; empty where there is nothing. */
  readonly metadata: Readonly<Record<string, string>>;
}

const byName = ([a]: readonly [string, string], [b]: readonly [string, string]): number => (a < b ? -1 : 1);

/** The header, its metadata ordered by key: the bytes depend on what is said, not on who said it in which order. */
function headerOf(tensors: readonly NamedTensor[], metadata: Readonly<Record<string, string>>): string {
  const noted = Object.entries({ ...metadata, format: 'pt' }).sort(byName);
  const entries: [string, unknown][] = [[METADATA, Object.fromEntries(noted)]];
  let offset = 0;
  for (const { name, shape, values } of tensors) {
    const end = offset + values.length * BYTES.F32;
    entries.push([name, { dtype: 'F32', shape, data_offsets: [offset, end] }]);
    offset = end;
  }
  return JSON.stringify(Object.fromEntries(entries));
}

/**
 * A safetensors file of float32 tensors, in the order given, with what is to be noted beside them. The same tensors and
 * notes give the same bytes. `format: pt`, by which PyTorch's loaders know the file for theirs, is noted always.
 */
export function writeSafetensors(
  tensors: readonly NamedTensor[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(headerOf(tensors, metadata));
  const headerLength = Math.ceil(json.length / LENGTH_BYTES) * LENGTH_BYTES;
  const start = LENGTH_BYTES + headerLength;
  const count = tensors.reduce((sum, { values }) => sum + values.length, 0);
  const bytes = new Uint8Array(start + count * BYTES.F32);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, LENGTH_BYTES, start);
  bytes.set(json, LENGTH_BYTES);
  let position = start;
  for (const { values } of tensors) {
    for (let i = 0; i < values.length; i++, position += BYTES.F32) view.setFloat32(position, values[i], true);
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

function checkEntry(
  [name, value]: readonly [string, unknown],
  { dataLength, fileName, integers }: { dataLength: number; fileName: string; integers: boolean },
): Entry {
  const entry = (value ?? {}) as Partial<Record<keyof Entry, unknown>>;
  const complaint = (what: string): InputError => new InputError(`${fileName}: tensor "${name}" ${what}.`);
  const { dtype } = entry;
  if (dtype !== 'F32' && !(dtype === 'I64' && integers)) {
    const type = typeof dtype === 'string' ? dtype : typeof dtype;
    throw complaint(`is of type ${type}, expected ${integers ? 'F32 or I64' : 'F32'}`);
  }
  if (!Array.isArray(entry.shape) || !entry.shape.every(isCount)) throw complaint('has no valid shape');
  if (!Array.isArray(entry.data_offsets) || entry.data_offsets.length !== 2 || !entry.data_offsets.every(isCount)) {
    throw complaint('has no valid data_offsets');
  }
  const [from, to] = entry.data_offsets;
  const { shape } = entry;
  const size = shape.reduce((product, side) => product * side, BYTES[dtype]);
  if (to - from !== size) throw complaint(`has ${to - from} bytes, expected ${size} for shape [${shape.join(', ')}]`);
  if (to > dataLength) throw complaint(`ends at byte ${to} of the data, but there are ${dataLength}`);
  return { dtype, shape, data_offsets: [from, to] };
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

/** What stands under __metadata__: strings by name. */
function checkMetadata(value: unknown, fileName: string): Readonly<Record<string, string>> {
  if (value === undefined) return {};
  const object = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (object && Object.values(value).every((text) => typeof text === 'string')) return value as Record<string, string>;
  throw new InputError(`${fileName}: its ${METADATA} is not valid, expected texts by name.`);
}

/** The value at a byte, exactly. Throws where no number of JavaScript is that whole number. */
function readInteger(view: DataView, at: number, place: string): number {
  const exact = view.getBigInt64(at, true);
  const value = Number(exact);
  if (Number.isSafeInteger(value)) return value;
  throw new InputError(`${place} is ${exact}, expected a whole number between −2⁵³ and 2⁵³.`);
}

/** Room for the values is made here, when the header has been held against the length of the file. */
function readTensor(name: string, { dtype, shape, data_offsets }: Entry, view: DataView, fileName: string): FileTensor {
  const [from, to] = data_offsets;
  const length = (to - from) / BYTES[dtype];
  if (dtype === 'F32') {
    const values = Float32Array.from({ length }, (_, i) => view.getFloat32(from + i * BYTES.F32, true));
    return { name, shape, dtype, values };
  }
  const values = Float64Array.from({ length }, (_, i) =>
    readInteger(view, from + i * BYTES.I64, `${fileName}: value ${i} of "${name}"`),
  );
  return { name, shape, dtype, values };
}

function readFile(bytes: Uint8Array, fileName: string, integers: boolean): SafetensorsFile {
  const { header, start } = parseHeader(bytes, fileName);
  const data = bytes.subarray(start);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const metadata = checkMetadata(header.get(METADATA), fileName);
  header.delete(METADATA);
  const limits = { dataLength: data.length, fileName, integers };
  const entries = new Map([...header].map((entry) => [entry[0], checkEntry(entry, limits)]));
  checkCover(entries, data.length, fileName);
  return { tensors: [...entries].map(([name, entry]) => readTensor(name, entry, view, fileName)), metadata };
}

/** A safetensors file of float32 and int64 tensors. Throws an InputError that names file, place and what was expected. */
export function readSafetensorsFile(bytes: Uint8Array, fileName: string): SafetensorsFile {
  return readFile(bytes, fileName, true);
}

/** The same for a file of nothing but float32 tensors, such as weights. */
export function readSafetensors(bytes: Uint8Array, fileName: string): NamedTensor[] {
  return readWeightsFile(bytes, fileName).tensors;
}

/** The same with what the writer noted. */
export function readWeightsFile(
  bytes: Uint8Array,
  fileName: string,
): { tensors: NamedTensor[]; metadata: SafetensorsFile['metadata'] } {
  const { tensors, metadata } = readFile(bytes, fileName, false);
  const weights = tensors.map(({ name, shape, values }) => ({ name, shape, values: values as Float32Array }));
  return { tensors: weights, metadata };
}
