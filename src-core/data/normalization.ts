/** How pixels enter a network: (p / 255 − mean) / scale for p in 0…255. Part of the network file. */
export interface Normalization {
  readonly mean: number;
  readonly scale: number;
}

/** The same as factor · v + offset, product and sum each rounded to float32. */
export interface PixelMap {
  readonly factor: number;
  readonly offset: number;
}

/** For pixels of which `white` is the brightest: 255 for bytes, 1 for floats. */
export function pixelMap({ mean, scale }: Normalization, white: 255 | 1): PixelMap {
  return { factor: Math.fround(1 / (white * scale)), offset: Math.fround(-mean / scale) };
}

/** A pixel in the network. */
export function mapPixel({ factor, offset }: PixelMap, value: number): number {
  return Math.fround(Math.fround(factor * value) + offset);
}

/** x ← normalised pixels, for an image whose pixels are 0…1. */
export function normalize(pixels: Float32Array, x: Float32Array, normalization: Normalization): void {
  const map = pixelMap(normalization, 1);
  for (let i = 0; i < pixels.length; i++) x[i] = mapPixel(map, pixels[i]);
}
