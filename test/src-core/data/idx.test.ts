import fc from 'fast-check';
import * as zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseIdx } from '../../../src-core/data/idx';
import { InputError } from '../../../src-core/input-error';
import { idxFile } from '../../support/idx';
import { fixedRuns } from '../../support/properties';

const IMAGES = idxFile([2, 2, 3], [0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255]);
const LABELS = idxFile([4], [9, 0, 3, 7]);
const DAMAGED = 'digits: begins as a gzip file, but cannot be unpacked: it is damaged or cut short.';

/** A gzip file in a buffer of its own. */
const gzipSync = (bytes: Uint8Array): Uint8Array => Uint8Array.from(zlib.gzipSync(bytes));

/** Why a file is refused; fails where it is not, or not by a sentence for the user. */
function refusal(bytes: Uint8Array, dimensions: number): string {
  try {
    parseIdx(bytes, dimensions, 'digits');
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  }
  throw new Error('the file was taken');
}

function withByte(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const changed = bytes.slice();
  changed[at] = value;
  return changed;
}

describe('parseIdx', () => {
  it('reads images and labels', () => {
    const images = parseIdx(IMAGES, 3, 'digits');
    expect(images.shape).toEqual([2, 2, 3]);
    expect([...images.values]).toEqual([0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255]);
    const labels = parseIdx(LABELS, 1, 'digits');
    expect(labels.shape).toEqual([4]);
    expect([...labels.values]).toEqual([9, 0, 3, 7]);
  });

  it('reads the same from a gzip file', () => {
    expect(parseIdx(gzipSync(IMAGES), 3, 'digits')).toEqual(parseIdx(IMAGES, 3, 'digits'));
  });

  it('reads a file that lies in the middle of a larger buffer', () => {
    const around = new Uint8Array(LABELS.length + 7).fill(99);
    around.set(LABELS, 3);
    expect([...parseIdx(around.subarray(3, 3 + LABELS.length), 1, 'digits').values]).toEqual([9, 0, 3, 7]);
  });

  it('gives back whatever was written, plain or compressed', () => {
    const files = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 3 }).chain((shape) => {
      const length = shape.reduce((product, size) => product * size, 1);
      return fc.record({ shape: fc.constant(shape), values: fc.uint8Array({ minLength: length, maxLength: length }) });
    });
    const property = fc.property(files, fc.boolean(), ({ shape, values }, compressed) => {
      const file = idxFile(shape, values);
      const parsed = parseIdx(compressed ? gzipSync(file) : file, shape.length, 'digits');
      expect(parsed.shape).toEqual(shape);
      expect([...parsed.values]).toEqual([...values]);
    });
    fc.assert(property, fixedRuns());
  });

  it('refuses a file of labels where images are expected, and the reverse', () => {
    expect(refusal(idxFile([12], new Uint8Array(12)), 3)).toBe(
      'digits: at byte 0 stands 0x00000801, expected 0x00000803 (IDX of unsigned bytes in 3 dimensions).',
    );
    expect(refusal(IMAGES, 1)).toBe(
      'digits: at byte 0 stands 0x00000803, expected 0x00000801 (IDX of unsigned bytes in 1 dimension).',
    );
  });

  it('refuses a file of other values than bytes', () => {
    expect(refusal(withByte(IMAGES, 2, 0x0d), 3)).toBe(
      'digits: at byte 0 stands 0x00000d03, expected 0x00000803 (IDX of unsigned bytes in 3 dimensions).',
    );
  });

  it('refuses a header that is cut short', () => {
    expect(refusal(IMAGES.slice(0, 15), 3)).toBe('digits: ends at byte 15, expected a header of 16 bytes.');
    expect(refusal(new Uint8Array(0), 1)).toBe('digits: ends at byte 0, expected a header of 8 bytes.');
  });

  it('refuses values that are cut short or too many', () => {
    expect(refusal(IMAGES.slice(0, -1), 3)).toBe('digits: after byte 16 come 11 values, expected 2 × 2 × 3 = 12.');
    expect(refusal(Uint8Array.of(...LABELS, 1, 2), 1)).toBe('digits: after byte 8 come 6 values, expected 4 = 4.');
  });

  it('refuses giant sizes without making room for them', () => {
    expect(refusal(idxFile([0xffffffff, 0xffffffff, 28], [1]), 3)).toMatch(
      /^digits: after byte 16 come 1 values, expected 4294967295 × 4294967295 × 28 = /,
    );
  });

  it('refuses a gzip file wherever it is cut short', () => {
    const zipped = gzipSync(IMAGES);
    for (let length = 2; length < zipped.length; length++) {
      expect(refusal(zipped.subarray(0, length), 3)).toBe(DAMAGED);
    }
  });

  it('never reads wrong values from a gzip file with a wrong bit', () => {
    const zipped = gzipSync(IMAGES);
    const expected = parseIdx(IMAGES, 3, 'digits');
    for (let bit = 0; bit < 8 * zipped.length; bit++) {
      const at = Math.floor(bit / 8);
      const changed = withByte(zipped, at, zipped[at] ^ (1 << (bit % 8)));
      let parsed;
      try {
        parsed = parseIdx(changed, 3, 'digits');
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
        continue;
      }
      // A few bits of the header mean nothing for the values, such as the time and the operating system.
      expect(parsed).toEqual(expected);
    }
  });
});
