import type { GreyImage } from './grey-image';
import { distanceToSegment, type Point, type Stroke } from './stroke';

/** Adds the ink of a round pen of `radius` that moves from a to b: a pixel at the edge is inked by the share it is covered. */
function inkSegment(image: GreyImage, a: Point, b: Point, radius: number): void {
  const { width, height, pixels } = image;
  const reach = radius + 0.5;
  const top = Math.max(0, Math.floor(Math.min(a[1], b[1]) - reach));
  const bottom = Math.min(height - 1, Math.ceil(Math.max(a[1], b[1]) + reach));
  const left = Math.max(0, Math.floor(Math.min(a[0], b[0]) - reach));
  const right = Math.min(width - 1, Math.ceil(Math.max(a[0], b[0]) + reach));
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const distance = distanceToSegment(column + 0.5, row + 0.5, a, b);
      const coverage = Math.min(1, Math.max(0, reach - distance));
      const i = row * width + column;
      if (coverage > pixels[i]) pixels[i] = coverage;
    }
  }
}

/** Anti-aliased ink of a round pen, `penWidth` in pixels, on an empty image. Points are in pixels; ink outside is cut off. */
export function rasterize(strokes: readonly Stroke[], width: number, height: number, penWidth: number): GreyImage {
  const image = { width, height, pixels: new Float32Array(width * height) };
  for (const stroke of strokes) {
    stroke.forEach((point, i) => {
      inkSegment(image, stroke[Math.max(0, i - 1)], point, penWidth / 2);
    });
  }
  return image;
}
