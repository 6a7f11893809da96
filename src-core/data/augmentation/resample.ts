import type { Shape } from '../../tensor/shape';
import type { AffineMap } from './affine';

/** Added to where each pixel comes from, pixels (H, W). */
export interface Displacement {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/**
 * out ← the image (C, H, W) moved: each pixel is read where `map` and then the displacement lead, between the four pixels
 * around that place (bilinear), with zeros outside. All channels move together.
 */
export function resample(
  image: Float32Array,
  [channels, height, width]: Shape,
  out: Float32Array,
  map: AffineMap,
  displacement: Displacement | null,
): void {
  const { a, b, c, d } = map;
  const centreX = (width - 1) / 2;
  const centreY = (height - 1) / 2;
  const plane = height * width;
  for (let row = 0; row < height; row++) {
    const v = row - centreY - map.shiftY;
    for (let column = 0; column < width; column++) {
      const u = column - centreX - map.shiftX;
      const at = row * width + column;
      let x = a * u + b * v + centreX;
      let y = c * u + d * v + centreY;
      if (displacement) {
        x += displacement.x[at];
        y += displacement.y[at];
      }
      const left = Math.floor(x);
      const top = Math.floor(y);
      const right = x - left;
      const below = y - top;
      const inside = left >= 0 && top >= 0 && left < width - 1 && top < height - 1;
      for (let channel = 0; channel < channels; channel++) {
        const offset = channel * plane;
        const from = offset + top * width + left;
        out[offset + at] = inside
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
