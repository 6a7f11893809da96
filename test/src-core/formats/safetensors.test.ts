import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSafetensors, readSafetensorsFile, writeSafetensors } from '../../../src-core/formats/safetensors';
import { InputError } from '../../../src-core/input-error';
import type { NamedTensor } from '../../../src-core/model/weights';
import { bytesOf, normals } from '../../support/numbers';
import { fixedRuns } from '../../support/properties';

const tensors: readonly NamedTensor[] = [
  { name: 'conv.weight', shape: [2, 1, 2, 2], values: normals(8, 1) },
  { name: 'conv.bias', shape: [2], values: normals(2, 2) },
];

/** A file with any header and this much data. */
function fileOf(header: unknown, dataLength: number): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + dataLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

function headerOf(bytes: Uint8Array): { length: number; text: string } {
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  return { length, text: new TextDecoder().decode(bytes.subarray(8, 8 + length)) };
}

/** Why a file is refused; fails where it is not, or not by a sentence for the user. */
function refusal(bytes: Uint8Array): string {
  try {
    readSafetensors(bytes, 'weights');
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  }
  throw new Error('the file was taken');
}

const entry = (data_offsets: unknown, shape: unknown = [2], dtype: unknown = 'F32'): unknown => ({
  dtype,
  shape,
  data_offsets,
});

