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

/** Where a pixel comes from, relative to the centre: x = a·u + b·v, y = c·u + d·v for (u, v) = (x', y') − shift. */
export interface AffineMap {
  a: number;
  b: number;
  c: number;
  d: number;
  shiftX: number;
  shiftY: number;
}

/** map ← the inverse of a movement. With R the rotation, s the scale and k = tan(shear): (1/s) · [1 −k; 0 1] · R⁻¹. */
export function invertMovement({ shiftX, shiftY, rotate, scale, shear }: Movement, map: AffineMap): void {
  const sin = sinDegrees(rotate);
  const cos = cosDegrees(rotate);
  const k = sinDegrees(shear) / cosDegrees(shear);
  map.a = (cos + k * sin) / scale;
  map.b = (sin - k * cos) / scale;
  map.c = -sin / scale;
  map.d = cos / scale;
  map.shiftX = shiftX;
  map.shiftY = shiftY;
}
