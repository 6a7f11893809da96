import type { NetworkAnalysis } from '../../src-core/architecture/analyze';
import { INPUT } from '../../src-core/architecture/network-spec';
import type { Wire } from '../state/network-edit';

/** Where the answer of the network stands on the canvas: no layer can be called so. */
export const ANSWER = '→ answer';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A wire as it is drawn: from the bottom of one card to the top of another, through `points`. */
export interface DrawnWire extends Wire {
  readonly id: string;
  readonly points: readonly Point[];
}

/** Every wire there is, those to the answer included: from each layer that nobody reads. */
export function wiresOf({ layers }: NetworkAnalysis): Wire[] {
  const read = new Set(layers.flatMap(({ spec }) => spec.inputs));
  const names = new Set([INPUT, ...layers.map(({ spec }) => spec.name)]);
  const between = layers.flatMap(({ spec }) =>
    spec.inputs.flatMap((from, index) => (names.has(from) ? { from, to: spec.name, index } : [])),
  );
  const ends = [...names].filter((name) => !read.has(name) && (name !== INPUT || layers.length === 0));
  return [...between, ...ends.map((from) => ({ from, to: null, index: 0 }))];
}

/** One for each wire. */
export const idOf = ({ from, to, index }: Wire): string => `${from}>${to ?? ANSWER}:${index}`;

/** An SVG path through points, its corners rounded. */
export function pathThrough(points: readonly Point[], radius = 6): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${first.x} ${first.y}`;
  rest.forEach((point, i) => {
    const [before = point, after] = [points[i], rest[i + 1]];
    if (!after) path += `L${point.x} ${point.y}`;
    else {
      const cut = (to: Point): Point => {
        const length = Math.hypot(to.x - point.x, to.y - point.y);
        const share = length === 0 ? 0 : Math.min(radius, length / 2) / length;
        return { x: point.x + share * (to.x - point.x), y: point.y + share * (to.y - point.y) };
      };
      const [a, b] = [cut(before), cut(after)];
      path += `L${a.x} ${a.y}Q${point.x} ${point.y} ${b.x} ${b.y}`;
    }
  });
  return path;
}

/** Where the plus stands: in the middle of the last straight piece before the reader. */
export function plusAt(points: readonly Point[]): Point {
  const [a, b] = [points.at(-2), points.at(-1)];
  if (!a || !b) return points[0] ?? { x: 0, y: 0 };
  // The last piece of a wire with a corner is short: there the plus stands at the corner before.
  return points.length === 2 ? { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } : plusOnLong(points);
}

function plusOnLong(points: readonly Point[]): Point {
  const pieces = points.slice(1).map((point, i) => ({ a: points[i] ?? point, b: point }));
  const length = ({ a, b }: { a: Point; b: Point }): number => Math.hypot(b.x - a.x, b.y - a.y);
  const longest = pieces.reduce((best, piece) => (length(piece) > length(best) ? piece : best));
  return { x: (longest.a.x + longest.b.x) / 2, y: (longest.a.y + longest.b.y) / 2 };
}

/** The wire on which a card that is dropped with its middle here is meant to be put; null where there is none near. */
export function nearestWire(
  { wires }: { readonly wires: readonly DrawnWire[] },
  at: Point,
  exceptOf: string | null,
): Wire | null {
  let best: { wire: Wire; distance: number } | null = null;
  for (const { points, id: _, ...wire } of wires) {
    if (exceptOf !== null && (wire.from === exceptOf || wire.to === exceptOf)) continue;
    const plus = plusAt(points);
    const distance = Math.hypot((plus.x - at.x) / 4, plus.y - at.y); // the row decides, then the column
    if (!best || distance < best.distance) best = { wire, distance };
  }
  return best?.wire ?? null;
}
