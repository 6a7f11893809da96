// The one table of which way a convolution goes: by the algorithm of Winograd (winograd.ts, winograd-weight.ts), column by
// column (conv2d-input-columns.ts), with vectors along the channels (correlate.ts, conv2d-weight-channels.ts) or along the
// pixels. Decided by its shape alone, neither by the batch nor by the lanes, so that an example gives the same bytes in any
// company. What was measured stands in docs/performance.md. Whether ReLU and pooling are done with it is decided by the
// plan (src-core/model/fuse.ts).

import { Geometry } from './geometry';
import { positionsOf } from './winograd-chunk';
import { POSITIONS, TILE } from './winograd-tiles';
import { BYTES, VECTOR } from './simd';

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

/** Output channels of a tile whose vectors go along them, and weights of one. */
const EIGHT: i32 = 8;
const TAPS: i32 = 4;

/** Rows of pixels that are no multiple of a vector waste part of the last one; whole tiles of channels waste nothing. */
export function goesAlongChannels(outChannels: i32, outHeight: i32, outWidth: i32): bool {
  const odd = outWidth % VECTOR !== 0 && outHeight * outWidth >= VECTOR;
  return odd && outChannels % EIGHT === 0;
}

/** The same for the weight gradient. */
export function suitsChannels(g: Geometry): bool {
  const positions = g.inChannels * g.kernelHeight * g.kernelWidth;
  // What does not fill a tile has to be little of the whole.
  const full = positions % TAPS === 0 || positions > 8 * TAPS;
  const rest = g.outWidth % VECTOR !== 0;
  return rest && full && g.kernelWidth >= 3 && g.outChannels % EIGHT === 0 && g.strideX === 1;
}

const LONG: i32 = 24; // products of a sum that make the addition little beside them
const SUM_BYTES: i32 = 64 * 1024; // most that the sums of an example may take

/** Bytes of the sums of all columns of the window, before they are added up. */
export function columnSumBytes(g: Geometry): i32 {
  return g.inChannels * g.kernelWidth * g.inHeight * g.outWidth * BYTES;
}

/** Input gradients of windows so wide that a mirrored one would meet mostly the zeros beside the output. */
export function suitsColumns(g: Geometry): bool {
  const inside = g.paddingTop === 0 && g.paddingLeft === 0 && g.strideY === 1 && g.strideX === 1;
  const whole = g.inHeight === g.outHeight + g.kernelHeight - 1 && g.inWidth === g.outWidth + g.kernelWidth - 1;
  const gains = 3 * g.inWidth >= 4 * g.outWidth && g.outWidth >= VECTOR && g.kernelWidth <= 16;
  // Vectors along the channels would need corners of their own.
  const groups = (g.inHeight * g.outWidth) % VECTOR === 0;
  return inside && whole && gains && groups && g.outChannels * g.kernelHeight >= LONG && columnSumBytes(g) <= SUM_BYTES;
}
