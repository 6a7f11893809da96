// Convolutions with windows of 3 × 3 by the algorithm of Winograd, F(4 × 4, 3 × 3): a tile of 4 × 4 outputs is
// Aᵀ [Σ over input channels (G g Gᵀ) ⊙ (B d Bᵀ)] A, g the 3 × 3 weights, d the 6 × 6 inputs that it sees: 36 products instead
// of 144. The transforms multiply by small constants, need a few sums, and are shared by all output, or input, channels.
//
// The weights are transformed once a call. Rows of tiles, of as many examples as it takes, are transformed together as far as
// they and their products stay in the second cache; each of the 36 positions is then a product of matrices of its own,
// (output channels, input channels) by (input channels, tiles), at the pace of registers.
//
// Images that are no multiple of four reach over the edge: zeros there, and outputs that are left out, or smaller tiles
// (winograd-chunk.ts). Each output is summed in the order of the input channels, whatever the tiles around it: the same
// bytes for any number of lanes. Taking differences costs digits: results are within 1e-5 of the largest value rather than
// 1e-6.

import { Geometry } from './geometry';
import { Chunk } from './winograd-chunk';
import { FILTER_BYTES, OUTPUTS, transformFilters } from './winograd-filters';
import { OUTPUT_BYTES, putTile } from './winograd-outputs';
import { multiply } from './winograd-product';
import { apart, BLOCK, BLOCK_BYTES, POSITIONS, SEEN, TILE, Tiles } from './winograd-tiles';
import { BYTES, shareOf, VECTOR } from './simd';
import { sized, take } from './scratch';

const AREA: i32 = 9;
const CHUNK_BYTES: i32 = 256 * 1024; // of transformed tiles and products

@unmanaged
export class Winograd {
  tiles: Tiles;
  chunk: Chunk;
  n: i32;
  outChannels: i32;
  outHeight: i32;
  outWidth: i32;
  /** Rows of tiles of a chunk. */
  rows: i32;
  /** Bytes from one example to the next. */
  sourceStride: i32;
  outputStride: i32;
  /** Bytes from one position to the next: of the weights, of the products; of a tile's products. */
  filterStride: i32;
  productStride: i32;
  tileStride: i32;
  filters: usize;
  products: usize;
  buffer: usize;

  /** Sizes in bytes. What is read and written is described. */
  arrange(): void {
    const tiles = this.tiles;
    tiles.size = SEEN;
    tiles.begin = 0;
    tiles.end = SEEN;
    this.chunk.arrange(this.outHeight, this.outWidth);
    tiles.tilesX = this.chunk.tilesX;
    tiles.narrowX = this.chunk.narrowX;
    const padded = ((this.outChannels + OUTPUTS - 1) / OUTPUTS) * OUTPUTS;
    this.filterStride = apart(padded * tiles.channels * BYTES);
    this.tileStride = padded * BYTES;
    const tile = POSITIONS * (((tiles.channels + BLOCK - 1) & -BLOCK) + padded) * BYTES;
    this.rows = rowsOf(CHUNK_BYTES / tile, tiles.tilesX);
    tiles.capacity = this.rows * tiles.tilesX + VECTOR - 1; // products go by the four, from any tile on
    tiles.arrange();
    this.productStride = apart(tiles.capacity * this.tileStride);
  }

  get bytes(): usize {
    return (
      sized(offsetof<Winograd>()) +
      sized(offsetof<Tiles>()) +
      sized(offsetof<Chunk>()) +
      this.tiles.bytes +
      sized(POSITIONS * this.filterStride) +
      sized(POSITIONS * this.productStride) +
      sized(FILTER_BYTES + OUTPUT_BYTES)
    );
  }

  run(
    source: usize,
    weight: usize,
    outStride: i32,
    inStride: i32,
    mirrored: bool,
    bias: usize,
    y: usize,
    lane: i32,
    lanes: i32,
  ): void {
    const total = this.n * this.chunk.tilesY;
    const begin = shareOf(total, lane, lanes);
    const end = shareOf(total, lane + 1, lanes);
    if (begin === end) return;
    const tiles = this.tiles;
    tiles.open();
    this.filters = take(POSITIONS * this.filterStride);
    this.products = take(POSITIONS * this.productStride);
    this.buffer = take(FILTER_BYTES + OUTPUT_BYTES);
    transformFilters(
      weight,
      outStride,
      inStride,
      mirrored,
      this.outChannels,
      tiles.channels,
      this.filters,
      this.filterStride,
      this.buffer,
    );
    for (let first = begin; first < end; first += this.rows) {
      const chunk = this.chunk;
      chunk.open(first, min(this.rows, end - first));
      for (let row = 0; row < chunk.rows; row++) {
        const image = source + chunk.exampleOf(row) * this.sourceStride;
        tiles.transform(image, chunk.tileYOf(row), chunk.isLow(row), chunk.innerOf(row), chunk.edgeOf(row));
      }
      this.multiply();
      for (let row = 0; row < chunk.rows; row++) this.put(row, bias, y);
    }
  }

