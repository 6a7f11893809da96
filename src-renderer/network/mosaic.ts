// Where tiles of values lie in a row's canvas: feature maps, kernels, the cells of a vector. All lengths are pixels of
// the screen, so that every value is a block of whole pixels and none is blurred.

export interface Box {
  readonly width: number;
  readonly height: number;
  /** Pixels of the screen per CSS pixel. */
  readonly density: number;
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
  readonly zoom: { readonly x: number; readonly y: number };
  /** Between tiles, pixels. */
  readonly gap: number;
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
/** What the words "+48" need beside the maps. */
const HIDDEN_WORDS = 34;
/** Vectors up to this length are one row of large cells: the classes, mostly. */
const SHORT = 16;
const LARGE_CELL = 34;
/** A kernel, its gap, and a weight of a matrix. */
const KERNEL = 44;
const KERNEL_GAP = 2;
const WEIGHT = 10;

function lay(count: number, plan: Plan): Mosaic {
  const { columns, rows, tile, zoom, gap } = plan;
  const shown = Math.min(count, columns * rows);
  return {
    shown,
    hidden: count - shown,
    downwards: false,
    width: columns * (tile.width * zoom.x + gap) - gap,
    height: rows * (tile.height * zoom.y + gap) - gap,
    shrink: 1,
    ...plan,
  };
}

/** How many pieces of this size, with gaps between them, go into a length. */
function howMany(length: number, size: number, gap: number): number {
  return Math.max(0, Math.floor((length + gap) / (size + gap)));
}

function mapsAt(zoom: number, count: number, tile: Mosaic['tile'], box: Box): Mosaic {
  const gap = Math.round(MAP_GAP * box.density);
  const most = howMany(box.height, tile.height * zoom, gap);
  const fit = (width: number) => Math.max(1, howMany(width, tile.width * zoom, gap));
  const fitsAll = fit(box.width) * most >= count;
  const inRow = fitsAll ? fit(box.width) : fit(box.width - HIDDEN_WORDS * box.density);
  const rows = Math.max(1, Math.min(most, Math.ceil(count / inRow)));
  const columns = Math.min(inRow, Math.ceil(count / rows));
  return lay(count, { columns, rows, tile, zoom: { x: zoom, y: zoom }, gap });
}

/** C maps of H×W, as large and as many as the box allows: many small ones are better than few large ones. */
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
  return Array.from({ length: most }, (_, i) => mapsAt(most - i, count, tile, box)).reduce((best, other) =>
    worth(other) > worth(best) ? other : best,
  );
}

const VALUE = { width: 1, height: 1 };

/** A vector: one row of large cells where it is short, else as many rows as fit; the cells as large as possible. */
export function vectorMosaic(length: number, box: Box): Mosaic {
  if (length <= SHORT) {
    const gap = Math.round(2 * box.density);
    const largest = Math.round(LARGE_CELL * box.density);
    const x = Math.max(1, Math.min(largest, Math.floor((box.width + gap) / length) - gap));
    const y = Math.max(1, Math.min(largest, Math.floor(box.height)));
    return lay(length, { columns: length, rows: 1, tile: VALUE, zoom: { x, y }, gap });
  }
  for (let side = Math.round(CELL * box.density); side > 1; side--) {
    const gap = side > 4 * box.density ? Math.round(box.density) : 0;
    const rows = Math.ceil(length / Math.max(1, howMany(box.width, side, gap)));
    const columns = Math.ceil(length / rows);
    if (howMany(box.height, side, gap) >= rows) {
      return lay(length, { columns, rows, tile: VALUE, zoom: { x: side, y: side }, gap });
    }
  }
  const columns = Math.max(1, Math.floor(box.width - HIDDEN_WORDS * box.density));
  return lay(length, { columns, rows: Math.max(1, Math.floor(box.height)), tile: VALUE, zoom: { x: 1, y: 1 }, gap: 0 });
}

/** What a layer gives for one example, (C, H, W) or (F), in a row's box. */
export function outputMosaic(shape: readonly number[], box: Box): Mosaic {
  const [first = 0, height, width] = shape;
  return height === undefined || width === undefined ? vectorMosaic(first, box) : mapMosaic(first, height, width, box);
}

/** Kernels (out, in, k, k): a column for each filter, a row for each channel that it reads. May become higher than the box. */
export function kernelMosaic([out = 0, rows = 0, height = 1, width = 1]: readonly number[], box: Box): Mosaic {
  const gap = Math.round(KERNEL_GAP * box.density);
  const tile = { width, height };
  const at = (zoom: number, columns: number): Mosaic =>
    lay(out * rows, { columns, rows, tile, zoom: { x: zoom, y: zoom }, gap, downwards: true });
  for (let zoom = Math.max(2, Math.floor((KERNEL * box.density) / width)); zoom > 1; zoom--) {
    const mosaic = at(zoom, out);
    if (mosaic.width <= box.width && mosaic.height <= box.height) return mosaic;
  }
  const inRow = howMany(box.width - HIDDEN_WORDS * box.density, 2 * width, gap);
  return at(2, Math.max(1, Math.min(out, inRow)));
}

/** A bias under each column of kernels. */
export function biasMosaic(kernels: Mosaic, count: number, density: number): Mosaic {
  const zoom = { x: kernels.tile.width * kernels.zoom.x, y: Math.round(WEIGHT * density) };
  return lay(count, { columns: kernels.columns, rows: 1, tile: VALUE, zoom, gap: kernels.gap });
}

/** A matrix (out, in) as one picture, a row for each output. */
export function matrixMosaic([height = 1, width = 1]: readonly number[], box: Box): Mosaic {
  const most = Math.min(box.width / width, box.height / height);
  const zoom = Math.max(1, Math.min(Math.floor(most), Math.round(WEIGHT * box.density)));
  const one = lay(1, { columns: 1, rows: 1, tile: { width, height }, zoom: { x: zoom, y: zoom }, gap: 0 });
  return { ...one, shrink: Math.min(1, most) };
}

/** Pictures of a layer's weights (out, in, k, k) or (out, in) and its biases (out), the weights as large as the box allows. */
export function weightMosaics(shape: readonly number[], box: Box): { weights: Mosaic; biases: Mosaic } {
  const out = shape[0] ?? 0;
  if (shape.length > 2) {
    const weights = kernelMosaic(shape, box);
    return { weights, biases: biasMosaic(weights, out, box.density) };
  }
  const height = 2 * (WEIGHT + 1) * box.density;
  const biases = vectorMosaic(out, { ...box, height: out > SHORT ? height : WEIGHT * box.density });
  return { weights: matrixMosaic(shape, box), biases };
}
