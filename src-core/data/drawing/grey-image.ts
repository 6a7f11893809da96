import type { Point } from './stroke';

/** Grey values 0…1, row-major, 1 being full ink. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Float32Array;
}

/** Averages squares of `factor` × `factor` pixels into one. */
export function scaleDown(image: GreyImage, factor: number): GreyImage {
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
export function centreOfMass({ width, pixels }: GreyImage): Point {
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
