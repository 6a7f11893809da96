import { expect, it } from 'vitest';
import { revealed, zoomed } from '../../../src-renderer/editor/viewport';

const PANE = { width: 700, height: 500 };
const LONG = { width: 700, height: 1200 };
const TOP = { x: 0, y: 0, zoom: 1 };
const card = (y: number) => ({ x: 20, y, width: 660, height: 40 });

it('moves as little as shows a card', () => {
  expect(revealed(TOP, LONG, PANE, card(100))).toEqual(TOP);
  expect(revealed(TOP, LONG, PANE, card(600))).toEqual({ x: 0, y: 500 - 12 - 640, zoom: 1 });
  expect(revealed({ x: 0, y: -700, zoom: 1 }, LONG, PANE, card(600))).toEqual({ x: 0, y: 12 - 600, zoom: 1 });
});

it('shows nothing beside the canvas', () => {
  expect(revealed({ x: -80, y: 90, zoom: 1 }, LONG, PANE)).toEqual(TOP);
  expect(revealed({ x: 0, y: -900, zoom: 1 }, LONG, PANE)).toEqual({ x: 0, y: -700, zoom: 1 });
  expect(revealed(TOP, { width: 700, height: 300 }, PANE)).toEqual(TOP);
  expect(revealed({ x: 0, y: 0, zoom: 0.5 }, LONG, PANE)).toEqual({ x: 175, y: 0, zoom: 0.5 });
});

it('zooms about the middle of the pane', () => {
  expect(zoomed({ x: 0, y: -100, zoom: 1 }, 2, PANE)).toEqual({ x: -350, y: 250 - 350 * 2, zoom: 2 });
});