describe('writeSafetensors', () => {
  it('writes a header that anybody can read, padded to eight bytes', () => {
    const bytes = writeSafetensors(tensors);
    const { length, text } = headerOf(bytes);
    expect(length % 8).toBe(0);
    expect(bytes).toHaveLength(8 + length + 40);
    expect(JSON.parse(text)).toEqual({
      __metadata__: { format: 'pt' },
      'conv.weight': { dtype: 'F32', shape: [2, 1, 2, 2], data_offsets: [0, 32] },
      'conv.bias': { dtype: 'F32', shape: [2], data_offsets: [32, 40] },
    });
  });

  it('writes little-endian floats behind the header', () => {
    const bytes = writeSafetensors([{ name: 'x', shape: [2], values: Float32Array.of(1, -2) }]);
    expect([...bytes.subarray(-8)]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
  });

  it('gives the same bytes for the same tensors', () => {
    const copies = tensors.map((tensor) => ({ ...tensor, values: tensor.values.slice() }));
    expect(writeSafetensors(copies)).toEqual(writeSafetensors(tensors));
  });

  it('notes what it is told, in whichever order, beside the format', () => {
    const bytes = writeSafetensors(tensors, { step: '7', network: 'lenet-5' });
    expect(bytes).toEqual(writeSafetensors(tensors, { network: 'lenet-5', step: '7' }));
    expect(headerOf(bytes).text).toMatch('{"__metadata__":{"format":"pt","network":"lenet-5","step":"7"},');
    expect(readSafetensorsFile(bytes, 'weights').metadata).toEqual({ format: 'pt', network: 'lenet-5', step: '7' });
    expect(readSafetensors(bytes, 'weights')).toEqual(tensors);
  });
});

describe('readSafetensors', () => {
  const shape = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });
  const named = fc.uniqueArray(
    fc.record({ name: fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,8}\.(weight|bias)$/), shape }),
    { selector: ({ name }) => name, maxLength: 6 },
  );
  // NaN, the infinities and −0 among them.
  const file = named.chain((list) =>
    fc.tuple(
      ...list.map(({ name, shape: sizes }) => {
        const length = sizes.reduce((product, size) => product * size, 1);
        return fc
          .float32Array({ minLength: length, maxLength: length })
          .map((values): NamedTensor => ({ name, shape: sizes, values }));
      }),
    ),
  );
  const asBytes = (list: readonly NamedTensor[]): unknown =>
    list.map(({ name, shape: sizes, values }) => ({ name, sizes, bytes: bytesOf(values) }));

  it('gives back, bit by bit and in order, what was written', () => {
    const property = fc.property(file, (list) => {
      const bytes = writeSafetensors(list);
      expect(headerOf(bytes).length % 8).toBe(0);
      expect(asBytes(readSafetensors(bytes, 'weights'))).toEqual(asBytes(list));
    });
    fc.assert(property, fixedRuns());
  });

  it('reads a file that lies in the middle of a larger buffer', () => {
    const bytes = writeSafetensors(tensors);
    const around = new Uint8Array(bytes.length + 9);
    around.set(bytes, 3);
    expect(readSafetensors(around.subarray(3, 3 + bytes.length), 'weights')).toEqual(tensors);
  });

  it('reads a file without metadata, its tensors in any order', () => {
    const bytes = fileOf({ b: entry([8, 16]), a: entry([0, 8]) }, 16);
    expect(readSafetensors(bytes, 'weights').map(({ name }) => name)).toEqual(['b', 'a']);
  });

  it('refuses a file wherever it is cut short, or with bytes behind it', () => {
    const bytes = writeSafetensors(tensors);
    for (let length = 0; length < bytes.length; length++) {
      expect(refusal(bytes.subarray(0, length))).toMatch(/^weights: .+\.$/);
    }
    expect(refusal(Uint8Array.of(...bytes, 0))).toBe('weights: has 41 bytes of data, but its tensors end at byte 40.');
  });

  it('refuses a file too short for the length of a header', () => {
    expect(refusal(new Uint8Array(7))).toBe('weights: has 7 bytes, expected a safetensors file of at least 8.');
  });

  it('refuses a header longer than the file', () => {
    const bytes = fileOf({}, 0);
    new DataView(bytes.buffer).setBigUint64(0, 1000n, true);
    expect(refusal(bytes)).toBe('weights: byte 0 announces a header of 1000 bytes, but the file has 10.');
    new DataView(bytes.buffer).setBigUint64(0, 2n ** 64n - 1n, true);
    expect(refusal(bytes)).toMatch(/^weights: byte 0 announces a header of 18446744073709552000 bytes/);
  });

  it.each(['', '{', '[]', 'null', '5', '"x"', '{"a":}', '[['.repeat(50_000)])(
    'refuses a header that is no object',
    (text) => {
      expect(refusal(fileOf(text, 0))).toBe(
        'weights: at byte 8 stands no valid JSON header, expected a safetensors file.',
      );
    },
  );

  it('refuses a header that is not UTF-8', () => {
    const bytes = fileOf('{"a":1}', 0);
    bytes[10] = 0xff;
    expect(refusal(bytes)).toBe('weights: at byte 8 stands no valid JSON header, expected a safetensors file.');
  });

  it.each([
    ['F16', 'F16'],
    ['f32', 'f32'],
    [undefined, 'undefined'],
    [null, 'object'],
    [{ toString: 1, valueOf: 1 }, 'object'],
  ])('refuses values of type %j', (dtype, shown) => {
    const header = { a: { dtype, shape: [2], data_offsets: [0, 8] } };
    expect(refusal(fileOf(header, 8))).toBe(`weights: tensor "a" is of type ${shown}, expected F32.`);
  });

  it.each([[null], [5], ['text'], [[]]])('refuses %j where a tensor should be described', (value) => {
    expect(refusal(fileOf({ a: value }, 0))).toBe('weights: tensor "a" is of type undefined, expected F32.');
  });

  it.each([[null], [2], [[-1]], [[1.5]], [['2']], [[2 ** 53]], [[null]]])('refuses the shape %j', (bad) => {
    expect(refusal(fileOf({ a: entry([0, 8], bad) }, 8))).toBe('weights: tensor "a" has no valid shape.');
  });

  it.each([[null], [8], [[0]], [[0, 4, 8]], [[-8, 0]], [[0, 8.5]], [['0', '8']]])('refuses the offsets %j', (bad) => {
    expect(refusal(fileOf({ a: entry(bad) }, 8))).toBe('weights: tensor "a" has no valid data_offsets.');
  });

  it('refuses a length that is not that of the shape', () => {
    expect(refusal(fileOf({ a: entry([0, 8], [3]) }, 8))).toBe(
      'weights: tensor "a" has 8 bytes, expected 12 for shape [3].',
    );
    expect(refusal(fileOf({ a: entry([8, 0]) }, 8))).toBe(
      'weights: tensor "a" has -8 bytes, expected 8 for shape [2].',
    );
    expect(refusal(fileOf({ a: entry([0, 8], [2 ** 40, 2 ** 40]) }, 8))).toMatch(
      /^weights: tensor "a" has 8 bytes, expected /,
    );
  });

  it('refuses offsets beyond the end', () => {
    expect(refusal(fileOf({ a: entry([0, 8]) }, 7))).toBe(
      'weights: tensor "a" ends at byte 8 of the data, but there are 7.',
    );
    const giant = 2 ** 45;
    expect(refusal(fileOf({ a: entry([0, 4 * giant], [giant]) }, 8))).toBe(
      `weights: tensor "a" ends at byte ${4 * giant} of the data, but there are 8.`,
    );
  });

  it('refuses tensors that overlap or leave a gap', () => {
    expect(refusal(fileOf({ a: entry([0, 8]), b: entry([4, 12]) }, 12))).toBe(
      'weights: tensor "b" begins at byte 4 of the data, expected 8.',
    );
    expect(refusal(fileOf({ a: entry([0, 8]), b: entry([0, 8]) }, 8))).toBe(
      'weights: tensor "b" begins at byte 0 of the data, expected 8.',
    );
    expect(refusal(fileOf({ a: entry([0, 8]), b: entry([12, 20]) }, 20))).toBe(
      'weights: tensor "b" begins at byte 12 of the data, expected 8.',
    );
    expect(refusal(fileOf({ a: entry([4, 12]) }, 12))).toBe(
      'weights: tensor "a" begins at byte 4 of the data, expected 0.',
    );
  });

  it('either refuses a damaged file in a sentence or reads tensors of whole shapes', () => {
    const whole = writeSafetensors(tensors);
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    const property = fc.property(damage, (changes) => {
      const bytes = whole.slice();
      for (const [at, value] of changes) bytes[at] = value;
      let read: readonly NamedTensor[];
      try {
        read = readSafetensors(bytes, 'weights');
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
        return;
      }
      for (const { shape: sizes, values } of read) {
        expect(values).toHaveLength(sizes.reduce((product, size) => product * size, 1));
      }
    });
    fc.assert(property, fixedRuns(2000));
  });
});

