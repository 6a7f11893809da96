import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BOX_SIZE, IMAGE_SIZE, mnistImage, mnistSteps } from '../../../../src-core/data/drawing/mnist-image';
import type { GreyImage } from '../../../../src-core/data/drawing/grey-image';
import type { Point, Stroke } from '../../../../src-core/data/drawing/stroke';
import { centreOfInk, drawings, inkBox, inkOf, line, moved, picture } from '../../../support/drawings';
import { largest } from '../../../support/numbers';
import { penDigits } from '../../../support/pen-digits';
import { fixedRuns } from '../../../support/properties';

function imageOf(strokes: readonly Stroke[]): GreyImage {
  const image = mnistImage(strokes);
  if (!image) throw new Error('nothing was drawn');
  return image;
}

/** Whether no ink is at the border, so that none can have been cut off. */
function isWhole(image: GreyImage): boolean {
  const { left, top, right, bottom } = inkBox(image);
  return left > 0 && top > 0 && right < IMAGE_SIZE && bottom < IMAGE_SIZE;
}

/** What must hold of every image of a drawing that was not cut off. */
function expectSane(image: GreyImage): void {
  expect([image.width, image.height, image.pixels.length]).toEqual([28, 28, 784]);
  expect(Math.min(...image.pixels)).toBe(0);
  expect(largest(image.pixels)).toBeLessThanOrEqual(1.000001);
  const [x, y] = centreOfInk(image);
  expect(Math.abs(x - 14)).toBeLessThanOrEqual(0.5001);
  expect(Math.abs(y - 14)).toBeLessThanOrEqual(0.5001);
  const box = inkBox(image);
  expect(Math.max(box.width, box.height)).toBeLessThanOrEqual(BOX_SIZE);
}

const rectangle = (width: number, height: number): Stroke => [
  [0, 0],
  [width, 0],
  [width, height],
  [0, height],
  [0, 0],
];

describe('mnistImage', () => {
  it('is null when nothing is drawn', () => {
    expect(mnistImage([])).toBeNull();
    expect(mnistImage([[], []])).toBeNull();
  });

  it('ignores strokes without points beside others', () => {
    const dot: Stroke = [[3, 4]];
    expect(mnistImage([[], dot])).toEqual(mnistImage([dot]));
  });

  it('puts any drawing into a 20×20 box whose centre of mass is in the middle', () => {
    const property = fc.property(drawings, (strokes) => {
      const image = imageOf(strokes);
      fc.pre(isWhole(image));
      expectSane(image);
    });
    fc.assert(property, fixedRuns(200));
  });

  it('fills the box with the longer side of anything longer than a dot', () => {
    const property = fc.property(drawings, (strokes) => {
      const points = strokes.flat();
      fc.pre(points.some(([x, y]) => x !== points[0][0] || y !== points[0][1]));
      const image = imageOf(strokes);
      fc.pre(isWhole(image));
      const box = inkBox(image);
      expect(Math.max(box.width, box.height)).toBe(BOX_SIZE);
    });
    fc.assert(property, fixedRuns(200));
  });

  it('does not mind where and how large something is drawn', () => {
    const shift = fc.integer({ min: -1000, max: 1000 });
    const property = fc.property(drawings, fc.constantFrom(1 / 8, 1, 2, 64), shift, shift, (strokes, scale, dx, dy) => {
      expect(imageOf(moved(strokes, scale, dx, dy))).toEqual(imageOf(strokes));
    });
    fc.assert(property, fixedRuns());
  });

  it('hardly changes with a scale that float arithmetic rounds', () => {
    const scales = fc.double({ min: 0.01, max: 30, noNaN: true });
    const property = fc.property(drawings, scales, (strokes, scale) => {
      const [x, y] = centreOfInk(imageOf(strokes));
      // Half a pixel off the middle, rounding decides to which side the drawing is moved.
      fc.pre(Math.max(Math.abs(x - 14), Math.abs(y - 14)) < 0.499);
      const [image, scaled] = [imageOf(strokes), imageOf(moved(strokes, scale, 0.1, 0.7))];
      expect(largest(image.pixels.map((value, i) => value - scaled.pixels[i]))).toBeLessThan(1e-4);
    });
    fc.assert(property, fixedRuns());
  });

  it.each([
    [200, 100, 20, 11],
    [100, 200, 11, 20],
    [150, 150, 20, 20],
    [300, 30, 20, 4],
  ])('keeps the proportions of a rectangle of %d×%d', (width, height, columns, rows) => {
    const image = imageOf([rectangle(width, height)]);
    const box = inkBox(image, 0.1);
    expect(Math.abs(box.width - columns)).toBeLessThan(1.5);
    expect(Math.abs(box.height - rows)).toBeLessThan(1.5);
    expectSane(image);
  });

  it('makes a round dot in the middle of a single point, wherever it is', () => {
    const image = imageOf([[[123.4, -7]]]);
    expectSane(image);
    expect(inkBox(image)).toEqual({ left: 12, top: 12, right: 16, bottom: 16, width: 4, height: 4 });
    expect(mnistImage([line(5, 5, 5, 5)])).toEqual(image);
  });

  it('draws a line with the same pen in any direction', () => {
    const [lying, standing] = [imageOf([line(0, 0, 9, 0)]), imageOf([line(0, 0, 0, 9)])];
    expect(inkBox(lying)).toMatchObject({ width: 20, height: 4 });
    expect(inkBox(standing)).toMatchObject({ width: 4, height: 20 });
    expect(inkOf(lying)).toBeCloseTo(inkOf(standing), 4);
    const dot = inkOf(imageOf([[[0, 0]]]));
    const pen = 2 * Math.sqrt(dot / Math.PI);
    expect(inkOf(lying)).toBeCloseTo((20 - pen) * pen + dot, 0);
  });

  it('takes a drawing of very many points', () => {
    const spiral = Array.from({ length: 200_000 }, (_, i): Point => [i * Math.cos(i / 5000), i * Math.sin(i / 5000)]);
    expectSane(imageOf([spiral]));
  });
});

