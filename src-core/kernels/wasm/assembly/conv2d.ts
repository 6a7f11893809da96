// Convolutions by correlate.ts: forward over the input, backward over the gradient of the output with the window mirrored.
// The depthwise kind does the same for one input channel at a time, with the outC / inC output channels that see it.

import { prefersBackwardInput, prefersForward } from './choice';
import { Correlation } from './correlate';
import { Geometry } from './geometry';
import { gradientPlanes, inputPlanes, Planes } from './planes';
import { take } from './scratch';
import { BYTES } from './simd';
import { winogradBackwardInput, winogradForward } from './winograd';

/** Takes the memory for a description: in the scratch of this lane, static memory being shared by all lanes. */
function describe(): Correlation {
  const work = changetype<Correlation>(take(offsetof<Correlation>()));
  work.planes = changetype<Planes>(take(offsetof<Planes>()));
  return work;
}

/** y from x: `channels` of the input, `outChannels` of the output. */
function forward(g: Geometry, n: i32, channels: i32, outChannels: i32): Correlation {
  const work = describe();
  inputPlanes(work.planes, g, channels);
  work.outChannels = outChannels;
  work.outHeight = g.outHeight;
  work.outWidth = g.outWidth;
  work.kernelHeight = g.kernelHeight;
  work.kernelWidth = g.kernelWidth;
  work.strideY = g.strideY;
  work.n = n;
  work.sourceStride = g.inChannels * g.inHeight * g.inWidth * BYTES;
  work.outputStride = g.outChannels * g.outHeight * g.outWidth * BYTES;
  return work;
}

/** dx from dy: `channels` of the gradient of the output, `outChannels` of that of the input. */
function backward(g: Geometry, n: i32, channels: i32, outChannels: i32): Correlation {
  const work = describe();
  gradientPlanes(work.planes, g, channels);
  work.outChannels = outChannels;
  work.outHeight = g.inHeight;
  work.outWidth = g.inWidth;
  work.kernelHeight = g.kernelHeight;
  work.kernelWidth = g.kernelWidth;
  work.strideY = 1;
  work.n = n;
  work.sourceStride = g.outChannels * g.outHeight * g.outWidth * BYTES;
  work.outputStride = g.inChannels * g.inHeight * g.inWidth * BYTES;
  return work;
}

/** Scratch memory that the kernels of this file need, bytes. */
export function correlationBytes(g: Geometry): usize {
  const input = forward(g, 1, g.inChannels, g.outChannels);
  const gradient = backward(g, 1, g.outChannels, g.inChannels);
  return max(input.measure(), gradient.measure());
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
  const work = forward(g, n, g.inChannels, g.outChannels);
  work.open();
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
  const work = backward(g, n, g.outChannels, g.inChannels);
  work.open();
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
  const work = forward(g, n, 1, multiplier);
  work.open();
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
  const work = backward(g, n, multiplier, 1);
  work.open();
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
