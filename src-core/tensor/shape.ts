/** Sizes of one example, outermost first: [C, H, W] for an image, [F] for a vector. The batch dimension N is never part. */
export type Shape = readonly number[];

/** Number of values of one example. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** "6×28×28", as it is read on screen and in messages. */
export function formatShape(shape: Shape): string {
  return shape.join('×');
}
