import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Drawing } from '../../../src-renderer/state/drawing.svelte';
import { fixedRuns } from '../../support/properties';

type Point = readonly [number, number];

/** A drawing with one stroke from left to right across its middle. */
function withLine(): Drawing {
  const drawing = new Drawing(() => undefined);
  drawing.begin([0.1, 0.5]);
  drawing.move([0.5, 0.5]);
  drawing.move([0.9, 0.5]);
  drawing.end();
  return drawing;
}

function erase(drawing: Drawing, from: Point, to: Point): void {
  drawing.begin(from, 'eraser');
  drawing.move(to);
  drawing.end();
}

describe('a drawing', () => {
  it('grows while the pen is down, and is one edit when it is lifted', () => {
    const drawing = withLine();
    expect(drawing.strokes).toEqual([[[0.1, 0.5], [0.5, 0.5], [0.9, 0.5]]]); // prettier-ignore
    drawing.undo();
    expect(drawing.strokes).toEqual([]);
    expect(drawing.canUndo).toBe(false);
    drawing.redo();
    expect(drawing.strokes).toHaveLength(1);
    expect(drawing.canRedo).toBe(false);
  });

  it('is cut in two by the eraser, and whole again when that is undone', () => {
    const drawing = withLine();
    const seen = drawing.image;
    erase(drawing, [0.5, 0.2], [0.5, 0.8]);
    expect(drawing.strokes).toHaveLength(2);
    expect(drawing.image).not.toEqual(seen);
    drawing.undo();
    expect(drawing.strokes).toHaveLength(1);
    expect(drawing.image).toEqual(seen);
  });

  it('is not edited by an eraser that meets nothing', () => {
    const drawing = withLine();
    drawing.undo();
    erase(drawing, [0.5, 0.1], [0.9, 0.1]);
    expect(drawing.canRedo).toBe(true);
  });

  it('comes back after it was cleared', () => {
    const drawing = withLine();
    drawing.clear();
    drawing.clear();
    expect(drawing.image).toBeNull();
    drawing.undo();
    expect(drawing.strokes).toHaveLength(1);
  });

  it('loses the stroke under way by undo, once', () => {
    const drawing = withLine();
    drawing.begin([0.2, 0.2]);
    drawing.undo();
    drawing.move([0.3, 0.3]);
    drawing.end();
    expect(drawing.strokes).toHaveLength(1);
  });

  it('asks for an answer when it changes, and only then', () => {
    const changed = vi.fn();
    const drawing = new Drawing(changed);
    drawing.undo();
    drawing.clear();
    drawing.move([0.5, 0.5]);
    expect(changed).not.toHaveBeenCalled();
    drawing.begin([0.5, 0.5]);
    drawing.move([0.6, 0.5]);
    drawing.end();
    expect(changed).toHaveBeenCalledTimes(2);
  });

  it('is empty when all that was ever done is undone', () => {
    const coordinate = fc.double({ min: 0, max: 1, noNaN: true });
    const point = fc.tuple(coordinate, coordinate);
    const actions = fc.array(
      fc.oneof(
        fc.record({
          tool: fc.constantFrom('pen' as const, 'eraser' as const),
          points: fc.array(point, { minLength: 1 }),
        }),
        fc.constantFrom('clear' as const, 'undo' as const, 'redo' as const),
      ),
      { maxLength: 25 },
    );
    const property = fc.property(actions, (sequence) => {
      const drawing = new Drawing(() => undefined);
      for (const action of sequence) {
        if (typeof action === 'string') drawing[action]();
        else {
          drawing.begin(action.points[0], action.tool);
          for (const to of action.points.slice(1)) drawing.move(to);
          drawing.end();
        }
      }
      while (drawing.canUndo) drawing.undo();
      expect(drawing.strokes).toEqual([]);
    });
    fc.assert(property, fixedRuns());
  });
});
