// The module: it walks lists of calls and knows how much memory they need for tables and scratch. Its memory comes from outside and is
// shared by the instances of all lanes; nothing of the module itself lies in it but constants.

import { perform } from './call';
import { correlationBytes, correlationTableBytes, prepareCorrelations } from './conv2d';
import { columnsBytes, columnsTableBytes, prepareColumns } from './conv2d-input-columns';
import { poolingBytes } from './pooling';
import { gradientBytes, gradientTableBytes, prepareGradients } from './conv2d-weight';
import { channelsBytes, channelsTableBytes, prepareChannels } from './conv2d-weight-channels';
import { meet, openBarrier } from './barrier';
import { prefersBackwardInput, prefersBackwardWeight, prefersForward } from './choice';
import { Geometry } from './geometry';
import { openScratch } from './scratch';
import { winogradBytes } from './winograd';
import { winogradWeightBytes } from './winograd-weight';

export { denseBytes } from './dense';
export { registerPeak } from './peak';

/** Of the third word of a call: all lanes meet before it; the first one makes it alone. */
const MEET: i32 = 1;
const ALONE: i32 = 2;

// What all lanes of a memory share, written by ../index.ts: two lines of the cache for the barrier, then where scratch is.

function scratchOf(control: usize): usize {
  return load<usize>(control, 128);
}

/** Of each lane. */
function scratchBytes(control: usize): usize {
  return load<usize>(control, 132);
}

/** The first byte that is free for tensors. */
export function heapBase(): usize {
  return __heap_base;
}

/** The share of one lane in `count` calls that lie one behind the other, `times` on end. All lanes walk the same list at the same time. */
export function run(calls: usize, count: i32, times: i32, lane: i32, lanes: i32, control: usize): void {
  for (let i = 0; i < times; i++) walk(calls, count, lane, lanes, control);
}

function walk(calls: usize, count: i32, lane: i32, lanes: i32, control: usize): void {
  openBarrier(control);
  const bytes = scratchBytes(control);
  const scratch = scratchOf(control) + <usize>lane * bytes;
  let call = calls;
  for (let i = 0; i < count; i++, call += load<u32>(call, 4)) {
    const sharing = load<i32>(call, 8);
    if (lanes > 1 && (sharing & MEET) !== 0) meet(control, lanes);
    const alone = (sharing & ALONE) !== 0;
    if (alone && lane > 0) continue;
    openScratch(scratch, bytes);
    perform(call, lane, alone ? 1 : lanes);
  }
  if (lanes > 1) meet(control, lanes);
}

/** Scratch memory that a lane needs for any of the convolutions of a geometry. */
export function convolutionBytes(geometry: usize, control: usize): usize {
  const g = changetype<Geometry>(geometry);
  openScratch(scratchOf(control), scratchBytes(control));
  const direct = max(
    max(correlationBytes(g), max(columnsBytes(g), poolingBytes(g))),
    max(gradientBytes(g), channelsBytes(g)),
  );
  const byTiles = prefersForward(g) || prefersBackwardInput(g) ? winogradBytes(g) : 0;
  return 1024 + max(direct, max(byTiles, prefersBackwardWeight(g) ? winogradWeightBytes(g) : 0));
}

/**
 * Which kernels of a geometry go by the algorithm of Winograd: 1 for conv2d, 2 for its input gradient, 4 for its weight
 * gradient, added up.
 */
export function winogradKernels(geometry: usize): i32 {
  const g = changetype<Geometry>(geometry);
  return i32(prefersForward(g)) + 2 * i32(prefersBackwardInput(g)) + 4 * i32(prefersBackwardWeight(g));
}

/** Memory that `prepareGeometry` fills, bytes. */
export function tableBytes(geometry: usize, control: usize): usize {
  const g = changetype<Geometry>(geometry);
  openScratch(scratchOf(control), scratchBytes(control));
  return correlationTableBytes(g) + columnsTableBytes(g) + gradientTableBytes(g) + channelsTableBytes(g);
}

/** Makes what depends on a geometry alone, once for all calls and lanes, and writes its places behind the geometry. */
export function prepareGeometry(geometry: usize, tables: usize, bytes: usize): void {
  const g = changetype<Geometry>(geometry);
  openScratch(tables, bytes);
  prepareCorrelations(g);
  prepareColumns(g);
  prepareGradients(g);
  prepareChannels(g);
}
