/** A chart on a canvas, in which a place can be pointed at. */
export interface PointedChart<Content> {
  show(content: Content): void;
  /** The place on the axis at `x`, CSS pixels from the left of the canvas; null beside the axis. */
  placeAt(x: number): number | null;
  destroy(): void;
}
