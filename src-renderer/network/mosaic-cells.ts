import type { Mosaic } from './mosaic';

// From places on a mosaic to values and back. A value is named by its index in the array that is drawn.

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Rect extends Point {
  readonly width: number;
  readonly height: number;
}

const clamp = (value: number, max: number): number => Math.min(max, Math.max(0, value));

/** Column and row of a tile among the tiles. */
function tilePlace({ columns, rows, downwards }: Mosaic, tile: number): Point {
  return downwards
    ? { x: Math.floor(tile / rows), y: tile % rows }
    : { x: tile % columns, y: Math.floor(tile / columns) };
}

/** Where a tile lies, pixels. */
export function tileRect(mosaic: Mosaic, index: number): Rect {
  const { tile, zoom, gap } = mosaic;
  const place = tilePlace(mosaic, index);
  const width = tile.width * zoom.x;
  const height = tile.height * zoom.y;
  return { x: place.x * (width + gap.x), y: place.y * (height + gap.y), width, height };
}

/** Where a value lies, pixels. */
export function cellRect(mosaic: Mosaic, index: number): Rect {
  const { tile, zoom } = mosaic;
  const size = tile.width * tile.height;
  const outer = tileRect(mosaic, Math.floor(index / size));
  const x = outer.x + (index % tile.width) * zoom.x;
  const y = outer.y + Math.floor((index % size) / tile.width) * zoom.y;
  return { x, y, width: zoom.x, height: zoom.y };
}

/** The value in this column and row of all values, gaps left out; null where there is none. */
function valueAt({ columns, rows, downwards, tile, shown }: Mosaic, { x, y }: Point): number | null {
  const column = Math.floor(x / tile.width);
  const row = Math.floor(y / tile.height);
  const index = downwards ? column * rows + row : row * columns + column;
  return index < shown ? (index * tile.height + (y % tile.height)) * tile.width + (x % tile.width) : null;
}

/** The value under a point of the canvas, pixels; in a gap, that of the tile before it. Null where there is none. */
export function cellAt(mosaic: Mosaic, { x, y }: Point): number | null {
  const { columns, rows, tile, zoom, gap } = mosaic;
  const along = (at: number, count: number, values: number, size: number, between: number): number => {
    const pitch = values * size + between;
    const index = clamp(Math.floor(at / pitch), count - 1);
    return index * values + clamp(Math.floor((at - index * pitch) / size), values - 1);
  };
  return valueAt(mosaic, {
    x: along(x, columns, tile.width, zoom.x, gap.x),
    y: along(y, rows, tile.height, zoom.y, gap.y),
  });
}

const MOVES: Partial<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** The value that a key leads to from another: arrows to the neighbour, Home and End along the line. Null: none. */
export function cellAfterKey(mosaic: Mosaic, index: number, key: string): number | null {
  const { columns, rows, tile } = mosaic;
  const most = { x: columns * tile.width - 1, y: rows * tile.height - 1 };
  const size = tile.width * tile.height;
  const place = tilePlace(mosaic, Math.floor(index / size));
  const x = place.x * tile.width + (index % tile.width);
  const y = place.y * tile.height + Math.floor((index % size) / tile.width);
  const move = MOVES[key];
  if (move) return valueAt(mosaic, { x: clamp(x + move.x, most.x), y: clamp(y + move.y, most.y) }) ?? index;
  if (key === 'Home') return valueAt(mosaic, { x: 0, y });
  if (key !== 'End') return null;
  for (let end = most.x; end > x; end--) {
    const value = valueAt(mosaic, { x: end, y });
    if (value !== null) return value;
  }
  return index;
}
