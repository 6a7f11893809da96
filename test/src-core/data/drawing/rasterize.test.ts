import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rasterize } from '../../../../src-core/data/drawing/rasterize';
import { centreOfInk, drawings, inkOf, line, moved } from '../../../support/drawings';
import { largest } from '../../../support/numbers';
import { fixedRuns } from '../../../support/properties';

describe('rasterize', () => {
  it('leaves an empty drawing empty', () => {
    expect(inkOf(rasterize([], 5, 4, 2))).toBe(0);
    expect(rasterize([[]], 5, 4, 2)).toEqual({ width: 5, height: 4, pixels: new Float32Array(20) });
  });

  it('inks what a thick segment covers and softens its edges', () => {
    const { pixels } = rasterize([line(5, 10.25, 25, 10.25)], 30, 20, 4);
    const column = Array.from({ length: 20 }, (_, row) => pixels[row * 30 + 15]);
    // From 8.25 to 12.25: three quarters of row 8, a quarter of row 12.
    expect(column).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0.75, 1, 1, 1, 0.25, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('gives a segment the area of its rectangle and its two round ends', () => {
    const cases = fc.record({
      x: fc.double({ min: 15, max: 16, noNaN: true }),
      y: fc.double({ min: 15, max: 16, noNaN: true }),
      length: fc.double({ min: 0, max: 40, noNaN: true }),
      width: fc.double({ min: 4, max: 12, noNaN: true }),
    });
    const property = fc.property(cases, ({ x, y, length, width }) => {
      const image = rasterize([line(x, y, x + length, y)], 75, 35, width);
      const area = length * width + Math.PI * (width / 2) ** 2;
      expect(Math.abs(inkOf(image) - area)).toBeLessThan(0.03 * area + 0.3);
    });
    fc.assert(property, fixedRuns());
  });

  it('makes a dot of one point: round, where the point is', () => {
    const image = rasterize([[[10.5, 7.5]]], 20, 15, 5);
    expect(inkOf(image)).toBeCloseTo(Math.PI * 2.5 ** 2, 0);
    const [x, y] = centreOfInk(image);
    expect(x).toBeCloseTo(10.5, 5);
    expect(y).toBeCloseTo(7.5, 5);
    expect(image.pixels[7 * 20 + 10]).toBe(1);
  });

  it('takes a point that stays for a dot', () => {
    expect(rasterize([line(4, 4, 4, 4)], 8, 8, 3)).toEqual(rasterize([[[4, 4]]], 8, 8, 3));
  });

  it('cuts off what lies outside', () => {
    const image = rasterize([line(-100, 5, 100, 5)], 10, 10, 2);
    expect(inkOf(image)).toBe(20);
    expect(inkOf(rasterize([line(-5, -5, -3, 20)], 10, 10, 2))).toBe(0);
  });

  it('does not ink twice where strokes cross or are drawn again', () => {
    const property = fc.property(drawings, (strokes) => {
      const small = moved(strokes, 0.125, 1, 1);
      const once = rasterize(small, 40, 40, 3);
      expect(largest(once.pixels)).toBeLessThanOrEqual(1);
      expect(Math.min(...once.pixels)).toBe(0);
      expect(rasterize([...small, ...small], 40, 40, 3)).toEqual(once);
    });
    fc.assert(property, fixedRuns());
  });

  it('does not mind the direction of a stroke', () => {
    const property = fc.property(drawings, (strokes) => {
      const small = moved(strokes, 0.125, 1, 1);
      const there = rasterize(small, 40, 40, 3);
      const back = rasterize(
        small.map((stroke) => [...stroke].reverse()),
        40,
        40,
        3,
      );
      expect(largest(there.pixels.map((value, i) => value - back.pixels[i]))).toBeLessThan(1e-6);
    });
    fc.assert(property, fixedRuns());
  });
});
