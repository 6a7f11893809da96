// The weight gradient of windows of 3 × 3 by the algorithm of Winograd, F(3 × 3, 4 × 4): with tiles as in winograd.ts,
// dweight = Gᵀ [Σ over all tiles of all examples (A dy Aᵀ) ⊙ (B d Bᵀ)] G, 36 products for 16 pixels and 9 weights instead of 144.
//
// Rows of tiles of x and dy are transformed together as far as they stay in the second cache. Each position is then a product of
// matrices of its own, (output channels, tiles) by (tiles, input channels), added to what the earlier tiles gave: 8 output ×
// 4 input channels at a time. A turn is one tile: two vectors of dy and four broadcast values of x for 8 multiply-adds, 14
// registers of 15.
//
// Lanes share the rows of the 6 × 6 positions and within a row the output channels by the eight, and transform only the rows
// they need: no lane waits for another before all sums are made. Then they meet and share the weights, each of which needs
// all 36 positions, and meet again, since the sums lie in the scratch memory of the lanes. A sum is made by one lane,
// over all chunks in their order: the same bytes for any number of lanes. The gradient of the bias is found on the
// way: position (1, 1) of dy is the sum of a tile.

import { meetInside } from './barrier';
import { Geometry } from './geometry';
import { Chunk } from './winograd-chunk';
import { gather, OUTPUTS } from './winograd-filters';
import { apart, BLOCK, BLOCK_BYTES, POSITIONS, SEEN, TILE, Tiles } from './winograd-tiles';
import { BYTES, madd, shareOf, VECTOR } from './simd';
import { pieceOf, sized, take } from './scratch';

const SIDE: i32 = 3;
const AREA: i32 = SIDE * SIDE;
const LINE: i32 = VECTOR * BYTES;
const INPUTS: i32 = 4; // input channels of a tile of products
const CHUNK_BYTES: i32 = 256 * 1024; // of transformed tiles
const BUFFER_BYTES: i32 = (SEEN * SIDE + AREA) * LINE + 64; // and a place for each row of positions

@unmanaged
class Gradient {
  x: Tiles;
  dy: Tiles;
  chunk: Chunk;
  n: i32;
  /** Rows of tiles of a chunk. */
  rows: i32;
  inChannels: i32;
  outChannels: i32;
  /** Bytes from one example to the next. */
  xStride: i32;
  dyStride: i32;
  /** Output channels by the eight, and bytes of the sums of one such block, of all blocks. */
  blocks: i32;
  blockBytes: i32;
  positionBytes: i32;
  /** [position][8 outputs][input][output]; after it the sums of dy, one of each output. */
  sums: usize;
  lane: i32;
  lanes: i32;

  /** Which lane sums row `row` of the positions of a block. */
  ownerOf(row: i32, block: i32): i32 {
    const unit = row * this.blocks + block;
    let lane = (unit * this.lanes) / (SEEN * this.blocks);
    while (shareOf(SEEN * this.blocks, lane + 1, this.lanes) <= unit) lane++;
    return lane;
  }

  get biasSums(): usize {
    return this.sums + POSITIONS * this.positionBytes;
  }
}

/** One lane's part of the work; `n` is left open. */
function describe(g: Geometry, lane: i32, lanes: i32): Gradient {
  const work = changetype<Gradient>(take(offsetof<Gradient>()));
  work.inChannels = g.inChannels;
  work.outChannels = g.outChannels;
  work.xStride = g.inChannels * g.inHeight * g.inWidth * BYTES;
  work.dyStride = g.outChannels * g.outHeight * g.outWidth * BYTES;
  work.chunk = changetype<Chunk>(take(offsetof<Chunk>()));
  work.chunk.arrange(g.outHeight, g.outWidth);
  work.lane = lane;
  work.lanes = lanes;
  work.blocks = (g.outChannels + OUTPUTS - 1) / OUTPUTS;
  work.blockBytes = ((g.inChannels + INPUTS - 1) / INPUTS) * INPUTS * OUTPUTS * BYTES;
  work.positionBytes = apart(work.blocks * work.blockBytes);
  const begin = shareOf(SEEN * work.blocks, lane, lanes);
  const end = shareOf(SEEN * work.blocks, lane + 1, lanes);
  const first = begin / work.blocks;
  const past = (end + work.blocks - 1) / work.blocks;
  work.x = tilesOf(g, work.chunk, SEEN, first, past);
  work.dy = tilesOf(g, work.chunk, TILE, first, past);
  // The tiles of a chunk are not added up in the order of the image: chunks must be the same for any number of lanes.
  const tile = POSITIONS * (padded(g.inChannels) + padded(g.outChannels)) * BYTES;
  work.rows = max(1, CHUNK_BYTES / (tile * work.chunk.tilesX));
  work.x.capacity = work.rows * work.x.tilesX;
  work.dy.capacity = work.rows * work.x.tilesX;
  work.x.arrange();
  work.dy.arrange();
  return work;
}

function padded(channels: i32): i32 {
  return ((channels + BLOCK - 1) / BLOCK) * BLOCK;
}

