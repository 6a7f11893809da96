/** A point of a pen: x to the right, y down, in any unit. */
export type Point = readonly [x: number, y: number];

/** From pen down to pen up. One point alone is a dot. */
export type Stroke = readonly Point[];

/** Distance from (x, y) to the segment a–b. */
export function distanceToSegment(x: number, y: number, a: Point, b: Point): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / squared));
  return Math.hypot(x - a[0] - along * dx, y - a[1] - along * dy);
}
