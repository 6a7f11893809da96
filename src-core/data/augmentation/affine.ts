import { cosDegrees, sinDegrees } from '../../random/exact-functions';

/** What is done to an image about its centre: first sheared, then scaled, rotated and shifted. */
export interface Movement {
  /** Pixels to the right. */
  shiftX: number;
  /** Pixels down. */
  shiftY: number;
  /** Degrees, clockwise as seen on screen. */
  rotate: number;
  /** Factor of the size. */
  scale: number;
  /** Degrees; the rows below the centre go to the right. */
  shear: number;
}

/** Numbers of an affine map. */
export const MAP_LENGTH = 6;

/**
 * map ← the inverse of a movement, six numbers from place `at` on: a, b, c, d, shiftX, shiftY. A pixel comes from x = a·u +
 * b·v, y = c·u + d·v, relative to the centre, for (u, v) = (x', y') − shift. With R the rotation, s the scale and k =
 * tan(shear): (1/s) · [1 −k; 0 1] · R⁻¹.
 */
export function invertMovement({ shiftX, shiftY, rotate, scale, shear }: Movement, map: Float32Array, at = 0): void {
  const sin = sinDegrees(rotate);
  const cos = cosDegrees(rotate);
  const k = sinDegrees(shear) / cosDegrees(shear);
  map[at] = (cos + k * sin) / scale;
  map[at + 1] = (sin - k * cos) / scale;
  map[at + 2] = -sin / scale;
  map[at + 3] = cos / scale;
  map[at + 4] = shiftX;
  map[at + 5] = shiftY;
}
