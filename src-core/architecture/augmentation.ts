import { z } from 'zod';

/** How training examples are changed anew in each epoch. 0 (or null) leaves a thing as it is; the rest is drawn evenly from −max…max. */
export const augmentationSchema = z.strictObject({
  /** Furthest shift along each axis, pixels. */
  shift: z.number().min(0).max(32),
  /** Largest rotation, degrees. */
  rotate: z.number().min(0).max(180),
  /** Largest change of size, as a share: 0.1 gives 0.9 to 1.1 times the size. */
  scale: z.number().min(0).max(0.5),
  /** Largest shear along the rows, degrees from upright. */
  shear: z.number().min(0).max(45),
  /**
   * Elastic displacement after Simard, Steinkraus and Platt 2003 (there 34 and 4): each pixel's displacement is `alpha`
   * (pixels) times a field of even noise −1…1 that a Gaussian of standard deviation `sigma` (pixels) has smoothed. In the
   * middle of an image it comes to about 0.16 · alpha / sigma pixels along each axis.
   */
  elastic: z
    .strictObject({
      alpha: z.number().min(0).max(200),
      sigma: z.number().min(0.5).max(16),
    })
    .nullable(),
  /** Standard deviation of the normal noise added to each value, 1 being white; sums are not cut off. */
  noise: z.number().min(0).max(1),
  /** Side of a square somewhere in the image that is set to 0, pixels. */
  erase: z.int().min(0).max(64),
});
export type Augmentation = z.infer<typeof augmentationSchema>;

/** As much as a digit differs from one hand to the next: nobody would read another one in it. */
export const LIGHT_AUGMENTATION: Augmentation = {
  shift: 1.5,
  rotate: 8,
  scale: 0.08,
  shear: 4,
  elastic: null,
  noise: 0,
  erase: 0,
};

/** Whether pixels are moved at all. */
export function movesPixels({ shift, rotate, scale, shear, elastic }: Augmentation): boolean {
  return shift > 0 || rotate > 0 || scale > 0 || shear > 0 || (elastic !== null && elastic.alpha > 0);
}

/** Whether pixels are moved by an affine map, and nothing else is done to them. */
export function onlyMoves(augmentation: Augmentation): boolean {
  const { elastic, noise, erase } = augmentation;
  const bends = elastic !== null && elastic.alpha > 0;
  return movesPixels(augmentation) && !bends && noise === 0 && erase === 0;
}

/** Whether every example comes out as it went in. */
export function isIdentity(augmentation: Augmentation): boolean {
  return !movesPixels(augmentation) && augmentation.noise === 0 && augmentation.erase === 0;
}
