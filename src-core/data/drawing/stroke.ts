/** A point of a pen: x to the right, y down, in any unit. */
export type Point = readonly [x: number, y: number];

/** From pen down to pen up. One point alone is a dot. */
export type Stroke = readonly Point[];
