import fc from 'fast-check';
import type { GreyImage } from '../../src-core/data/drawing/grey-image';
import type { Stroke } from '../../src-core/data/drawing/stroke';

/** The straight stroke from one point to another. */
export const line = (x0: number, y0: number, x1: number, y1: number): Stroke => [
  [x0, y0],
  [x1, y1],
];

/** All ink of an image together, in fully inked pixels. */
export function inkOf({ pixels }: GreyImage): number {
  return pixels.reduce((sum, value) => sum + value, 0);
}

/** Mean position of the ink; the centre of the first pixel is at (0.5, 0.5). */
export function centreOfInk(image: GreyImage): readonly [x: number, y: number] {
  let [x, y] = [0, 0];
  image.pixels.forEach((value, i) => {
    x += value * ((i % image.width) + 0.5);
    y += value * (Math.floor(i / image.width) + 0.5);
  });
  return [x / inkOf(image), y / inkOf(image)];
}

/** The smallest box around all ink of more than `threshold`; `right` and `bottom` are one beyond. */
export function inkBox(
  { width, pixels }: GreyImage,
  threshold = 0,
): { left: number; top: number; right: number; bottom: number; width: number; height: number } {
  const inked = [...pixels.keys()].filter((i) => pixels[i] > threshold);
  const columns = inked.map((i) => i % width);
  const rows = inked.map((i) => Math.floor(i / width));
  const [left, right] = [Math.min(...columns), Math.max(...columns) + 1];
  const [top, bottom] = [Math.min(...rows), Math.max(...rows) + 1];
  return { left, top, right, bottom, width: right - left, height: bottom - top };
}

/** One image's pixels as lines of text, for a failure that can be looked at. */
export function picture({ width, pixels }: GreyImage): string {
  const shades = [...pixels].map((value) => ' .:-=+*#%@'[Math.round(value * 9)]).join('');
  return shades.replace(new RegExp(`.{${width}}`, 'g'), (line) => `${line}\n`);
}

/** The strokes moved and scaled; whole numbers and powers of two keep them exact. */
export function moved(strokes: readonly Stroke[], scale: number, dx: number, dy: number): Stroke[] {
  return strokes.map((stroke) => stroke.map(([x, y]) => [scale * x + dx, scale * y + dy] as const));
}

/** Drawings of one to four strokes on a pad of 300 × 300. */
const coordinate = fc.integer({ min: 0, max: 300 });
const strokeArbitrary: fc.Arbitrary<Stroke> = fc.array(fc.tuple(coordinate, coordinate), {
  minLength: 1,
  maxLength: 12,
});
export const drawings = fc.array(strokeArbitrary, { minLength: 1, maxLength: 4 });