  private multiply(): void {
    const tiles = this.tiles;
    const channels = tiles.channels;
    for (let position = 0; position < POSITIONS; position++) {
      const begin = this.chunk.begin(position);
      const end = this.chunk.end(position);
      const v = tiles.data + position * tiles.positionStride;
      let u = this.filters + position * this.filterStride;
      const m = this.products + position * this.productStride;
      for (let o = 0; o < this.outChannels; o += OUTPUTS, u += OUTPUTS * channels * BYTES) {
        for (let tile = begin; tile < end; tile += VECTOR) {
          const to = m + tile * this.tileStride + o * BYTES;
          multiply(u, v + tile * BLOCK_BYTES, channels, tiles.blockStride, to, this.tileStride);
        }
      }
    }
  }

  /** The outputs of a row of tiles of the chunk. */
  private put(row: i32, bias: usize, y: usize): void {
    const chunk = this.chunk;
    const top = chunk.tileYOf(row) * TILE;
    const rows = min(TILE, this.outHeight - top);
    const low = chunk.isLow(row);
    const plane = this.outHeight * this.outWidth * BYTES;
    const to = y + chunk.exampleOf(row) * this.outputStride + top * this.outWidth * BYTES;
    const inner = chunk.innerOf(row);
    for (let tile = 0; tile < chunk.tilesX; tile++) {
      const narrow = tile === chunk.innerX;
      const left = tile * TILE;
      const m = this.products + (narrow ? chunk.edgeOf(row) : inner + tile) * this.tileStride;
      for (let o = 0; o < this.outChannels; o += VECTOR) {
        putTile(
          m + o * BYTES,
          this.productStride,
          bias === 0 ? f32x4.splat(0) : v128.load(bias + o * BYTES),
          to + o * plane + left * BYTES,
          plane,
          this.outWidth * BYTES,
          rows,
          this.outWidth - left,
          this.outChannels - o,
          low,
          narrow,
          this.buffer,
        );
      }
    }
  }
}

/** Rows of `width` tiles that `capacity` tiles make: a few, and so many that they are whole vectors where that is possible. */
export function rowsOf(capacity: i32, width: i32): i32 {
  const rows = max(1, capacity / width);
  return rows >= VECTOR ? rows & ~(VECTOR - 1) : rows;
}

function describe(): Winograd {
  const work = changetype<Winograd>(take(offsetof<Winograd>()));
  work.tiles = changetype<Tiles>(take(offsetof<Tiles>()));
  work.chunk = changetype<Chunk>(take(offsetof<Chunk>()));
  return work;
}

function forward(g: Geometry, n: i32): Winograd {
  const work = describe();
  const tiles = work.tiles;
  tiles.channels = g.inChannels;
  tiles.height = g.inHeight;
  tiles.width = g.inWidth;
  tiles.top = g.paddingTop;
  tiles.left = g.paddingLeft;
  work.n = n;
  work.outChannels = g.outChannels;
  work.outHeight = g.outHeight;
  work.outWidth = g.outWidth;
  work.sourceStride = g.inChannels * g.inHeight * g.inWidth * BYTES;
  work.outputStride = g.outChannels * g.outHeight * g.outWidth * BYTES;
  work.arrange();
  return work;
}

function backward(g: Geometry, n: i32): Winograd {
  const work = describe();
  const tiles = work.tiles;
  tiles.channels = g.outChannels;
  tiles.height = g.outHeight;
  tiles.width = g.outWidth;
  tiles.top = g.kernelHeight - 1 - g.paddingTop;
  tiles.left = g.kernelWidth - 1 - g.paddingLeft;
  work.n = n;
  work.outChannels = g.inChannels;
  work.outHeight = g.inHeight;
  work.outWidth = g.inWidth;
  work.sourceStride = g.outChannels * g.outHeight * g.outWidth * BYTES;
  work.outputStride = g.inChannels * g.inHeight * g.inWidth * BYTES;
  work.arrange();
  return work;
}

/** Scratch memory that the kernels of this file need, bytes. */
export function winogradBytes(g: Geometry): usize {
  return max(forward(g, 1).bytes, backward(g, 1).bytes);
}

/** conv2d where `prefersForward` of choice.ts. */
export function winogradForward(
  x: usize,
  weight: usize,
  bias: usize,
  y: usize,
  n: i32,
  g: Geometry,
  lane: i32,
  lanes: i32,
): void {
  forward(g, n).run(x, weight, g.inChannels * AREA, AREA, false, bias, y, lane, lanes);
}

/** conv2dBackwardInput where `prefersBackwardInput` of choice.ts. */
export function winogradBackwardInput(
  dy: usize,
  weight: usize,
  dx: usize,
  n: i32,
  g: Geometry,
  lane: i32,
  lanes: i32,
): void {
  backward(g, n).run(dy, weight, AREA, g.inChannels * AREA, true, 0, dx, lane, lanes);
}
