import type { Kernels } from '../kernels';

/**
 * out ← the image (C, H, W) moved: each pixel is read where `map` (a, b, c, d, shiftX, shiftY, from place `at` on) and then
 * the displacement lead, between the four pixels around that place (bilinear), with zeros outside. All channels move together.
 * x ↦ a·u + b·v, y ↦ c·u + d·v, for (u, v) the pixel's place from the centre of the image, less the shift.
 */
export function resample(
  image: Float32Array,
  [channels, height, width]: readonly number[],
  out: Float32Array,
  map: Float32Array,
  displacement: { readonly x: Float32Array; readonly y: Float32Array } | null = null,
  at = 0,
): void {
  const [a, b, c, d] = [map[at], map[at + 1], map[at + 2], map[at + 3]];
  const centreX = (width - 1) / 2;
  const centreY = (height - 1) / 2;
  const plane = height * width;
  for (let row = 0; row < height; row++) {
    const v = row - centreY - map[at + 5];
    for (let column = 0; column < width; column++) {
      const u = column - centreX - map[at + 4];
      const pixel = row * width + column;
      let x = a * u + b * v + centreX;
      let y = c * u + d * v + centreY;
      if (displacement) {
        x += displacement.x[pixel];
        y += displacement.y[pixel];
      }
      const left = Math.floor(x);
      const top = Math.floor(y);
      const right = x - left;
      const below = y - top;
      const inside = left >= 0 && top >= 0 && left < width - 1 && top < height - 1;
      for (let channel = 0; channel < channels; channel++) {
        const offset = channel * plane;
        const from = offset + top * width + left;
        out[offset + pixel] = inside
          ? (1 - below) * ((1 - right) * image[from] + right * image[from + 1]) +
            below * ((1 - right) * image[from + width] + right * image[from + width + 1])
          : readAtEdge(image, offset, height, width, top, left, below, right);
      }
    }
  }
}

/** The same where some of the four pixels lie outside. */
function readAtEdge(
  image: Float32Array,
  offset: number,
  height: number,
  width: number,
  top: number,
  left: number,
  below: number,
  right: number,
): number {
  let sum = 0;
  for (let i = 0; i < 4; i++) {
    const row = top + (i >> 1);
    const column = left + (i & 1);
    if (row < 0 || row >= height || column < 0 || column >= width) continue;
    sum += (i >> 1 ? below : 1 - below) * (i & 1 ? right : 1 - right) * image[offset + row * width + column];
  }
  return sum;
}

export const loadMovedExamples: Kernels['loadMovedExamples'] = (
  images,
  imageLabels,
  numbers,
  maps,
  cursor,
  x,
  labels,
  stride,
  n,
  channels,
  height,
  width,
  unit,
  factor,
  offset,
) => {
  const size = channels * height * width;
  const [image, moved] = [new Float32Array(size), new Float32Array(size)];
  for (let example = 0; example < n; example++) {
    const row = cursor[0] * stride + example;
    const number = numbers[row];
    for (let i = 0; i < size; i++) image[i] = unit * images[number * size + i];
    resample(image, [channels, height, width], moved, maps, null, 6 * row);
    for (let i = 0; i < size; i++) x[example * size + i] = Math.fround(factor * moved[i]) + offset;
    labels[example] = imageLabels[number];
  }
};
