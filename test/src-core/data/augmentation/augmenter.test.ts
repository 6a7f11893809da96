import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Augmentation } from '../../../../src-core/architecture/augmentation';
import { Augmenter, type AugmentationKey } from '../../../../src-core/data/augmentation/augmenter';
import { resample } from '../../../../src-core/kernels/reference/resample';
import { InputError } from '../../../../src-core/input-error';
import { sizeOf, type Shape } from '../../../../src-core/tensor/shape';
import { augmentation } from '../../../support/augmentation';
import { bytesOf } from '../../../support/numbers';
import { fixedRuns } from '../../../support/properties';

const GREY: Shape = [1, 28, 28];
const ALL = augmentation({
  shift: 2,
  rotate: 10,
  scale: 0.1,
  shear: 5,
  elastic: { alpha: 34, sigma: 4 },
  noise: 0.05,
  erase: 4,
});

/** A grey slope with a cross on it: no two places look alike. */
const picture = (shape: Shape): Float32Array =>
  Float32Array.from({ length: sizeOf(shape) }, (_, i) =>
    i % 28 === 13 || Math.floor(i / 28) % 28 === 9 ? 1 : (i % 97) / 200,
  );

function augmented(settings: Augmentation, key: AugmentationKey, shape = GREY, image = picture(shape)): Float32Array {
  const out = new Float32Array(image.length).fill(NaN);
  new Augmenter(shape, settings, resample).augment(image, out, key);
  return out;
}

/** Centre of mass along x and y from the middle of the image, pixels. */
function centre(image: Float32Array): [number, number] {
  let [mass, x, y] = [0, 0, 0];
  image.forEach((value, i) => {
    mass += value;
    x += value * ((i % 28) - 13.5);
    y += value * (Math.floor(i / 28) - 13.5);
  });
  return [x / mass, y / mass];
}

/** A blot of 4×4 in the middle, which stays whole when it is shifted a little. */
const BLOT = Float32Array.from({ length: 784 }, (_, i) =>
  Math.abs((i % 28) - 13.5) < 2 && Math.abs(Math.floor(i / 28) - 13.5) < 2 ? 1 : 0,
);

const keys = fc.record({
  seed: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  epoch: fc.integer({ min: 0, max: 1000 }),
  example: fc.integer({ min: 0, max: 100_000 }),
});

