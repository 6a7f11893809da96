import { both, howMany, lay, SHORT, VALUE, vectorMosaic, type Box, type Mosaic } from './mosaic';

// What an opened row shows: all maps, all values, large, and which is which.

/** Stands beside a tile. */
interface Label {
  readonly text: string;
  readonly tile: number;
  readonly side: 'above' | 'left';
}

export interface LabelledMosaic {
  readonly mosaic: Mosaic;
  readonly labels: readonly Label[];
  /** Room for labels before the first tile, CSS pixels. */
  readonly margin: { readonly above: number; readonly left: number };
  /** Whether there is room for a number under every value. */
  readonly roomy?: boolean;
}

/** What labels need, CSS pixels. */
const LABEL = { above: 15, left: 34 };
const ABOVE = { above: LABEL.above, left: 0 };
const LEFT = { above: 0, left: LABEL.left };
const NONE = { above: 0, left: 0 };

/** CSS pixels. */
const GAP = 8;
const LARGEST_MAP = 224;
const SMALLEST_MAP = 24;
const LARGEST_CELL = 24;
const SMALLEST_CELL = 4;
/** How much smaller maps may become for full lines. */
const WORTH_FULL = 0.7;
const SHORT_CELL = { width: 52, height: 34 };
/** Numbers of values in a line, after which the next one is easy to count. */
const ROUND = [10, 20, 25, 50, 100, 200, 500];

const numbers = (count: number): string[] => Array.from({ length: count }, (_, i) => String(i + 1));

function above(texts: readonly string[], tileOf = (i: number): number => i): Label[] {
  return texts.map((text, i) => ({ text, tile: tileOf(i), side: 'above' }));
}

/** All of C tiles of H×W, `indent` CSS pixels from the edge, as large as the room allows; beyond the box's height where they would be too small else. */
export function largeMaps(
  [count = 0, height = 1, width = 1]: readonly number[],
  whole: Box,
  largest = LARGEST_MAP,
  indent = 0,
): LabelledMosaic {
  const { density } = whole;
  const box = { ...whole, width: whole.width - indent * density };
  const gap = { x: Math.round(GAP * density), y: Math.round((LABEL.above + GAP / 2) * density) };
  const at = (zoom: number): Mosaic => {
    const inRow = Math.max(1, howMany(box.width, width * zoom, gap.x));
    const rows = Math.ceil(count / inRow);
    return lay(count, { columns: Math.ceil(count / rows), rows, tile: { width, height }, zoom: both(zoom), gap });
  };
  const side = Math.max(width, height);
  const least = Math.max(1, Math.min(Math.ceil((SMALLEST_MAP * density) / side), Math.floor(box.width / width)));
  const zooms = Array.from(
    { length: Math.max(1, Math.floor((largest * density) / side) - least + 1) },
    (_, i) => least + i,
  );
  const fitting = zooms.map(at).filter((mosaic) => mosaic.height <= box.height && mosaic.width <= box.width);
  const best = fitting.at(-1) ?? at(least);
  const full = fitting.filter(({ columns, zoom }) => count % columns === 0 && zoom.x >= WORTH_FULL * best.zoom.x);
  const mosaic = full.at(-1) ?? best;
  return { mosaic, labels: above(numbers(count)), margin: { ...ABOVE, left: indent } };
}

/** One row of cells, each with the name of what it stands for. */
function shortRow(length: number, names: readonly string[], box: Box): LabelledMosaic {
  const { density } = box;
  const gap = Math.round(4 * density);
  const x = Math.min(Math.round(SHORT_CELL.width * density), Math.floor((box.width + gap) / length) - gap);
  const zoom = { x: Math.max(1, x), y: Math.round(SHORT_CELL.height * density) };
  const mosaic = lay(length, { columns: length, rows: 1, tile: VALUE, zoom, gap: both(gap) });
  const roomy = zoom.x >= 38 * density;
  return { mosaic, labels: above(names.length === length ? names : numbers(length)), margin: ABOVE, roomy };
}

/** The largest cell, with its gap, at which so many columns leave room for all lines, pixels. */
function cellAt(length: number, columns: number, { width, height, density }: Box): number {
  const rows = Math.ceil(length / columns);
  return Math.floor(Math.min(LARGEST_CELL * density, width / columns, height / rows));
}

/** Values in a line: a map or one of its lines where it is made of maps; else a round number, at which cells are largest, and lines long. */
function columnsOf(length: number, unrolled: readonly number[] | null, box: Box): number {
  const side = (columns: number): number => cellAt(length, columns, box);
  const [channels = 1, height = 1, width = 1] = unrolled ?? [];
  const own = !unrolled ? [] : channels > 1 ? [height * width, width] : [width];
  const least = SMALLEST_CELL * box.density;
  const most = ROUND.reduce((best, columns) => (side(columns) >= side(best) ? columns : best));
  return (
    own.find((columns) => side(columns) >= 2 * least) ?? (side(most) >= least ? most : Math.floor(box.width / least))
  );
}

/** The number of the first value of every line, or of every few lines where these are narrow. */
function lineNumbers({ rows, columns, zoom, gap }: Mosaic, stride: number, density: number): Label[] {
  const every = Math.ceil((12 * density) / (zoom.y + gap.y));
  return Array.from({ length: Math.ceil(rows / every) }, (_, i) => {
    const tile = i * every * columns;
    return { text: String(tile * stride + 1), tile, side: 'left' };
  });
}

