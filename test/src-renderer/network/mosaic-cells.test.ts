import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { largeMaps, weightMosaics } from '../../../src-renderer/network/large-mosaic';
import { cellAfterKey, cellAt, cellRect } from '../../../src-renderer/network/mosaic-cells';

const panel = { width: 300, height: 192, density: 1 };
const maps = largeMaps([5, 4, 6], panel).mosaic;
const kernels = weightMosaics([7, 3, 2, 2], panel).weights.mosaic;

it.each([
  ['maps', maps],
  ['kernels', kernels],
])('%s: the value under any point of a cell is the one that is drawn there', (_, mosaic) => {
  const values = mosaic.shown * mosaic.tile.width * mosaic.tile.height;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: values - 1 }), fc.nat(), fc.nat(), (index, dx, dy) => {
      const { x, y, width, height } = cellRect(mosaic, index);
      expect(cellAt(mosaic, { x: x + (dx % width), y: y + (dy % height) })).toBe(index);
    }),
  );
});

it('a point in a gap reads the tile before it, a point outside the nearest', () => {
  const { x, width } = cellRect(maps, 5);
  expect(cellAt(maps, { x: x + width + 1, y: 0 })).toBe(5);
  expect(cellAt(maps, { x: -3, y: -3 })).toBe(0);
});

it('arrows go to the neighbour, over the edge of a map into the next one', () => {
  expect(cellAfterKey(maps, 0, 'ArrowDown')).toBe(6);
  expect(cellAfterKey(maps, 5, 'ArrowRight')).toBe(24);
  expect(cellAfterKey(maps, 24, 'ArrowLeft')).toBe(5);
  expect(cellAfterKey(maps, 0, 'ArrowUp')).toBe(0);
  expect(cellAfterKey(kernels, 2, 'ArrowDown')).toBe(4);
  expect(cellAfterKey(maps, 0, 'x')).toBeNull();
});

it('Home and End go along the line, as far as there are values', () => {
  const end = cellAfterKey(maps, 0, 'End')!;
  expect(cellAfterKey(maps, end, 'ArrowRight')).toBe(end);
  expect(cellAfterKey(maps, end, 'Home')).toBe(0);
});
