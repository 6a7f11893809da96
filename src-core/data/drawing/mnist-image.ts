import { rasterize, type GreyImage } from './rasterize';
import type { Point, Stroke } from './stroke';

/** Side of the image that the network sees, pixels. */
export const IMAGE_SIZE = 28;
/** Side of the box into which the ink is scaled, pixels. */
export const BOX_SIZE = 20;
/** Rendering is this much finer than the box, then averaged down: soft edges, as scaling down gave MNIST's. */
const OVERSAMPLING = 4;
/** Width of the pen in the 20×20 box, pixels, however large the drawing was: gives the mean ink of MNIST's digits. */
const PEN_WIDTH = 2.4;

/** Smallest rectangle around all points. */
function bounds(strokes: readonly Stroke[]): { x: number; y: number; width: number; height: number } {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of strokes.flat()) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/**
 * Crops to the ink and scales its longer side to the box, at OVERSAMPLING times the box's resolution. What is scaled is
 * the stroke and not its picture, so the pen is equally wide for small and large drawings.
 */
function cropAndScale(strokes: readonly Stroke[]): GreyImage {
  const box = bounds(strokes);
  const side = BOX_SIZE * OVERSAMPLING;
  const pen = PEN_WIDTH * OVERSAMPLING;
  const scale = (side - pen) / Math.max(box.width, box.height, Number.MIN_VALUE);
  const finite = Number.isFinite(scale) ? scale : 0;
  const offsetX = (side - box.width * finite) / 2;
  const offsetY = (side - box.height * finite) / 2;
  const place = ([x, y]: Point): Point => [(x - box.x) * finite + offsetX, (y - box.y) * finite + offsetY];
  return rasterize(
    strokes.map((stroke) => stroke.map(place)),
    side,
    side,
    pen,
  );
}

/** Averages squares of `factor` × `factor` pixels into one. */
function scaleDown(image: GreyImage, factor: number): GreyImage {
  const width = image.width / factor;
  const height = image.height / factor;
  const pixels = new Float32Array(width * height);
  image.pixels.forEach((value, i) => {
    const row = Math.floor(i / image.width / factor);
    const column = Math.floor((i % image.width) / factor);
    pixels[row * width + column] += value / (factor * factor);
  });
  return { width, height, pixels };
}

/** Mean position of the ink, pixels, with pixel centres at .5. */
function centreOfMass({ width, pixels }: GreyImage): Point {
  let mass = 0;
  let x = 0;
  let y = 0;
  pixels.forEach((value, i) => {
    mass += value;
    x += value * ((i % width) + 0.5);
    y += value * (Math.floor(i / width) + 0.5);
  });
  return [x / mass, y / mass];
}

/** Copies the box into the 28×28 image, moved by whole pixels so that its centre of mass comes to the middle. */
function centre(box: GreyImage): GreyImage {
  const [x, y] = centreOfMass(box);
  const left = Math.round(IMAGE_SIZE / 2 - x);
  const top = Math.round(IMAGE_SIZE / 2 - y);
  const pixels = new Float32Array(IMAGE_SIZE * IMAGE_SIZE);
  box.pixels.forEach((value, i) => {
    const row = Math.floor(i / box.width) + top;
    const column = (i % box.width) + left;
    if (row >= 0 && row < IMAGE_SIZE && column >= 0 && column < IMAGE_SIZE) pixels[row * IMAGE_SIZE + column] = value;
  });
  return { width: IMAGE_SIZE, height: IMAGE_SIZE, pixels };
}

/**
 * A drawing as MNIST would have it: anti-aliased ink, cropped, scaled to 20×20 with its proportions kept, its centre of
 * mass put in the middle of 28×28. Pixels 0…1. Null when nothing is drawn.
 * Source: Y. LeCun, C. Cortes, C. J. C. Burges, the MNIST database, on how its images were made.
 */
export function mnistImage(strokes: readonly Stroke[]): GreyImage | null {
  const drawn = strokes.filter((stroke) => stroke.length > 0);
  if (drawn.length === 0) return null;
  return centre(scaleDown(cropAndScale(drawn), OVERSAMPLING));
}
