import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Examples } from '../../../../src-core/data/examples';
import { parseIdxPair } from '../../../../src-core/data/sources/idx-set';
import { sizeOf } from '../../../../src-core/tensor/shape';
import { idxFile } from '../../../support/idx';
import { fixedRuns } from '../../../support/properties';
import { refusalOf, takesOrRefuses } from '../../../support/refusal';
import { expectValid } from '../../../support/valid-examples';

const names = { images: 'images', labels: 'labels' };
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const parse = (images: Uint8Array, labels: Uint8Array): Examples => parseIdxPair({ images, labels, names });
/** Two images of this shape whose values count up. */
const two = (...shape: number[]): Examples =>
  parse(
    idxFile(
      [2, ...shape],
      range(2 * sizeOf(shape)).map((i) => i % 256),
    ),
    idxFile([2], [0, 1]),
  );

describe('parseIdxPair', () => {
  it('takes grey images, images in colour, and vectors', () => {
    expect(two(2, 3)).toMatchObject({ shape: [1, 2, 3], count: 2 });
    expect(two(3, 2, 5)).toMatchObject({ shape: [3, 2, 5] });
    expect(two(1, 2, 3)).toMatchObject({ shape: [1, 2, 3] });
    expect(two(7)).toMatchObject({ shape: [7] });
    expect([...two(2, 3).images]).toEqual(range(12));
    expect([...two(3, 2, 5).images]).toEqual(range(60));
  });

  it('turns images whose channels come last', () => {
    const turned = two(2, 2, 3);
    expect(turned.shape).toEqual([3, 2, 2]);
    expect([...turned.images]).toEqual([
      ...[0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11],
      ...[12, 15, 18, 21, 13, 16, 19, 22, 14, 17, 20, 23],
    ]);
    expect(two(4, 5, 1)).toMatchObject({ shape: [1, 4, 5], images: two(4, 5).images });
  });

  it('takes the first as channels where both could be', () => {
    expect(two(3, 4, 3)).toMatchObject({ shape: [3, 4, 3] });
    expect([...two(3, 4, 3).images]).toEqual(range(72));
  });

  it('refuses shapes that no network takes', () => {
    const expected = 'expected images of 1 or 3 channels and at most 64×64 pixels, or vectors of at most 12288 values.';
    expect(refusalOf(() => two(65, 2))).toBe(`images: its examples are 1×65×2, ${expected}`);
    expect(refusalOf(() => two(2, 4, 4))).toBe(`images: its examples are 2×4×4, ${expected}`);
    expect(refusalOf(() => two(12_289))).toBe(`images: its examples are 12289, ${expected}`);
    expect(refusalOf(() => two(0, 5))).toBe(`images: its examples are 1×0×5, ${expected}`);
  });

  it('refuses empty sets, labels that are no class, and files that do not belong together', () => {
    expect(refusalOf(() => parse(idxFile([0, 2, 2], []), idxFile([0], [])))).toBe(
      'images: holds no images, expected at least one.',
    );
    expect(refusalOf(() => parse(idxFile([2, 1], [1, 2]), idxFile([2], [3, 100])))).toBe(
      'labels: label 1 is 100, expected a class number from 0 to 99.',
    );
    expect(refusalOf(() => parse(idxFile([2, 1], [1, 2]), idxFile([3], [0, 1, 2])))).toBe(
      'images holds 2 images, but labels holds 3 labels.',
    );
  });

  it('names the dimensions that images may have', () => {
    expect(refusalOf(() => parse(idxFile([4], [1, 2, 3, 4]), idxFile([4], [0, 0, 0, 0])))).toBe(
      'images: at byte 0 stands 0x00000801, expected 0x00000802 or 0x00000803 or 0x00000804 (IDX of unsigned bytes in 2 or 3 or 4 dimensions).',
    );
  });

  it('never makes anything but valid examples of damaged files', () => {
    const images = idxFile([3, 2, 2, 3], range(36));
    const labels = idxFile([3], [0, 1, 2]);
    const damage = fc.array(fc.record({ at: fc.nat(60), byte: fc.nat(255) }), { minLength: 1, maxLength: 4 });
    const property = fc.property(fc.boolean(), fc.boolean(), damage, fc.nat(60), (zipped, inLabels, changes, cut) => {
      const whole = inLabels ? labels : images;
      const damaged = Uint8Array.from(zipped ? gzipSync(whole) : whole);
      for (const { at, byte } of changes) damaged[at % damaged.length] = byte;
      const file = cut < 10 ? damaged.subarray(0, -cut || undefined) : damaged;
      takesOrRefuses(
        () => parse(inLabels ? images : file, inLabels ? file : labels),
        (examples) => expectValid(examples, 100),
      );
    });
    fc.assert(property, fixedRuns(1000));
  });
});
