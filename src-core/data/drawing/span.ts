import type { Point } from './stroke';

/** A part of a line p + t (q − p): the values of t between which it lies. */
export type Span = readonly [from: number, to: number];

const dot = (a: Point, b: Point): number => a[0] * b[0] + a[1] * b[1];
const minus = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1]];
/** The point of the line p–q at t. */
export const between = (p: Point, q: Point, t: number): Point => [p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])];

/** Where the line p–q is inside the disc around `centre`: the roots of |p + t d − centre|² = radius². */
function spanInDisc(p: Point, q: Point, centre: Point, radius: number): Span | null {
  const d = minus(q, p);
  const f = minus(p, centre);
  const a = dot(d, d);
  const b = dot(f, d);
  const c = dot(f, f) - radius * radius;
  if (a === 0) return c < 0 ? [0, 1] : null;
  const discriminant = b * b - a * c;
  if (discriminant <= 0) return null;
  const root = Math.sqrt(discriminant);
  return [(-b - root) / a, (-b + root) / a];
}

/** Where a value that goes from `start` to `end` lies between `low` and `high`. */
function spanInBand(start: number, end: number, low: number, high: number): Span | null {
  const d = end - start;
  if (d === 0) return start > low && start < high ? [0, 1] : null;
  const ts = [(low - start) / d, (high - start) / d] as const;
  return d > 0 ? ts : [ts[1], ts[0]];
}

/** Where the line p–q is inside the rectangle that reaches from a to b and `radius` to both sides. */
function spanInRectangle(p: Point, q: Point, a: Point, b: Point, radius: number): Span | null {
  const d = minus(b, a);
  const length = Math.hypot(...d);
  if (length === 0) return null;
  const along: Point = [d[0] / length, d[1] / length];
  const across: Point = [-along[1], along[0]];
  const [toP, toQ] = [minus(p, a), minus(q, a)];
  const lengthwise = spanInBand(dot(toP, along), dot(toQ, along), 0, length);
  const sideways = spanInBand(dot(toP, across), dot(toQ, across), -radius, radius);
  if (!lengthwise || !sideways) return null;
  const span = [Math.max(lengthwise[0], sideways[0]), Math.min(lengthwise[1], sideways[1])] as const;
  return span[0] < span[1] ? span : null;
}

/**
 * The part of the segment p–q that is nearer than `radius` to the segment a–b, exactly. What is so near is a rectangle
 * with two round ends, which is convex: therefore one span, from the first of the three to the last.
 */
export function spanNear(p: Point, q: Point, a: Point, b: Point, radius: number): Span | null {
  const spans = [spanInDisc(p, q, a, radius), spanInDisc(p, q, b, radius), spanInRectangle(p, q, a, b, radius)];
  const found = spans.filter((span) => span !== null);
  const from = Math.max(0, Math.min(...found.map((span) => span[0])));
  const to = Math.min(1, Math.max(...found.map((span) => span[1])));
  return from < to ? [from, to] : null;
}

/** What is left of 0…1 without the spans. */
export function complement(spans: readonly Span[]): Span[] {
  const left: Span[] = [];
  let reached = 0;
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (from > reached) left.push([reached, from]);
    reached = Math.max(reached, to);
  }
  return reached < 1 ? [...left, [reached, 1]] : left;
}
