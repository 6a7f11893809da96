import { centreOfMass, scaleDown, type GreyImage } from './grey-image';
import { rasterize } from './rasterize';
import type { Point, Stroke } from './stroke';

/** Side of the image that the network sees, pixels. */
export const IMAGE_SIZE = 28;
/** Side of the box into which the ink is scaled, pixels. */
export const BOX_SIZE = 20;
/** Rendering is this much finer than the box, then averaged down: soft edges, as scaling down gave MNIST's. */
const OVERSAMPLING = 4;
/** Width of the pen in the 20×20 box, pixels, however large the drawing was: gives the mean ink of MNIST's digits. */
const PEN_WIDTH = 2.4;

/** A rectangle, in the unit of the strokes; x and y are its upper left corner. */
interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What becomes of a drawing on its way to the network. */
export interface MnistSteps {
  /** Smallest rectangle around all points of the strokes, in their unit. */
  readonly crop: Rectangle;
  /** The ink of the crop, scaled to 20×20 with its proportions kept. */
  readonly box: GreyImage;
  /** Mean position of the box's ink, pixels of the box, with pixel centres at .5. */
  readonly centreOfMass: Point;
  /** Where in the image the box's upper left corner is put, whole pixels. */
  readonly offset: Point;
  /** What the network sees, 28×28. */
  readonly image: GreyImage;
}

function bounds(strokes: readonly Stroke[]): Rectangle {
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
 * The crop with its longer side scaled to the box, at OVERSAMPLING times the box's resolution. What is scaled is the
 * stroke and not its picture, so the pen is equally wide for small and large drawings.
 */
function scaleToBox(strokes: readonly Stroke[], crop: Rectangle): GreyImage {
  const side = BOX_SIZE * OVERSAMPLING;
  const pen = PEN_WIDTH * OVERSAMPLING;
  const scale = (side - pen) / Math.max(crop.width, crop.height, Number.MIN_VALUE);
  const finite = Number.isFinite(scale) ? scale : 0;
  const offsetX = (side - crop.width * finite) / 2;
  const offsetY = (side - crop.height * finite) / 2;
  const place = ([x, y]: Point): Point => [(x - crop.x) * finite + offsetX, (y - crop.y) * finite + offsetY];
  return rasterize(
    strokes.map((stroke) => stroke.map(place)),
    side,
    side,
    pen,
  );
}

/** Copies the box into the 28×28 image, its upper left corner at `offset`; what lies outside is cut off. */
function paste(box: GreyImage, [left, top]: Point): GreyImage {
  const pixels = new Float32Array(IMAGE_SIZE * IMAGE_SIZE);
  box.pixels.forEach((value, i) => {
    const row = Math.floor(i / box.width) + top;
    const column = (i % box.width) + left;
    if (row >= 0 && row < IMAGE_SIZE && column >= 0 && column < IMAGE_SIZE) pixels[row * IMAGE_SIZE + column] = value;
  });
  return { width: IMAGE_SIZE, height: IMAGE_SIZE, pixels };
}

/**
 * A drawing as MNIST would have it, step by step: anti-aliased ink, cropped, scaled to 20×20 with its proportions kept,
 * moved by whole pixels so that its centre of mass comes to the middle of 28×28. Null when nothing is drawn.
 * Source: Y. LeCun, C. Cortes, C. J. C. Burges, the MNIST database, on how its images were made.
 */
export function mnistSteps(strokes: readonly Stroke[]): MnistSteps | null {
  const drawn = strokes.filter((stroke) => stroke.length > 0);
  if (drawn.length === 0) return null;
  const crop = bounds(drawn);
  const box = scaleDown(scaleToBox(drawn, crop), OVERSAMPLING);
  const centre = centreOfMass(box);
  const offset: Point = [Math.round(IMAGE_SIZE / 2 - centre[0]), Math.round(IMAGE_SIZE / 2 - centre[1])];
  return { crop, box, centreOfMass: centre, offset, image: paste(box, offset) };
}

/** What the network sees of a drawing, 28×28 pixels 0…1. Null when nothing is drawn. */
export function mnistImage(strokes: readonly Stroke[]): GreyImage | null {
  return mnistSteps(strokes)?.image ?? null;
}
