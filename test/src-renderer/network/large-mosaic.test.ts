import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largeMaps, largeVector, weightMosaics } from '../../../src-renderer/network/large-mosaic';

const panel = { width: 606, height: 192, density: 1 };
const plain = { unrolled: null, labels: [], stride: 1 };
const texts = (labels: readonly { text: string }[]): string[] => labels.map(({ text }) => text);

describe('maps', () => {
  it('are all there, numbered, larger than in the row', () => {
    const { mosaic, labels } = largeMaps([6, 28, 28], panel);
    expect(mosaic).toMatchObject({ shown: 6, hidden: 0, rows: 1, zoom: { x: 3, y: 3 } });
    expect(texts(labels)).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  it('stand in full lines where that leaves them large enough', () => {
    expect(largeMaps([16, 10, 10], { ...panel, width: 434 }).mosaic).toMatchObject({ columns: 8, rows: 2 });
  });

  it('are as wide as the box at most, and none is left out', () => {
    const side = fc.integer({ min: 1, max: 64 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 512 }), side, side, (count, height, width) => {
        const { mosaic } = largeMaps([count, height, width], panel);
        expect(mosaic.width).toBeLessThanOrEqual(panel.width);
        expect(mosaic.shown).toBe(count);
      }),
    );
  });
});

describe('a vector', () => {
  it('is cut into lines of a round number, each with the number of its first value', () => {
    const { mosaic, labels } = largeVector(120, panel, plain);
    expect(mosaic).toMatchObject({ columns: 20, rows: 6, shown: 120 });
    expect(texts(labels)).toEqual(['1', '21', '41', '61', '81', '101']);
  });

  it('made of maps has a line for each of them, or for each of their lines', () => {
    expect(largeVector(400, panel, { ...plain, unrolled: [16, 5, 5] }).mosaic.columns).toBe(25);
    expect(largeVector(169, panel, { ...plain, unrolled: [1, 13, 13] }).mosaic.columns).toBe(13);
  });

  it('of which only some values came numbers those', () => {
    const { mosaic, labels } = largeVector(2500, panel, { ...plain, stride: 4 });
    expect(labels.at(-1)?.text).toBe(String((labels.at(-1)?.tile ?? 0) * 4 + 1));
    expect(mosaic.shown).toBe(2500);
  });

  it('that is short is one row with the names of what it stands for', () => {
    const { mosaic, labels } = largeVector(3, panel, { ...plain, labels: ['cat', 'dog', 'owl'] });
    expect(mosaic.rows).toBe(1);
    expect(texts(labels)).toEqual(['cat', 'dog', 'owl']);
  });

  it('shows every value within the width, whatever its length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4096 }), (length) => {
        const { mosaic, margin } = largeVector(length, panel, plain);
        expect(mosaic.shown).toBe(length);
        expect(mosaic.width + margin.left).toBeLessThanOrEqual(panel.width);
      }),
    );
  });
});

describe('weights', () => {
  it('of one channel are drawn as large as there is room, their biases below', () => {
    const { weights, biases } = weightMosaics([6, 1, 5, 5], panel);
    expect(weights.mosaic).toMatchObject({ shown: 6, rows: 1, zoom: { x: 18, y: 18 } });
    expect(biases.mosaic).toMatchObject({ width: weights.mosaic.width, shown: 6 });
  });

  it('of a convolution have a column for each filter, a row for each channel, and the bias below', () => {
    const { weights, biases } = weightMosaics([16, 6, 5, 5], panel);
    expect(weights.mosaic).toMatchObject({ shown: 96, columns: 16, rows: 6, downwards: true });
    expect(weights.mosaic.zoom.x).toBeGreaterThan(4);
    expect(texts(weights.labels.filter(({ side }) => side === 'left'))).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(biases).toMatchObject({
      mosaic: { width: weights.mosaic.width, shown: 16 },
      margin: { left: weights.margin.left },
    });
  });

  it('of more filters than fit are cut at a whole column', () => {
    const { shown, hidden, rows, width } = weightMosaics([512, 3, 3, 3], panel).weights.mosaic;
    expect(shown % rows).toBe(0);
    expect(hidden).toBeGreaterThan(0);
    expect(width).toBeLessThanOrEqual(panel.width);
  });

  it('of a dense layer are one picture, made smaller where it is too large', () => {
    expect(weightMosaics([10, 84], panel).weights.mosaic).toMatchObject({ width: 588, height: 70, shrink: 1 });
    expect(weightMosaics([120, 1212], panel).weights.mosaic.shrink).toBeCloseTo(0.5);
  });
});

it('an opened vector keeps the lines of its closed row, with larger cells', () => {
  const order = { unrolled: null, labels: [], stride: 1 };
  const { mosaic } = largeVector(120, { width: 620, height: 200, density: 1 }, { ...order, columns: 30 });
  expect(mosaic).toMatchObject({ columns: 30, rows: 4 });
  const narrow = largeVector(120, { width: 100, height: 200, density: 1 }, { ...order, columns: 60 });
  expect(narrow.mosaic.columns).toBeLessThan(60);
});
