// Images moved by an affine map, between their pixels, and normalised. One number at a time and in float64, in the very order
// of the reference: where a pixel comes from differs from pixel to pixel, so that there is nothing for vectors to load, and
// training with augmentation then has the same bytes on all kernels. A lane has a range of examples.

import { BYTES, shareOf } from './simd';

const MAP: i32 = 6; // numbers of a map

/** x ← factor · moved image + offset and labels ← label of the examples in row cursor[0] of `numbers`. */
export function loadMovedExamples(
  images: usize,
  bytes: bool,
  imageLabels: usize,
  numbers: usize,
  maps: usize,
  cursor: usize,
  x: usize,
  labels: usize,
  stride: i32,
  n: i32,
  channels: i32,
  height: i32,
  width: i32,
  unit: f32,
  factor: f32,
  offset: f32,
  lane: i32,
  lanes: i32,
): void {
  const row = <i32>load<f32>(cursor) * stride;
  const plane = height * width;
  for (let i = shareOf(n, lane, lanes), end = shareOf(n, lane + 1, lanes); i < end; i++) {
    const number = <i32>load<f32>(numbers + (row + i) * BYTES);
    const map = maps + (row + i) * MAP * BYTES;
    for (let channel = 0; channel < channels; channel++) {
      const first = number * channels + channel;
      const to = x + (i * channels + channel) * plane * BYTES;
      if (bytes) moveBytes(images + first * plane, map, to, height, width, unit, factor, offset);
      else moveFloats(images + first * plane * BYTES, map, to, height, width, unit, factor, offset);
    }
    store<f32>(labels + i * BYTES, load<f32>(imageLabels + number * BYTES));
  }
}

function moveBytes(from: usize, map: usize, to: usize, h: i32, w: i32, unit: f32, factor: f32, offset: f32): void {
  Mover.move(true, from, map, to, h, w, unit, factor, offset);
}
function moveFloats(from: usize, map: usize, to: usize, h: i32, w: i32, unit: f32, factor: f32, offset: f32): void {
  Mover.move(false, from, map, to, h, w, unit, factor, offset);
}

// `bytes` is a constant where it is inlined.
class Mover {
  @inline
  static pixel(bytes: bool, plane: usize, at: i32, unit: f32): f64 {
    return <f64>(bytes ? unit * <f32>load<u8>(plane + at) : unit * load<f32>(plane + at * BYTES));
  }

  @inline
  static move(
    bytes: bool,
    plane: usize,
    map: usize,
    to: usize,
    height: i32,
    width: i32,
    unit: f32,
    factor: f32,
    offset: f32,
  ): void {
    const a = <f64>load<f32>(map);
    const b = <f64>load<f32>(map, 4);
    const c = <f64>load<f32>(map, 8);
    const d = <f64>load<f32>(map, 12);
    const shiftX = <f64>load<f32>(map, 16);
    const shiftY = <f64>load<f32>(map, 20);
    const centreX = <f64>(width - 1) / 2;
    const centreY = <f64>(height - 1) / 2;
    for (let row = 0; row < height; row++) {
      const v = <f64>row - centreY - shiftY;
      for (let column = 0; column < width; column++, to += BYTES) {
        const u = <f64>column - centreX - shiftX;
        const sourceX = a * u + b * v + centreX;
        const sourceY = c * u + d * v + centreY;
        const left = Math.floor(sourceX);
        const top = Math.floor(sourceY);
        const right = sourceX - left;
        const below = sourceY - top;
        let value: f64 = 0;
        if (left >= 0 && top >= 0 && left < <f64>(width - 1) && top < <f64>(height - 1)) {
          const at = <i32>top * width + <i32>left;
          const upper =
            (1 - right) * Mover.pixel(bytes, plane, at, unit) + right * Mover.pixel(bytes, plane, at + 1, unit);
          const lower =
            (1 - right) * Mover.pixel(bytes, plane, at + width, unit) +
            right * Mover.pixel(bytes, plane, at + width + 1, unit);
          value = (1 - below) * upper + below * lower;
        } else if (left >= -1 && top >= -1 && left < <f64>width && top < <f64>height) {
          for (let i = 0; i < 4; i++) {
            const y = <i32>top + (i >> 1);
            const x = <i32>left + (i & 1);
            if (y < 0 || y >= height || x < 0 || x >= width) continue;
            const share = (i >> 1 ? below : 1 - below) * (i & 1 ? right : 1 - right);
            value += share * Mover.pixel(bytes, plane, y * width + x, unit);
          }
        }
        store<f32>(to, factor * <f32>value + offset);
      }
    }
  }
}
