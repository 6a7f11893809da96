import type { NetworkSpec } from '../../src-core/architecture/network-spec';

type Shape = NetworkSpec['input']['shape'] | readonly number[];

interface Cell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a layer gives for one example, drawn to scale: a unit is a pixel of the input. */
export interface Glyph {
  readonly width: number;
  readonly height: number;
  readonly cells: readonly Cell[];
  /** Whether the cells are too small for an outline. */
  readonly fine: boolean;
  /** Maps or values that found no room. */
  readonly hidden: number;
}

/** Longest glyph, units. */
const MAX_WIDTH = 340;
const MAP_GAP = 4;
/** A value of a vector is a small square; long vectors run in columns of this many. */
const CELL = 3;
const CELL_GAP = 1;
const CELL_ROWS = 6;
/** Vectors up to this length are one row of large squares: the classes, mostly. */
const SHORT = 16;
const LARGE_CELL = 20;

function grid(count: number, rows: number, width: number, height: number, gap: number): Glyph {
  const columns = Math.min(Math.ceil(count / rows), Math.floor((MAX_WIDTH + gap) / (width + gap)));
  const shown = Math.min(count, columns * rows);
  const cells = Array.from({ length: shown }, (_, i) => {
    const column = Math.floor(i / rows);
    return { x: column * (width + gap), y: (i % rows) * (height + gap), width, height };
  });
  return {
    width: columns * (width + gap) - gap,
    height: rows * (height + gap) - gap,
    cells,
    fine: width === CELL,
    hidden: count - shown,
  };
}

/** Feature maps side by side for C×H×W, cells for a vector. */
export function shapeGlyph(shape: Shape): Glyph {
  const [first = 0, height, width] = shape;
  if (height !== undefined && width !== undefined) return grid(first, 1, width, height, MAP_GAP);
  if (first <= SHORT) return grid(first, 1, LARGE_CELL, LARGE_CELL, MAP_GAP / 2);
  return grid(first, CELL_ROWS, CELL, CELL, CELL_GAP);
}

/** [6, 28, 28] → "6 × 28 × 28" */
export function shapeWords(shape: Shape): string {
  return shape.join(' × ');
}
