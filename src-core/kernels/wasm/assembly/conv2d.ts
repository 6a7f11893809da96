// Convolutions by correlate.ts: forward over the input, backward over the gradient of the output with the window mirrored.
// The depthwise kind does the same for one input channel at a time, with the outC / inC output channels that see it.

import { prefersBackwardInput, prefersForward } from './choice';
import { backwardByColumns } from './conv2d-input-columns';
import { Correlation } from './correlate';
import { Geometry } from './geometry';
import { gradientPlanes, inputPlanes, Planes } from './planes';
import { sized, take } from './scratch';
import { BYTES } from './simd';
import { winogradBackwardInput, winogradForward } from './winograd';

function describe(): Correlation {
  const work = changetype<Correlation>(take(offsetof<Correlation>()));
  work.planes = changetype<Planes>(take(offsetof<Planes>()));
  return work;
}

/** y from x: `channels` of the input, `outChannels` of the output. */
function forward(g: Geometry, channels: i32, outChannels: i32): Correlation {
  const work = describe();
  inputPlanes(work.planes, g, channels);
  work.outChannels = outChannels;
  work.outHeight = g.outHeight;
  work.outWidth = g.outWidth;
  work.kernelHeight = g.kernelHeight;
  work.kernelWidth = g.kernelWidth;
  work.strideY = g.strideY;
  work.sourceStride = g.inChannels * g.inHeight * g.inWidth * BYTES;
  work.outputStride = g.outChannels * g.outHeight * g.outWidth * BYTES;
  return work;
}

/** dx from dy: `channels` of the gradient of the output, `outChannels` of that of the input. */
function backward(g: Geometry, channels: i32, outChannels: i32): Correlation {
  const work = describe();
  gradientPlanes(work.planes, g, channels);
  work.outChannels = outChannels;
  work.outHeight = g.inHeight;
  work.outWidth = g.inWidth;
  work.kernelHeight = g.kernelHeight;
  work.kernelWidth = g.kernelWidth;
  work.strideY = 1;
  work.sourceStride = g.outChannels * g.outHeight * g.outWidth * BYTES;
  work.outputStride = g.inChannels * g.inHeight * g.inWidth * BYTES;
  return work;
}

/** Output channels that see one input channel of the depthwise kind. */
function multiplierOf(g: Geometry): i32 {
  return max(1, g.outChannels / g.inChannels);
}

/** Scratch memory that the kernels of this file need, bytes. */
export function correlationBytes(g: Geometry): usize {
  return max(
    forward(g, g.inChannels, g.outChannels).scratchBytes,
    backward(g, g.outChannels, g.inChannels).scratchBytes,
  );
}

/** Memory that `prepareCorrelations` takes, bytes. */
export function correlationTableBytes(g: Geometry): usize {
  const multiplier = multiplierOf(g);
  return (
    4 * (sized(offsetof<Correlation>()) + sized(offsetof<Planes>())) +
    forward(g, g.inChannels, g.outChannels).tableBytes +
    backward(g, g.outChannels, g.inChannels).tableBytes +
    forward(g, 1, multiplier).tableBytes +
    backward(g, multiplier, 1).tableBytes
  );
}

/** Makes the tables of a geometry for all kernels of this file. */
export function prepareCorrelations(g: Geometry): void {
  const multiplier = multiplierOf(g);
  g.forward = prepared(forward(g, g.inChannels, g.outChannels));
  g.backward = prepared(backward(g, g.outChannels, g.inChannels));
  g.depthwiseForward = prepared(forward(g, 1, multiplier));
  g.depthwiseBackward = prepared(backward(g, multiplier, 1));
}

function prepared(work: Correlation): usize {
  work.prepare();
  return changetype<usize>(work);
}

export function conv2d(
  x: usize,
  weight: usize,
  bias: usize,
  y: usize,
  n: i32,
  g: Geometry,
  lane: i32,
  lanes: i32,
): void {
  if (prefersForward(g)) return winogradForward(x, weight, bias, y, n, g, lane, lanes);
  const work = Correlation.open(g.forward, n);
  const area = g.kernelHeight * g.kernelWidth;
  work.pack(weight, g.inChannels * area, area, false);
  work.run(x, bias, y, lane, lanes);
}

export function conv2dBackwardInput(
  dy: usize,
  weight: usize,
  dx: usize,
  n: i32,
  g: Geometry,
  lane: i32,
  lanes: i32,
): void {
  if (prefersBackwardInput(g)) return winogradBackwardInput(dy, weight, dx, n, g, lane, lanes);
  if (g.columns !== 0) return backwardByColumns(dy, weight, dx, n, g, lane, lanes);
  const work = Correlation.open(g.backward, n);
  const area = g.kernelHeight * g.kernelWidth;
  work.pack(weight, area, g.inChannels * area, true);
  work.run(dy, 0, dx, lane, lanes);
}

export function depthwiseConv2d(
  x: usize,
  weight: usize,
  bias: usize,
  y: usize,
  n: i32,
  g: Geometry,
  lane: i32,
  lanes: i32,
): void {
  const multiplier = g.outChannels / g.inChannels;
  const area = g.kernelHeight * g.kernelWidth;
  const work = Correlation.open(g.depthwiseForward, n);
  for (let channel = 0; channel < g.inChannels; channel++) {
    const first = channel * multiplier;
    work.pack(weight + first * area * BYTES, area, 0, false);
    work.run(
      x + channel * g.inHeight * g.inWidth * BYTES,
      bias === 0 ? 0 : bias + first * BYTES,
      y + first * g.outHeight * g.outWidth * BYTES,
      lane,
      lanes,
    );
  }
}

export function depthwiseConv2dBackwardInput(
  dy: usize,
  weight: usize,
  dx: usize,
  n: i32,
  g: Geometry,
  lane: i32,
  lanes: i32,
): void {
  const multiplier = g.outChannels / g.inChannels;
  const area = g.kernelHeight * g.kernelWidth;
  const work = Correlation.open(g.depthwiseBackward, n);
  for (let channel = 0; channel < g.inChannels; channel++) {
    const first = channel * multiplier;
    work.pack(weight + first * area * BYTES, 0, area, true);
    work.run(
      dy + first * g.outHeight * g.outWidth * BYTES,
      0,
      dx + channel * g.inHeight * g.inWidth * BYTES,
      lane,
      lanes,
    );
  }
}