describe('readSafetensorsFile', () => {
  const integers = (values: readonly bigint[]): Uint8Array => {
    const bytes = fileOf({ labels: { dtype: 'I64', shape: [values.length], data_offsets: [0, 8 * values.length] } }, 0);
    return Uint8Array.of(...bytes, ...new Uint8Array(BigInt64Array.from(values).buffer));
  };

  it('reads whole numbers exactly, beside floats', () => {
    const limit = 2n ** 53n - 1n;
    expect(readSafetensorsFile(integers([3n, -1n, limit, -limit]), 'batch').tensors).toEqual([
      { name: 'labels', shape: [4], dtype: 'I64', values: Float64Array.of(3, -1, Number(limit), -Number(limit)) },
    ]);
    expect(readSafetensorsFile(writeSafetensors(tensors), 'batch').tensors).toEqual(
      tensors.map((tensor) => ({ ...tensor, dtype: 'F32' })),
    );
  });

  it('refuses whole numbers that no number holds, and has none among weights', () => {
    expect(() => readSafetensorsFile(integers([0n, 2n ** 53n]), 'batch')).toThrow(
      new InputError('batch: value 1 of "labels" is 9007199254740992, expected a whole number between −2⁵³ and 2⁵³.'),
    );
    expect(refusal(integers([0n]))).toBe('weights: tensor "labels" is of type I64, expected F32.');
  });

  it.each(['F64', 'F16', 'BF16', 'I32', 'U8', 'BOOL'])('refuses values of type %s', (dtype) => {
    const bytes = fileOf({ x: { dtype, shape: [0], data_offsets: [0, 0] } }, 0);
    expect(() => readSafetensorsFile(bytes, 'batch')).toThrow(
      new InputError(`batch: tensor "x" is of type ${dtype}, expected F32 or I64.`),
    );
  });

  it.each([[null], [5], [['pt']], [{ format: 1 }]])('refuses %j for its metadata', (metadata) => {
    expect(() => readSafetensorsFile(fileOf({ __metadata__: metadata }, 0), 'batch')).toThrow(
      new InputError('batch: its __metadata__ is not valid, expected texts by name.'),
    );
  });

  it('makes no room for what a header claims and the file does not have', () => {
    const giant = 2 ** 45;
    const header = { x: { dtype: 'I64', shape: [giant], data_offsets: [0, 8 * giant] } };
    expect(() => readSafetensorsFile(fileOf(header, 8), 'batch')).toThrow(
      new InputError(`batch: tensor "x" ends at byte ${8 * giant} of the data, but there are 8.`),
    );
  });
});
