import { describe, expect, it } from 'vitest';
import { mapPixel, normalize, pixelMap, type Normalization } from '../../../src-core/data/normalization';
import { expectClose } from '../../support/numbers';

const MNIST = { mean: 0.1307, scale: 0.3081 };

/** Each of the 256 bytes in a network. */
const normalizationTable = (normalization: Normalization): Float32Array =>
  Float32Array.from({ length: 256 }, (_, byte) => mapPixel(pixelMap(normalization, 255), byte));

describe('normalization', () => {
  it('maps 0…255 to (p / 255 − mean) / scale', () => {
    const table = normalizationTable(MNIST);
    expect(table).toHaveLength(256);
    expect(table[0]).toBeCloseTo(-0.424212, 5);
    expect(table[51]).toBeCloseTo(0.224927, 5);
    expect(table[255]).toBeCloseTo(2.821486, 5);
  });

  it('leaves pixels as they are with mean 0 and scale 1', () => {
    const table = normalizationTable({ mean: 0, scale: 1 });
    expect([table[0], table[255]]).toEqual([0, 1]);
  });

  it('treats pixels 0…1 as it treats 0…255', () => {
    const pixels = Float32Array.from({ length: 256 }, (_, p) => p / 255);
    const x = new Float32Array(256);
    normalize(pixels, x, MNIST);
    expectClose(x, normalizationTable(MNIST), 1e-6);
  });
});
