// The part of a pooling window that lies inside its plane.

import { Geometry } from './geometry';

export let top: i32 = 0;
export let bottom: i32 = 0;
export let left: i32 = 0;
export let right: i32 = 0;

export function clip(g: Geometry, oy: i32, ox: i32): void {
  const y = oy * g.strideY - g.paddingTop;
  const x = ox * g.strideX - g.paddingLeft;
  top = max(0, y);
  bottom = min(g.inHeight, y + g.kernelHeight);
  left = max(0, x);
  right = min(g.inWidth, x + g.kernelWidth);
}
