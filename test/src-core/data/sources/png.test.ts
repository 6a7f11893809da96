import { encode } from 'fast-png';
import fc from 'fast-check';
import { crc32 } from '../../../../src-core/data/crc32';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodePng } from '../../../../src-core/data/sources/png';
import { fixedRuns } from '../../../support/properties';
import { refusalOf, takesOrRefuses } from '../../../support/refusal';

interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colorType: number;
  readonly interlace?: number;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Uint8Array.from([...new TextEncoder().encode(type), ...data]);
  const whole = new DataView(new ArrayBuffer(body.length + 8));
  whole.setUint32(0, data.length);
  new Uint8Array(whole.buffer).set(body, 4);
  whole.setUint32(body.length + 4, crc32(body));
  return new Uint8Array(whole.buffer);
}

/** A PNG file written by hand: rows as bytes, each begun by its filter. */
function pngFile(header: Header, rows: readonly (readonly number[])[], extra: readonly Uint8Array[] = []): Uint8Array {
  const ihdr = new DataView(new ArrayBuffer(13));
  ihdr.setUint32(0, header.width);
  ihdr.setUint32(4, header.height);
  [header.depth, header.colorType, 0, 0, header.interlace ?? 0].forEach((byte, i) => ihdr.setUint8(8 + i, byte));
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10),
    chunk('IHDR', new Uint8Array(ihdr.buffer)),
    ...extra,
    chunk('IDAT', deflateSync(Uint8Array.from(rows.flatMap((row) => [0, ...row])))),
    chunk('IEND', new Uint8Array(0)),
  ];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const pixelsOf = (bytes: Uint8Array): number[] => Array.from(decodePng(bytes, 'a.png').pixels);

describe('decodePng', () => {
  it('reads grey and colour as another program writes them', () => {
    const grey = encode({ width: 3, height: 2, channels: 1, data: Uint8Array.of(0, 50, 100, 150, 200, 255) });
    expect(decodePng(grey, 'a.png')).toEqual({
      width: 3,
      height: 2,
      channels: 1,
      pixels: Uint8Array.of(0, 50, 100, 150, 200, 255),
    });
    const color = encode({ width: 1, height: 2, channels: 3, data: Uint8Array.of(1, 2, 3, 4, 5, 6) });
    expect(decodePng(color, 'a.png')).toEqual({
      width: 1,
      height: 2,
      channels: 3,
      pixels: Uint8Array.of(1, 2, 3, 4, 5, 6),
    });
  });

  it('reads values of 1, 2, 4 and 16 bits', () => {
    expect(pixelsOf(pngFile({ width: 3, height: 2, depth: 1, colorType: 0 }, [[0b10100000], [0b01000000]]))).toEqual([
      255, 0, 255, 0, 255, 0,
    ]);
    expect(pixelsOf(pngFile({ width: 3, height: 1, depth: 2, colorType: 0 }, [[0b00011100]]))).toEqual([0, 85, 255]);
    expect(pixelsOf(pngFile({ width: 3, height: 1, depth: 4, colorType: 0 }, [[0x0f, 0x70]]))).toEqual([0, 255, 119]);
    expect(pixelsOf(pngFile({ width: 2, height: 1, depth: 16, colorType: 0 }, [[0xff, 0xff, 0x80, 0x00]]))).toEqual([
      255, 128,
    ]);
  });

  it('looks colours up in palettes, of pixels of a few bits as well', () => {
    const palette = chunk('PLTE', Uint8Array.of(10, 20, 30, 40, 50, 60));
    const file = pngFile({ width: 3, height: 1, depth: 1, colorType: 3 }, [[0b01100000]], [palette]);
    expect(pixelsOf(file)).toEqual([10, 20, 30, 40, 50, 60, 40, 50, 60]);
  });

  it('takes a palette in a picture in full colour for the suggestion that it is', () => {
    const palette = chunk('PLTE', Uint8Array.of(10, 20, 30));
    expect(pixelsOf(pngFile({ width: 1, height: 1, depth: 8, colorType: 2 }, [[7, 8, 9]], [palette]))).toEqual([
      7, 8, 9,
    ]);
  });

  it('makes black of what is transparent', () => {
    expect(pixelsOf(pngFile({ width: 2, height: 1, depth: 8, colorType: 4 }, [[200, 0, 200, 128]]))).toEqual([0, 100]);
    const color = pngFile({ width: 1, height: 1, depth: 8, colorType: 6 }, [[255, 100, 0, 51]]);
    expect(pixelsOf(color)).toEqual([51, 20, 0]);
  });

  it('refuses what is no PNG file or says what cannot be', () => {
    const header = { width: 2, height: 1, depth: 8, colorType: 0 };
    expect(refusalOf(() => decodePng(new TextEncoder().encode('GIF89a'), 'a.png'))).toBe(
      'a.png: does not begin as a PNG file does.',
    );
    expect(refusalOf(() => decodePng(pngFile(header, [[1, 2]]).subarray(0, 20), 'a.png'))).toBe(
      'a.png: ends at byte 20, expected a PNG header of 33 bytes.',
    );
    expect(refusalOf(() => decodePng(pngFile({ ...header, width: 5000 }, [[1, 2]]), 'a.png'))).toBe(
      'a.png: is 5000×1 pixels, expected 1×1 to 4096×4096.',
    );
    expect(refusalOf(() => decodePng(pngFile({ ...header, width: 4096, height: 4096 }, [[1, 2]]), 'a.png'))).toMatch(
      /^a\.png: says it is 4096×4096 pixels, but its \d+ bytes cannot hold them\.$/,
    );
    expect(refusalOf(() => decodePng(pngFile({ ...header, depth: 1, interlace: 1 }, [[1]]), 'a.png'))).toBe(
      'a.png: is interlaced with 1 bits a value, expected 8 or 16, or no interlacing.',
    );
  });

  it('never makes anything but a whole picture of a damaged file', () => {
    const file = pngFile({ width: 4, height: 3, depth: 8, colorType: 2 }, [
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
      [21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32],
      [41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52],
    ]);
    const expected = decodePng(file, 'a.png');
    for (let length = 0; length < file.length - 12; length++)
      refusalOf(() => decodePng(file.slice(0, length), 'a.png'));
    const property = fc.property(fc.nat(file.length - 1), fc.nat(7), (at, bit) => {
      const changed = file.slice();
      changed[at] ^= 1 << bit;
      takesOrRefuses(
        () => decodePng(changed, 'a.png'),
        (picture) => expect(picture).toEqual(expected),
      );
    });
    fc.assert(property, fixedRuns(1000));
  });
});