describe('Augmenter', () => {
  it('changes nothing when everything is off', () => {
    expect(augmented(augmentation({}), { seed: 7, epoch: 3, example: 5 })).toEqual(picture(GREY));
  });

  it('gives the same bytes for the same key, and others for another seed, epoch or example', () => {
    const key = { seed: 7, epoch: 3, example: 5 };
    const bytes = bytesOf(augmented(ALL, key));
    expect(bytesOf(augmented(ALL, { ...key }))).toEqual(bytes);
    for (const other of [{ seed: 8 }, { epoch: 4 }, { example: 6 }]) {
      expect(bytesOf(augmented(ALL, { ...key, ...other }))).not.toEqual(bytes);
    }
  });

  it('does not depend on what it did before', () => {
    const used = new Augmenter(GREY, ALL, resample);
    const out = new Float32Array(784);
    const property = fc.property(keys, (key) => {
      used.augment(picture(GREY), out, key);
      expect(bytesOf(out)).toEqual(bytesOf(augmented(ALL, key)));
    });
    fc.assert(property, fixedRuns(30));
  });

  it('keeps a change apart from what else is switched on', () => {
    const key = { seed: 7, epoch: 0, example: 1 };
    const moved = augmented(augmentation({ shift: 3, rotate: 20 }), key);
    const erased = augmented(augmentation({ shift: 3, rotate: 20, erase: 5 }), key);
    const differing = moved.reduce((count, value, i) => count + (value === erased[i] ? 0 : 1), 0);
    expect(differing).toBeGreaterThan(0);
    expect(differing).toBeLessThanOrEqual(25);
  });

  it('shifts at most so far as it may, evenly to all sides', () => {
    const settings = augmentation({ shift: 3 });
    const shifts: [number, number][] = [];
    const property = fc.property(keys, (key) => {
      const [x, y] = centre(augmented(settings, key, GREY, BLOT));
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(3.0001);
      shifts.push([x, y]);
    });
    fc.assert(property, fixedRuns(500));
    for (const axis of [0, 1] as const) {
      const values = shifts.map((shift) => shift[axis]);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(Math.abs(mean)).toBeLessThan(0.3); // 3 / √3 / √500 is a standard error of 0.08
      expect(Math.max(...values)).toBeGreaterThan(2.5);
      expect(Math.min(...values)).toBeLessThan(-2.5);
    }
  });

  it('scales between its limits', () => {
    const settings = augmentation({ scale: 0.25 });
    const areas = Array.from({ length: 300 }, (_, example) =>
      augmented(settings, { seed: 1, epoch: 0, example }, GREY, BLOT).reduce((sum, value) => sum + value, 0),
    );
    // Bilinear reading adds a rim: the area of the blot is 16 s² + a little.
    expect(Math.min(...areas)).toBeGreaterThan(16 * 0.75 ** 2 - 0.6);
    expect(Math.max(...areas)).toBeLessThan(16 * 1.25 ** 2 + 0.6);
    expect(Math.max(...areas) / Math.min(...areas)).toBeGreaterThan(2);
  });

  it('keeps pixels 0…1 within 0…1 when it moves them', () => {
    const settings = { ...ALL, noise: 0 };
    const property = fc.property(keys, (key) => {
      for (const value of augmented(settings, key)) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
    });
    fc.assert(property, fixedRuns(30));
  });

  it('moves all channels together', () => {
    const one = picture(GREY);
    const three = Float32Array.from({ length: 3 * 784 }, (_, i) => one[i % 784]);
    const out = augmented({ ...ALL, noise: 0 }, { seed: 7, epoch: 1, example: 2 }, [3, 28, 28], three);
    expect(out.subarray(784, 1568)).toEqual(out.subarray(0, 784));
    expect(out.subarray(1568)).toEqual(out.subarray(0, 784));
    expect(out.subarray(0, 784)).not.toEqual(one);
  });

  it('erases one whole square inside the image, at many places', () => {
    const places = new Set<number>();
    const white = new Float32Array(784).fill(1);
    for (let example = 0; example < 200; example++) {
      const out = augmented(augmentation({ erase: 5 }), { seed: 1, epoch: 0, example }, GREY, white);
      const first = out.indexOf(0);
      const [top, left] = [Math.floor(first / 28), first % 28];
      out.forEach((value, i) => {
        const [row, column] = [Math.floor(i / 28), i % 28];
        const inside = row >= top && row < top + 5 && column >= left && column < left + 5;
        expect(value).toBe(inside ? 0 : 1);
      });
      places.add(first);
    }
    expect(places.size).toBeGreaterThan(100);
  });

  it('adds normal noise of the standard deviation asked for', () => {
    const noise = Array.from({ length: 20 }, (_, example) =>
      Array.from(augmented(augmentation({ noise: 0.2 }), { seed: 1, epoch: 0, example }, GREY, new Float32Array(784))),
    ).flat();
    const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
    const variance = noise.reduce((sum, value) => sum + (value - mean) ** 2, 0) / noise.length;
    expect(Math.abs(mean)).toBeLessThan(0.006);
    expect(Math.sqrt(variance)).toBeCloseTo(0.2, 2);
  });

  it('adds only noise to vectors and refuses the rest', () => {
    const vector = Float32Array.of(0, 1);
    expect(augmented(augmentation({ noise: 0.1 }), { seed: 1, epoch: 0, example: 0 }, [2], vector)).not.toEqual(vector);
    expect(() => new Augmenter([2], augmentation({ rotate: 5 }), resample)).toThrow(
      new InputError(
        'Augmentation: the examples are vectors of 2 values, to which only noise applies: shift, rotate, scale, shear, elastic and erase must be off.',
      ),
    );
    expect(() => new Augmenter([2], augmentation({ erase: 1 }), resample)).toThrow(InputError);
  });

  it('refuses to erase more than the image', () => {
    expect(() => new Augmenter([1, 8, 28], augmentation({ erase: 8 }), resample)).not.toThrow();
    expect(() => new Augmenter([1, 8, 28], augmentation({ erase: 9 }), resample)).toThrow(
      new InputError('Augmentation: erase is 9, but a square in an image of 1×8×28 has at most 8 pixels a side.'),
    );
  });

  it('gives these very bytes, on every platform', () => {
    const hash = createHash('sha256');
    const augmenter = new Augmenter(GREY, ALL, resample);
    const out = new Float32Array(784);
    for (let example = 0; example < 64; example++) {
      augmenter.augment(picture(GREY), out, { seed: 7, epoch: 1, example });
      hash.update(bytesOf(out));
    }
    expect(hash.digest('hex')).toBe('a2395f1fd5654e63a2938f2cb34cfd380992ce6ed5f8288f1965d9ebf6cea7a5');
  });
});
