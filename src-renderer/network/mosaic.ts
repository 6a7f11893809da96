// Where tiles of values lie on a canvas: feature maps, kernels, the cells of a vector. All lengths are pixels of the
// screen, so that every value is a block of whole pixels and none is blurred. Here: what a closed row shows.

export interface Box {
  readonly width: number;
  readonly height: number;
  /** Pixels of the screen per CSS pixel. */
  readonly density: number;
}

interface Pair {
  readonly x: number;
  readonly y: number;
}

export interface Mosaic {
  /** Tiles drawn; the first ones. */
  readonly shown: number;
  /** Tiles that found no room. */
  readonly hidden: number;
  readonly columns: number;
  readonly rows: number;
  /** Whether a column is filled before the next one begins. */
  readonly downwards: boolean;
  /** A tile, values. */
  readonly tile: { readonly width: number; readonly height: number };
  /** A value, pixels. */
  readonly zoom: Pair;
  /** Between tiles, pixels. */
  readonly gap: Pair;
  /** The whole, pixels. */
  readonly width: number;
  readonly height: number;
  /** By how much the whole must be made smaller to fit, 0…1. */
  readonly shrink: number;
}

type Plan = Pick<Mosaic, 'columns' | 'rows' | 'tile' | 'zoom' | 'gap'> & Partial<Mosaic>;

/** CSS pixels. */
const MAP_GAP = 2;
const CELL = 16;
/** From this share of the box's height on, more maps are worth more than larger ones. */
const READABLE = 0.55;
/** Maps of this size still tell something: rather all of them so small than some of them larger. CSS pixels. */
const LEAST_MAP = 10;
/** How much larger maps must become for pixels that are not all of one size. */
const WORTH_UNEVEN = 1.3;
/** What the words "+48" need beside the maps. */
const HIDDEN_WORDS = 34;
/** Vectors up to this length are one row of large cells: the classes, mostly. */
export const SHORT = 16;
const LARGE_CELL = 34;
/** How much smaller cells may become for full lines. */
const WORTH_EVEN = 0.6;

export const VALUE = { width: 1, height: 1 };

export function lay(count: number, plan: Plan): Mosaic {
  const { columns, rows, tile, zoom, gap } = plan;
  const shown = Math.min(count, columns * rows);
  return {
    shown,
    hidden: count - shown,
    downwards: false,
    width: columns * (tile.width * zoom.x + gap.x) - gap.x,
    height: rows * (tile.height * zoom.y + gap.y) - gap.y,
    shrink: 1,
    ...plan,
  };
}

/** How many pieces of this size, with gaps between them, go into a length. */
export function howMany(length: number, size: number, gap: number): number {
  return Math.max(0, Math.floor((length + gap) / (size + gap)));
}

export const both = (length: number): Pair => ({ x: length, y: length });

function mapsAt(zoom: number, count: number, tile: Mosaic['tile'], box: Box): Mosaic {
  const gap = Math.round(MAP_GAP * box.density);
  const most = howMany(box.height, tile.height * zoom, gap);
  const fit = (width: number) => Math.max(1, howMany(width, tile.width * zoom, gap));
  const fitsAll = fit(box.width) * most >= count;
  const inRow = fitsAll ? fit(box.width) : fit(box.width - HIDDEN_WORDS * box.density);
  const rows = Math.max(1, Math.min(most, Math.ceil(count / inRow)));
  const columns = Math.min(inRow, Math.ceil(count / rows));
  return lay(count, { columns, rows, tile, zoom: both(zoom), gap: both(gap) });
}

/** The next larger zoom made a little smaller, where whole pixels leave much of the box empty; null where that gains little. */
function enlarged({ tile, zoom }: Mosaic, count: number, box: Box): Mosaic | null {
  for (let shrink = 0.95; shrink * (zoom.x + 1) >= WORTH_UNEVEN * zoom.x; shrink -= 0.05) {
    const roomy = { width: box.width / shrink, height: box.height / shrink, density: box.density / shrink };
    const mosaic = mapsAt(zoom.x + 1, count, tile, roomy);
    const fits = mosaic.width <= roomy.width && mosaic.height <= roomy.height;
    if (mosaic.hidden === 0 && fits) return { ...mosaic, shrink };
  }
  return null;
}

