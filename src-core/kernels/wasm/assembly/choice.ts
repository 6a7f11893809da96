// Which convolutions go by the algorithm of Winograd (winograd.ts, winograd-weight.ts) and which directly: decided by their
// shape alone, neither by the batch nor by the lanes, so that an example gives the same bytes in any company. What was
// measured stands in docs/performance.md.

import { Geometry } from './geometry';
import { positionsOf } from './winograd-chunk';
import { POSITIONS, TILE } from './winograd-tiles';
import { BYTES } from './simd';

const SIDE: i32 = 3; // of the window
/** Channels on either side below which the transforms cost what the products save. */
const LEAST_CHANNELS: i32 = 8;
/** Transformed weights, or their sums, of one call: scratch memory that each lane needs. */
const MOST_PAIRS: i32 = 256 * 256;
/** Transformed tiles of one row: more would not stay in the second cache. */
const MOST_ROW_BYTES: i32 = 1024 * 1024;
/** Products of a direct convolution for each one of the tiles. */
const LEAST_SAVING: i32 = 2;

/** `height` × `width` pixels are cut into tiles. */
function pays(g: Geometry, height: i32, width: i32): bool {
  const channels = g.inChannels + g.outChannels;
  const tiles = (width + TILE - 1) / TILE;
  return (
    g.kernelHeight === SIDE &&
    g.kernelWidth === SIDE &&
    g.strideY === 1 &&
    g.strideX === 1 &&
    g.paddingTop < SIDE &&
    g.paddingLeft < SIDE &&
    min(g.inChannels, g.outChannels) >= LEAST_CHANNELS &&
    g.inChannels * g.outChannels <= MOST_PAIRS &&
    channels <= MOST_ROW_BYTES / (POSITIONS * BYTES * tiles) &&
    LEAST_SAVING * positionsOf(height) * positionsOf(width) <= SIDE * SIDE * height * width
  );
}

export function prefersForward(g: Geometry): bool {
  return pays(g, g.outHeight, g.outWidth);
}

export function prefersBackwardInput(g: Geometry): bool {
  return pays(g, g.inHeight, g.inWidth);
}

export function prefersBackwardWeight(g: Geometry): bool {
  return pays(g, g.outHeight, g.outWidth);
}