/** What is known of a vector's order; see OutputTraits. */
export interface VectorOrder {
  readonly unrolled: readonly number[] | null;
  readonly labels: readonly string[];
  /** Every how manyth value there is. */
  readonly stride: number;
  /** Values in a line of the closed row: the opened one keeps them where its cells have room. */
  readonly columns?: number;
}

/** All values of a vector, in lines that are numbered. */
export function largeVector(
  length: number,
  box: Box,
  { unrolled, labels, stride, columns: kept = 0 }: VectorOrder,
): LabelledMosaic {
  if (length <= SHORT) return shortRow(length, labels, box);
  const { density } = box;
  const room = { ...box, width: box.width - LABEL.left * density };
  const keeps = kept > 0 && cellAt(length, kept, room) >= SMALLEST_CELL * density;
  const columns = keeps ? kept : columnsOf(length, stride === 1 ? unrolled : null, room);
  const pitch = Math.max(Math.round(SMALLEST_CELL * density), cellAt(length, columns, room));
  const gap = pitch > 6 * density ? Math.round(density) : 0;
  const side = pitch - gap;
  const rows = Math.ceil(length / columns);
  const mosaic = lay(length, { columns, rows, tile: VALUE, zoom: both(side), gap: both(gap) });
  return { mosaic, labels: lineNumbers(mosaic, stride, density), margin: LEFT };
}

/** CSS pixels: a kernel at its largest, and a weight or bias of a dense layer. */
const LARGEST_KERNEL = 120;
const WEIGHT = 10;
const BIAS = 14;

function kernelsAt(
  zoom: number,
  columns: number,
  [out = 0, rows = 0, height = 1, width = 1]: readonly number[],
  density: number,
): Mosaic {
  const gap = { x: Math.round((zoom > 3 * density ? 4 : 2) * density), y: Math.round(2 * density) };
  return lay(out * rows, { columns, rows, tile: { width, height }, zoom: both(zoom), gap, downwards: true });
}

/** Kernels (out, in, k, k) that read several channels: a column for each filter, a row for each channel. */
function channelKernels(shape: readonly number[], box: Box): LabelledMosaic {
  const [out = 0, channels = 0, height = 1, width = 1] = shape;
  const room = box.width - LABEL.left * box.density;
  const least = Math.max(2, Math.round(2 * box.density));
  let zoom = Math.floor((LARGEST_KERNEL * box.density) / Math.max(width, height));
  const fits = (mosaic: Mosaic): boolean => mosaic.width <= room && mosaic.height <= box.height;
  while (zoom > least && !fits(kernelsAt(zoom, out, shape, box.density))) zoom--;
  const inRow = howMany(room, zoom * width, kernelsAt(zoom, 1, shape, box.density).gap.x);
  const mosaic = kernelsAt(zoom, Math.max(1, Math.min(out, inRow)), shape, box.density);
  const names = numbers(mosaic.columns).filter((_, i) => wide(mosaic, box.density) || i % 5 === 0);
  const columns = above(names, (i) => (wide(mosaic, box.density) ? i : i * 5) * channels);
  const tall = Math.ceil((11 * box.density) / (mosaic.tile.height * mosaic.zoom.y));
  const rows = numbers(channels).flatMap((text, tile): Label[] =>
    tile % tall === 0 ? [{ text, tile, side: 'left' }] : [],
  );
  return { mosaic, labels: [...columns, ...rows], margin: LABEL };
}

/** Whether a number has room above a tile. */
const wide = ({ tile, zoom }: Mosaic, density: number): boolean => tile.width * zoom.x >= 18 * density;

/** A matrix (out, in) as one picture, a row for each output. */
function matrixMosaic([height = 1, width = 1]: readonly number[], box: Box): Mosaic {
  const most = Math.min(box.width / width, box.height / height);
  const zoom = Math.max(1, Math.min(Math.floor(most), Math.round(WEIGHT * box.density)));
  const one = lay(1, { columns: 1, rows: 1, tile: { width, height }, zoom: both(zoom), gap: both(0) });
  return { ...one, shrink: Math.min(1, most) };
}

const bare = (mosaic: Mosaic): LabelledMosaic => ({ mosaic, labels: [], margin: NONE });

/** Pictures of a layer's weights (out, in, k, k) or (out, in) and its biases (out), as large as the box allows. */
export function weightMosaics(shape: readonly number[], box: Box): { weights: LabelledMosaic; biases: LabelledMosaic } {
  const [out = 0, channels = 0, ...kernel] = shape;
  const height = Math.round(BIAS * box.density);
  if (kernel.length === 0) {
    const lines = { ...box, height: out > SHORT ? 2 * height : height };
    return { weights: bare(matrixMosaic(shape, box)), biases: bare(vectorMosaic(out, lines)) };
  }
  const weights = channels === 1 ? largeMaps([out, ...kernel], box, LARGEST_KERNEL) : channelKernels(shape, box);
  const { columns, tile, zoom, gap } = weights.mosaic;
  const mosaic = lay(out, {
    columns,
    rows: channels === 1 ? Math.ceil(out / columns) : 1,
    tile: VALUE,
    zoom: { x: tile.width * zoom.x, y: height },
    gap: { x: gap.x, y: Math.round(2 * box.density) },
  });
  return { weights, biases: { mosaic, labels: [], margin: { above: 0, left: weights.margin.left } } };
}
