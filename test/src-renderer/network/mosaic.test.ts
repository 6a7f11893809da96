import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapMosaic, outputMosaic, vectorMosaic } from '../../../src-renderer/network/mosaic';

const laptop = { width: 313, height: 36, density: 1 };
const side = fc.integer({ min: 1, max: 64 });

describe('feature maps', () => {
  it('are as large as whole pixels allow', () => {
    expect(mapMosaic(6, 28, 28, laptop)).toMatchObject({ shown: 6, hidden: 0, rows: 1, zoom: { x: 1, y: 1 } });
    expect(mapMosaic(6, 14, 14, laptop)).toMatchObject({ shown: 6, zoom: { x: 2, y: 2 } });
    expect(mapMosaic(6, 28, 28, { width: 640, height: 57, density: 1 })).toMatchObject({ zoom: { x: 2, y: 2 } });
  });

  it('stand in two rows where that shows more of them', () => {
    expect(mapMosaic(16, 10, 10, { ...laptop, height: 42 })).toMatchObject({ shown: 16, rows: 2, columns: 8 });
  });

  it('that find no room are counted', () => {
    const { shown, hidden, width } = mapMosaic(64, 28, 28, laptop);
    expect(shown + hidden).toBe(64);
    expect(width).toBeLessThanOrEqual(laptop.width - 34);
  });

  it('larger than the box are made smaller', () => {
    const { shrink, height } = mapMosaic(3, 64, 64, laptop);
    expect(shrink * height).toBeCloseTo(36);
  });

  it('stay within the box, whatever their number and size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 512 }), side, side, (count, height, width) => {
        const mosaic = mapMosaic(count, height, width, laptop);
        expect(mosaic.shown).toBeGreaterThan(0);
        expect(mosaic.width * mosaic.shrink).toBeLessThanOrEqual(laptop.width + 1e-6);
        expect(mosaic.height * mosaic.shrink).toBeLessThanOrEqual(laptop.height + 1e-6);
      }),
    );
  });
});

describe('a vector', () => {
  it('shows every value, in several rows where it is long', () => {
    expect(outputMosaic([400], laptop)).toMatchObject({ shown: 400, hidden: 0 });
    expect(outputMosaic([120], laptop).rows).toBeGreaterThan(1);
  });

  it('is one row of large cells where it is short', () => {
    expect(vectorMosaic(10, laptop)).toMatchObject({ rows: 1, columns: 10, zoom: { x: 29, y: 34 } });
  });

  it('has full lines where that leaves the cells large enough', () => {
    expect(vectorMosaic(120, laptop)).toMatchObject({ columns: 30, rows: 4 });
    expect(vectorMosaic(127, laptop).columns).not.toBe(127);
  });

  it('made of maps breaks only where a line of theirs ends', () => {
    expect(vectorMosaic(169, laptop, [1, 13, 13])).toMatchObject({ columns: 13, rows: 13 });
    const { columns, rows } = vectorMosaic(400, laptop, [16, 5, 5]);
    expect([columns % 5, columns * rows]).toEqual([0, 400]);
  });

  it('stays within the box, whatever its length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 65536 }), (length) => {
        const { width, height, shown, hidden } = vectorMosaic(length, laptop);
        expect(width).toBeLessThanOrEqual(laptop.width);
        expect(height).toBeLessThanOrEqual(laptop.height);
        expect(shown + hidden).toBe(length);
      }),
    );
  });
});

it.each([
  ['notebook-004, 8 of 25 × 25', [8, 25, 25], { width: 352, height: 96, density: 1 }],
  ['conv2 in a low row', [16, 10, 10], { width: 190, height: 30, density: 1 }],
])('hides no map where all of them can be told apart: %s', (_, shape, box) => {
  const { hidden, width, height, shrink } = outputMosaic(shape, box);
  expect(hidden).toBe(0);
  expect(width * shrink).toBeLessThanOrEqual(box.width);
  expect(height * shrink).toBeLessThanOrEqual(box.height);
});

it('makes maps larger than whole pixels would where those leave much of the box empty', () => {
  const { tile, zoom, shrink } = outputMosaic([8, 25, 25], { width: 352, height: 96, density: 1 });
  expect(tile.width * zoom.x * shrink).toBeGreaterThan(40);
});