/** Tiles of the input (`size` 6) or of the gradient of the output (4). */
function tilesOf(g: Geometry, chunk: Chunk, size: i32, begin: i32, end: i32): Tiles {
  const ofInput = size === SEEN;
  const tiles = changetype<Tiles>(take(offsetof<Tiles>()));
  tiles.channels = ofInput ? g.inChannels : g.outChannels;
  tiles.height = ofInput ? g.inHeight : g.outHeight;
  tiles.width = ofInput ? g.inWidth : g.outWidth;
  tiles.top = ofInput ? g.paddingTop : 0;
  tiles.left = ofInput ? g.paddingLeft : 0;
  tiles.size = size;
  tiles.begin = begin;
  tiles.end = end;
  tiles.tilesX = chunk.tilesX;
  tiles.narrowX = chunk.narrowX;
  return tiles;
}

/** Scratch memory, bytes. A single lane needs most. */
export function winogradWeightBytes(g: Geometry): usize {
  const work = describe(g, 0, 1);
  return (
    sized(offsetof<Gradient>()) +
    2 * sized(offsetof<Tiles>()) +
    sized(offsetof<Chunk>()) +
    work.x.bytes +
    work.dy.bytes +
    sumsBytes(work) +
    sized(BUFFER_BYTES)
  );
}

function sumsBytes(work: Gradient): usize {
  return sized(POSITIONS * work.positionBytes + work.blocks * OUTPUTS * BYTES);
}

/** conv2dBackwardWeight where `prefersBackwardWeight` of choice.ts. */
export function winogradWeight(
  x: usize,
  dy: usize,
  dweight: usize,
  dbias: usize,
  n: i32,
  g: Geometry,
  lane: i32,
  lanes: i32,
): void {
  const work = describe(g, lane, lanes);
  work.n = n;
  // The sums first: other lanes have to find them.
  work.sums = take(sumsBytes(work));
  const buffer = take(BUFFER_BYTES);
  work.x.open();
  work.dy.open();
  sum(work, x, dy);
  meetInside(lanes);
  if (dbias !== 0) addBias(work, dbias);
  const pieces = work.blocks * g.inChannels;
  const end = shareOf(pieces, lane + 1, lanes);
  for (let piece = shareOf(pieces, lane, lanes); piece < end;) {
    const block = piece / g.inChannels;
    const past = min(end, (block + 1) * g.inChannels);
    addWeights(work, block, piece % g.inChannels, past - block * g.inChannels, dweight, buffer);
    piece = past;
  }
  meetInside(lanes);
}

function sum(work: Gradient, x: usize, dy: usize): void {
  const begin = shareOf(SEEN * work.blocks, work.lane, work.lanes);
  const end = shareOf(SEEN * work.blocks, work.lane + 1, work.lanes);
  if (begin === end) return;
  for (let unit = begin; unit < end; unit++) clear(work, unit / work.blocks, unit % work.blocks);
  const chunk = work.chunk;
  const total = work.n * chunk.tilesY;
  for (let first = 0; first < total; first += work.rows) {
    chunk.open(first, min(work.rows, total - first));
    for (let row = 0; row < chunk.rows; row++) {
      const example = chunk.exampleOf(row);
      const tileY = chunk.tileYOf(row);
      const low = chunk.isLow(row);
      const inner = chunk.innerOf(row);
      work.x.transform(x + example * work.xStride, tileY, low, inner, chunk.edgeOf(row));
      work.dy.transform(dy + example * work.dyStride, tileY, low, inner, chunk.edgeOf(row));
    }
    for (let unit = begin; unit < end; unit++) addProducts(work, unit / work.blocks, unit % work.blocks);
  }
}

function clear(work: Gradient, row: i32, block: i32): void {
  let at = work.sums + row * SEEN * work.positionBytes + block * work.blockBytes;
  for (let i = 0; i < SEEN; i++, at += work.positionBytes) memory.fill(at, 0, work.blockBytes);
  if (row === 1) memory.fill(work.biasSums + block * OUTPUTS * BYTES, 0, OUTPUTS * BYTES);
}

/** Adds the products of the chunk at the six positions of a row, for the eight outputs of a block. */
function addProducts(work: Gradient, row: i32, block: i32): void {
  const x = work.x;
  const dy = work.dy;
  const eight = ((block * OUTPUTS) / BLOCK) * dy.blockStride + ((block * OUTPUTS) % BLOCK) * BYTES;
  for (let position = row * SEEN; position < (row + 1) * SEEN; position++) {
    const first = work.chunk.begin(position);
    const count = work.chunk.end(position) - first;
    const from = x.data + position * x.positionStride + first * BLOCK_BYTES;
    const gradient = dy.data + position * dy.positionStride + first * BLOCK_BYTES + eight;
    let to = work.sums + position * work.positionBytes + block * work.blockBytes;
    for (let i = 0; i < work.inChannels; i += INPUTS, to += INPUTS * OUTPUTS * BYTES) {
      accumulate(gradient, from + (i / BLOCK) * x.blockStride + (i % BLOCK) * BYTES, count, to);
    }
    if (position === SEEN + 1) sumTiles(gradient, count, work.biasSums + block * OUTPUTS * BYTES);
  }
}