/** C maps of H×W, as large and as many as the box allows: all of them where that leaves something to be seen of each. */
export function mapMosaic(count: number, height: number, width: number, box: Box): Mosaic {
  const tile = { width, height };
  const most = Math.floor(Math.min(box.height / height, box.width / width));
  if (most < 1) {
    const shrink = Math.max(0.05, Math.min(box.height / height, box.width / width));
    const roomy = { width: box.width / shrink, height: box.height / shrink, density: box.density / shrink };
    return { ...mapsAt(1, count, tile, roomy), shrink };
  }
  const worth = ({ zoom, shown, hidden }: Mosaic): number =>
    shown * Math.min(width * zoom.x, READABLE * box.height) * (hidden === 0 ? 1.1 : 1);
  const plans = Array.from({ length: most }, (_, i) => mapsAt(most - i, count, tile, box));
  const complete = plans.filter(({ zoom, hidden }) => hidden === 0 && width * zoom.x >= LEAST_MAP * box.density);
  const best = (complete.length > 0 ? complete : plans).reduce((a, b) => (worth(b) > worth(a) ? b : a));
  return best.hidden === 0 ? (enlarged(best, count, box) ?? best) : best;
}

/** Lines of a vector. */
interface Lines {
  readonly columns: number;
  readonly rows: number;
  /** A cell, pixels; 0 where they do not fit. */
  readonly side: number;
}

const cellGap = (side: number, density: number): number => (side > 4 * density ? Math.round(density) : 0);

function shortVector(length: number, box: Box): Mosaic {
  const gap = Math.round(2 * box.density);
  const largest = Math.round(LARGE_CELL * box.density);
  const x = Math.max(1, Math.min(largest, Math.floor((box.width + gap) / length) - gap));
  const y = Math.max(1, Math.min(largest, Math.floor(box.height)));
  return lay(length, { columns: length, rows: 1, tile: VALUE, zoom: { x, y }, gap: both(gap) });
}

function sideAt(columns: number, rows: number, { width, height, density }: Box): number {
  for (let side = Math.round(CELL * density); side >= 1; side--) {
    const gap = cellGap(side, density);
    if (howMany(width, side, gap) >= columns && howMany(height, side, gap) >= rows) return side;
  }
  return 0;
}

/** The largest cells at which every line is full and ends where a line of the maps ends that the vector is made of. */
function evenLines(length: number, lineLength: number, box: Box): Lines {
  const lines = length / lineLength;
  let best: Lines = { columns: length, rows: 1, side: 0 };
  for (let rows = 1; rows <= lines; rows++) {
    if (lines % rows !== 0) continue;
    const columns = length / rows;
    const side = sideAt(columns, rows, box);
    if (side > best.side) best = { columns, rows, side };
  }
  return best;
}

/** The largest cells, whatever is left for the last line. */
function anyLines(length: number, box: Box): Lines {
  for (let side = Math.round(CELL * box.density); side >= 1; side--) {
    const gap = cellGap(side, box.density);
    const rows = Math.ceil(length / Math.max(1, howMany(box.width, side, gap)));
    if (howMany(box.height, side, gap) >= rows) return { columns: Math.ceil(length / rows), rows, side };
  }
  return { columns: length, rows: 1, side: 0 };
}

/**
 * A vector: one row of large cells where it is short, else as many lines as fit, all of them full if that does not make
 * the cells much smaller. `unrolled`: the maps (C, H, W) it is made of, in their order; then lines end where theirs do.
 */
export function vectorMosaic(length: number, box: Box, unrolled: readonly number[] | null = null): Mosaic {
  if (length <= SHORT) return shortVector(length, box);
  const even = evenLines(length, unrolled?.at(-1) ?? 1, box);
  const any = anyLines(length, box);
  const lines = even.side >= (unrolled ? 1 : WORTH_EVEN * any.side) ? even : any;
  if (lines.side > 0) {
    const gap = both(cellGap(lines.side, box.density));
    return lay(length, { columns: lines.columns, rows: lines.rows, tile: VALUE, zoom: both(lines.side), gap });
  }
  const columns = Math.max(1, Math.floor(box.width - HIDDEN_WORDS * box.density));
  const rows = Math.max(1, Math.floor(box.height));
  return lay(length, { columns, rows, tile: VALUE, zoom: both(1), gap: both(0) });
}

/** What a layer gives for one example, (C, H, W) or (F), in a closed row's box. */
export function outputMosaic(shape: readonly number[], box: Box, unrolled: readonly number[] | null = null): Mosaic {
  const [first = 0, height, width] = shape;
  return height === undefined || width === undefined
    ? vectorMosaic(first, box, unrolled)
    : mapMosaic(first, height, width, box);
}
