import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eraseAlong } from '../../../../src-core/data/drawing/erase';
import { distanceToSegment, type Point, type Stroke } from '../../../../src-core/data/drawing/stroke';
import { drawings, line } from '../../../support/drawings';
import { fixedRuns } from '../../../support/properties';

/** Smallest distance of a point to a stroke. */
function distance([x, y]: Point, stroke: Stroke): number {
  const segments = stroke.map((point, i) => distanceToSegment(x, y, stroke[Math.max(0, i - 1)], point));
  return Math.min(...segments);
}

/** Points along a stroke, its own among them. */
function samples(stroke: Stroke): Point[] {
  const along = stroke.slice(1).flatMap(([x, y], i) => {
    const [px, py] = stroke[i];
    return [0.1, 0.35, 0.5, 0.75, 0.9].map((t): Point => [px + t * (x - px), py + t * (y - py)]);
  });
  return [...stroke, ...along];
}

const EPSILON = 1e-6;
const paths: fc.Arbitrary<Stroke> = drawings.map(([first]) => first);
const radii = fc.double({ min: 0.5, max: 80, noNaN: true });

describe('eraseAlong', () => {
  it('cuts a stroke in its middle into two', () => {
    expect(eraseAlong([line(0, 0, 10, 0)], [[5, 0]], 2)).toEqual([line(0, 0, 3, 0), line(7, 0, 10, 0)]);
    expect(eraseAlong([line(0, 0, 10, 0)], line(5, -9, 5, 9), 2)).toEqual([line(0, 0, 3, 0), line(7, 0, 10, 0)]);
  });

  it('shortens a stroke at its end and keeps the bends that are left', () => {
    const bent: Stroke = [[0, 0], [10, 0], [10, 10]]; // prettier-ignore
    expect(eraseAlong([bent], [[10, 12]], 4)).toEqual([[[0, 0], [10, 0], [10, 8]]]); // prettier-ignore
    expect(eraseAlong([bent], [[10, 0]], 4)).toEqual([line(0, 0, 6, 0), line(10, 4, 10, 10)]);
  });

  it('takes a dot whole or not at all', () => {
    expect(eraseAlong([[[3, 3]]], [[3, 4]], 2)).toEqual([]);
    expect(eraseAlong([[[3, 3]]], [[3, 6]], 2)).toEqual([[[3, 3]]]);
  });

  it('gives back the very same when it passes nothing over', () => {
    const strokes = [line(0, 0, 10, 0), line(0, 90, 10, 90)];
    expect(eraseAlong(strokes, [[5, 50]], 2)).toBe(strokes);
    expect(eraseAlong(strokes, [], 2)).toBe(strokes);
    expect(eraseAlong(strokes, [[5, 0]], 2).at(-1)).toBe(strokes[1]);
  });

  it('leaves nothing nearer than the radius', () => {
    const property = fc.property(drawings, paths, radii, (strokes, path, radius) => {
      for (const point of eraseAlong(strokes, path, radius).flatMap(samples)) {
        expect(distance(point, path)).toBeGreaterThan(radius - EPSILON);
      }
    });
    fc.assert(property, fixedRuns(300));
  });

  it('keeps everything that is farther away', () => {
    const property = fc.property(drawings, paths, radii, (strokes, path, radius) => {
      const left = eraseAlong(strokes, path, radius);
      for (const point of strokes.flatMap(samples)) {
        if (distance(point, path) < radius + EPSILON) continue;
        expect(Math.min(...left.map((stroke) => distance(point, stroke)))).toBeLessThan(EPSILON);
      }
    });
    fc.assert(property, fixedRuns(300));
  });

  it('adds no ink', () => {
    const property = fc.property(drawings, paths, radii, (strokes, path, radius) => {
      for (const part of eraseAlong(strokes, path, radius)) {
        const nearest = samples(part).map((point) => Math.min(...strokes.map((stroke) => distance(point, stroke))));
        expect(Math.max(...nearest)).toBeLessThan(EPSILON);
      }
    });
    fc.assert(property, fixedRuns());
  });
});