function accumulate(dy: usize, x: usize, count: i32, to: usize): void {
  let a0 = v128.load(to);
  let b0 = v128.load(to, 16);
  let a1 = v128.load(to, 32);
  let b1 = v128.load(to, 48);
  let a2 = v128.load(to, 64);
  let b2 = v128.load(to, 80);
  let a3 = v128.load(to, 96);
  let b3 = v128.load(to, 112);
  for (const end = dy + count * BLOCK_BYTES; dy < end; dy += BLOCK_BYTES, x += BLOCK_BYTES) {
    const low = v128.load(dy);
    const high = v128.load(dy, 16);
    const x0 = v128.load_splat<f32>(x);
    a0 = madd(low, x0, a0);
    b0 = madd(high, x0, b0);
    const x1 = v128.load_splat<f32>(x, 4);
    a1 = madd(low, x1, a1);
    b1 = madd(high, x1, b1);
    const x2 = v128.load_splat<f32>(x, 8);
    a2 = madd(low, x2, a2);
    b2 = madd(high, x2, b2);
    const x3 = v128.load_splat<f32>(x, 12);
    a3 = madd(low, x3, a3);
    b3 = madd(high, x3, b3);
  }
  v128.store(to, a0);
  v128.store(to, b0, 16);
  v128.store(to, a1, 32);
  v128.store(to, b1, 48);
  v128.store(to, a2, 64);
  v128.store(to, b2, 80);
  v128.store(to, a3, 96);
  v128.store(to, b3, 112);
}

function sumTiles(dy: usize, count: i32, to: usize): void {
  let low = v128.load(to);
  let high = v128.load(to, 16);
  for (const end = dy + count * BLOCK_BYTES; dy < end; dy += BLOCK_BYTES) {
    low = f32x4.add(low, v128.load(dy));
    high = f32x4.add(high, v128.load(dy, 16));
  }
  v128.store(to, low);
  v128.store(to, high, 16);
}

/** The bias of the outputs whose row 1 this lane has summed. */
function addBias(work: Gradient, dbias: usize): void {
  for (let o = 0; o < work.outChannels; o++) {
    if (work.ownerOf(1, o / OUTPUTS) !== work.lane) continue;
    const at = dbias + o * BYTES;
    store<f32>(at, load<f32>(at) + load<f32>(work.biasSums + o * BYTES));
  }
}

/** Where the sums of row `row` of the positions of a block begin, in the scratch memory of whoever made them. */
function sumsOf(work: Gradient, row: i32, block: i32): usize {
  const sums = pieceOf(work.sums, work.ownerOf(row, block) - work.lane);
  return sums + row * SEEN * work.positionBytes + block * work.blockBytes;
}

/** Takes the sums of inputs `begin`…`end` and eight outputs back to their weights and adds them. */
function addWeights(work: Gradient, block: i32, begin: i32, end: i32, dweight: usize, buffer: usize): void {
  const rows = buffer + (SEEN * SIDE + AREA) * LINE;
  for (let row = 0; row < SEEN; row++) store<usize>(rows + row * sizeof<usize>(), sumsOf(work, row, block));
  const nine = buffer + SEEN * SIDE * LINE;
  const stride = work.inChannels * AREA * BYTES;
  for (let input = begin; input < end; input++) {
    for (let half = 0; half < OUTPUTS; half += VECTOR) {
      const first = block * OUTPUTS + half;
      const count = min(VECTOR, work.outChannels - first);
      if (count <= 0) break;
      const within = (input * OUTPUTS + half) * BYTES;
      for (let row = 0; row < SEEN; row++) {
        const from = load<usize>(rows + row * sizeof<usize>()) + within;
        gather(from, work.positionBytes, 0, buffer + row * SIDE * LINE, LINE, 0, 1);
      }
      gather(buffer, SIDE * LINE, LINE, nine, SIDE * LINE, LINE, SIDE);
      addNine(nine, dweight + first * stride + input * AREA * BYTES, stride, count);
    }
  }
}

/** Adds one vector for each of nine weights to those of `count` outputs, `stride` bytes apart. */
function addNine(nine: usize, to: usize, stride: i32, count: i32): void {
  for (let place = 0; place < 2 * VECTOR; place += VECTOR, nine += VECTOR * LINE) {
    const a = v128.load(nine);
    const b = v128.load(nine, LINE);
    const c = v128.load(nine, 2 * LINE);
    const d = v128.load(nine, 3 * LINE);
    const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const at = to + place * BYTES;
    add(at, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
    if (count > 1) add(at + stride, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
    const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    if (count > 2) add(at + 2 * stride, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
    if (count > 3) add(at + 3 * stride, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
  }
  to += 2 * VECTOR * BYTES;
  for (let o = 0; o < count; o++, to += stride) store<f32>(to, load<f32>(to) + load<f32>(nine + o * BYTES));
}

function add(to: usize, v: v128): void {
  v128.store(to, f32x4.add(v128.load(to), v));
}
