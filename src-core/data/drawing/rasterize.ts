import type { Point, Stroke } from './stroke';

/** Grey values 0…1, row-major, 1 being full ink. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Float32Array;
}

/** Distance from (x, y) to the segment a–b. */
function distanceToSegment(x: number, y: number, a: Point, b: Point): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / squared));
  return Math.hypot(x - a[0] - along * dx, y - a[1] - along * dy);
}

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
