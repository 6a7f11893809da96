import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invertMovement, type Movement } from '../../../../src-core/data/augmentation/affine';
import { resample } from '../../../../src-core/kernels/reference/resample';
import { sizeOf, type Shape } from '../../../../src-core/tensor/shape';
import { expectClose } from '../../../support/numbers';
import { fixedRuns } from '../../../support/properties';

const STILL: Movement = { shiftX: 0, shiftY: 0, rotate: 0, scale: 1, shear: 0 };

function moved(image: Float32Array, shape: Shape, movement: Partial<Movement>): Float32Array {
  const map = new Float32Array(6);
  const out = new Float32Array(image.length).fill(NaN);
  invertMovement({ ...STILL, ...movement }, map);
  resample(image, shape, out, map);
  return out;
}

/** Pixels that all differ, none of them 0. */
const image = (shape: Shape): Float32Array =>
  Float32Array.from({ length: sizeOf(shape) }, (_, i) => (i + 1) / (sizeOf(shape) + 1));

const shapes = fc.constantFrom<Shape>([1, 5, 7], [3, 6, 6], [1, 1, 1], [3, 9, 4]);

describe('resample', () => {
  it('leaves an image that is not moved as it is, to the bit', () => {
    const property = fc.property(shapes, (shape) => {
      expect(moved(image(shape), shape, {})).toEqual(image(shape));
    });
    fc.assert(property, fixedRuns(20));
  });

  it('moves by whole pixels exactly, with zeros coming in', () => {
    const shift = fc.integer({ min: -9, max: 9 });
    const property = fc.property(shapes, shift, shift, (shape, shiftX, shiftY) => {
      const [channels, height, width] = shape;
      const before = image(shape);
      const after = moved(before, shape, { shiftX, shiftY });
      for (let c = 0; c < channels; c++) {
        for (let row = 0; row < height; row++) {
          for (let column = 0; column < width; column++) {
            const [y, x] = [row - shiftY, column - shiftX];
            const inside = y >= 0 && y < height && x >= 0 && x < width;
            const expected = inside ? before[(c * height + y) * width + x] : 0;
            expect(after[(c * height + row) * width + column]).toBe(expected);
          }
        }
      }
    });
    fc.assert(property, fixedRuns());
  });

  it('goes between pixels where it is moved by half of one', () => {
    expectClose(moved(Float32Array.of(0, 1, 0, 0), [1, 1, 4], { shiftX: 0.5 }), [0, 0.5, 0.5, 0], 1e-7);
    expectClose(moved(Float32Array.of(1, 1), [1, 2, 1], { shiftY: -0.25 }), [1, 0.75], 1e-7);
  });

  it('turns by 90° clockwise, exactly, all channels alike', () => {
    const turned = moved(
      Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, ...new Array<number>(9).fill(0)),
      [3, 3, 3],
      { rotate: 90 },
    );
    expect([...turned.subarray(0, 9)]).toEqual([7, 4, 1, 8, 5, 2, 9, 6, 3]);
    expect([...turned.subarray(9, 18)]).toEqual([17, 14, 11, 18, 15, 12, 19, 16, 13]);
  });

  it('is turned back by turning on: four quarter turns of an even square give the image', () => {
    let turned = image([1, 4, 4]);
    for (let i = 0; i < 4; i++) turned = moved(turned, [1, 4, 4], { rotate: 90 });
    expect(turned).toEqual(image([1, 4, 4]));
    expect(moved(image([1, 4, 4]), [1, 4, 4], { rotate: -180 })).toEqual(image([1, 4, 4]).reverse());
  });

  it('makes a square twice as large about the centre', () => {
    const before = new Float32Array(64);
    for (const at of [27, 28, 35, 36]) before[at] = 1; // the middle 2×2 of 8×8
    const after = moved(before, [1, 8, 8], { scale: 2 });
    expect(after.reduce((sum, value) => sum + value, 0)).toBeCloseTo(16, 5);
    expect([after[27], after[18], after[45]]).toEqual([1, 0.5625, 0.5625]);
  });

  it('shears along the rows: below the centre to the right, above to the left', () => {
    const standing = Float32Array.from({ length: 25 }, (_, i) => (i % 5 === 2 ? 1 : 0));
    const after = moved(standing, [1, 5, 5], { shear: 45 });
    const diagonal = Float32Array.from({ length: 25 }, (_, i) => (i % 6 === 0 ? 1 : 0));
    expectClose(after, diagonal, 1e-6);
  });

  it('adds a displacement to where each pixel is read', () => {
    const out = new Float32Array(4);
    const displacement = { x: Float32Array.of(1, 0, -1, 9), y: new Float32Array(4) };
    resample(Float32Array.of(1, 2, 3, 4), [1, 1, 4], out, Float32Array.of(1, 0, 0, 1, 0, 0), displacement);
    expect([...out]).toEqual([2, 2, 2, 0]);
  });
});
