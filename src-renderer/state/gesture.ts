import { eraseAlong } from '../../src-core/data/drawing/erase';
import type { Point, Stroke } from '../../src-core/data/drawing/stroke';

// All lengths are shares of the pad's side: points of the pad lie in 0…1, so a drawing keeps its place at any size.

/** A digit that fills most of the pad gets ink about as wide as MNIST's. */
export const PEN_RADIUS = 0.037;
/** Of the ring in which no ink is left. */
export const ERASER_RADIUS = 0.05;

export type Tool = 'pen' | 'eraser';

/** What is done between putting a tool down and lifting it. */
export interface Gesture {
  readonly tool: Tool;
  /** The drawing as it has become so far. */
  readonly strokes: readonly Stroke[];
  /** Where the tool is. */
  readonly at: Point;
}

/** A stroke is cut where its middle is nearer than this, so that none of its ink reaches into the ring. */
const CUT_RADIUS = ERASER_RADIUS + PEN_RADIUS;

/** Puts a tool down: the pen makes a dot. */
export function begun(strokes: readonly Stroke[], tool: Tool, at: Point): Gesture {
  const after = tool === 'pen' ? [...strokes, [at]] : eraseAlong(strokes, [at], CUT_RADIUS);
  return { tool, strokes: after, at };
}

/** Moves the tool straight to a point: the pen makes its stroke longer. */
export function movedTo({ tool, strokes, at }: Gesture, to: Point): Gesture {
  if (tool === 'eraser') return { tool, strokes: eraseAlong(strokes, [at, to], CUT_RADIUS), at: to };
  return { tool, strokes: [...strokes.slice(0, -1), [...(strokes.at(-1) ?? []), to]], at: to };
}
