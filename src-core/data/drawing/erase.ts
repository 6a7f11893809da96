import { between, complement, spanNear } from './span';
import type { Point, Stroke } from './stroke';

/** The segments of a stroke; a dot is one of no length. */
function segmentsOf(stroke: Stroke): (readonly [Point, Point])[] {
  if (stroke.length === 1) return [[stroke[0], stroke[0]]];
  return stroke.slice(1).map((point, i) => [stroke[i], point] as const);
}

/** The parts of one stroke that are left; the stroke itself when nothing of it is erased. */
function eraseFromStroke(stroke: Stroke, path: Stroke, radius: number): readonly Stroke[] {
  const parts: Point[][] = [];
  let untouched = true;
  let ended = true;
  for (const [p, q] of segmentsOf(stroke)) {
    const near = segmentsOf(path).map(([a, b]) => spanNear(p, q, a, b, radius));
    const erased = near.filter((span) => span !== null);
    const kept = complement(erased);
    for (const [from, to] of kept) {
      if (ended || from > 0) parts.push([between(p, q, from)]);
      parts.at(-1)?.push(to === 1 ? q : between(p, q, to));
      ended = to < 1;
    }
    if (kept.length === 0) ended = true;
    if (erased.length > 0) untouched = false;
  }
  return untouched ? [stroke] : parts;
}

/**
 * The strokes without what lies nearer than `radius` to the path of an eraser, all in one unit. A stroke that is cut in
 * its middle becomes two. What is not touched is the same object as before; so is the list when nothing is touched.
 */
export function eraseAlong(strokes: readonly Stroke[], path: Stroke, radius: number): readonly Stroke[] {
  if (path.length === 0) return strokes;
  const left = strokes.flatMap((stroke) => eraseFromStroke(stroke, path, radius));
  return left.length === strokes.length && left.every((stroke, i) => stroke === strokes[i]) ? strokes : left;
}
