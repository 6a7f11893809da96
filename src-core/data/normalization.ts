/** How pixels enter a network: (p / 255 − mean) / scale for p in 0…255. Part of the network file. */
export interface Normalization {
  readonly mean: number;
  readonly scale: number;
}

/** The value in the network of each of the 256 pixel values. */
export function normalizationTable({ mean, scale }: Normalization): Float32Array {
  return Float32Array.from({ length: 256 }, (_, p) => (p / 255 - mean) / scale);
}

/** x ← normalised pixels, for an image whose pixels are 0…1. */
export function normalize(pixels: Float32Array, x: Float32Array, { mean, scale }: Normalization): void {
  for (let i = 0; i < pixels.length; i++) x[i] = (pixels[i] - mean) / scale;
}