describe('mnistSteps', () => {
  it('says what is cut out and how far it is moved', () => {
    const steps = mnistSteps([line(10, 50, 10, 250), line(10, 250, 90, 250)])!;
    expect(steps.crop).toEqual({ x: 10, y: 50, width: 80, height: 200 });
    // An L has its mass low and, in its narrow crop, left of the middle.
    const [x, y] = steps.centreOfMass;
    expect(x).toBeLessThan(10);
    expect(y).toBeGreaterThan(10);
    expect(steps.offset).toEqual([Math.round(14 - x), Math.round(14 - y)]);
  });

  it('ends at the box, moved, and at what the network sees', () => {
    const property = fc.property(drawings, (strokes) => {
      const { box, centreOfMass, offset, image } = mnistSteps(strokes)!;
      expect(image).toEqual(mnistImage(strokes));
      expect([box.width, box.height]).toEqual([BOX_SIZE, BOX_SIZE]);
      const [x, y] = centreOfInk(box);
      expect(centreOfMass[0]).toBeCloseTo(x, 4);
      expect(centreOfMass[1]).toBeCloseTo(y, 4);
      fc.pre(isWhole(image));
      expect(centreOfInk(image)[0]).toBeCloseTo(x + offset[0], 3);
      expect(centreOfInk(image)[1]).toBeCloseTo(y + offset[1], 3);
    });
    fc.assert(property, fixedRuns());
  });
});

describe('mnistImage of digits by 30 writers', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])('gives a sane image of each %d', (label) => {
    const drawn = penDigits.filter((digit) => digit.label === label);
    expect(drawn).toHaveLength(30);
    for (const { strokes } of drawn) {
      const image = imageOf(strokes);
      const seen = picture(image);
      expect(isWhole(image), seen).toBe(true);
      expectSane(image);
      const box = inkBox(image);
      expect(Math.max(box.width, box.height), seen).toBe(BOX_SIZE);
      // MNIST's digits have between 20 and 312 pixels' worth of ink.
      expect(inkOf(image), seen).toBeGreaterThan(30);
      expect(inkOf(image), seen).toBeLessThan(200);
    }
  });

  it('has about as much ink as digits of MNIST, 102 pixels', () => {
    const mean = penDigits.reduce((sum, { strokes }) => sum + inkOf(imageOf(strokes)), 0) / penDigits.length;
    expect(mean).toBeGreaterThan(90);
    expect(mean).toBeLessThan(115);
  });
});
