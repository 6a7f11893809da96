import { describe, expect, it } from 'vitest';
import {
  pictureToExample,
  roomForPictures,
  shapeOfPicture,
  spreadClasses,
} from '../../../../src-core/data/sources/class-folders';
import type { Picture } from '../../../../src-core/data/sources/png';
import { resize } from '../../../../src-core/data/sources/resize';
import type { Shape } from '../../../../src-core/tensor/shape';
import { expectClose } from '../../../support/numbers';
import { refusalOf } from '../../../support/refusal';

const grey = (width: number, height: number, ...pixels: number[]): Picture => ({
  width,
  height,
  channels: 1,
  pixels: Uint8Array.from(pixels),
});

function example(picture: Picture, shape: Shape): number[] {
  const out = new Uint8Array(shape.reduce((a, b) => a * b));
  pictureToExample(picture, shape, out);
  return [...out];
}

describe('resize', () => {
  it('leaves a picture of the right size alone', () => {
    const picture = grey(2, 2, 1, 2, 3, 4);
    expect(resize(picture, 2, 2)).toBe(picture);
  });

  it('averages what a smaller pixel covers, parts of pixels by their area', () => {
    expectClose(resize(grey(4, 2, 0, 100, 50, 50, 200, 100, 50, 250), 2, 1).pixels, [100, 100], 1e-6);
    expectClose(resize(grey(3, 1, 0, 90, 255), 2, 1).pixels, [30, 200], 1e-6);
    expectClose(resize(grey(1, 5, 10, 20, 30, 40, 50), 1, 1).pixels, [30], 1e-6);
  });

  it('goes straight from pixel centre to pixel centre where it grows', () => {
    expectClose(resize(grey(2, 1, 0, 100), 4, 1).pixels, [0, 25, 75, 100], 1e-6);
    expectClose(resize(grey(1, 1, 77), 3, 2).pixels, [77, 77, 77, 77, 77, 77], 1e-6);
  });

  it('does each axis by itself, and each channel', () => {
    const color: Picture = { width: 2, height: 1, channels: 3, pixels: Uint8Array.of(0, 10, 20, 100, 110, 120) };
    expectClose(resize(color, 1, 2).pixels, [50, 60, 70, 50, 60, 70], 1e-6);
  });

  it('keeps a plain surface plain, whatever the sizes', () => {
    for (const [from, to] of [
      [7, 3],
      [3, 7],
      [64, 28],
      [28, 64],
      [5, 4],
    ] as const) {
      const plain = grey(from, from, ...new Array<number>(from * from).fill(200));
      expectClose(resize(plain, to, to).pixels, new Array<number>(to * to).fill(200), 1e-6);
    }
  });
});

describe('pictureToExample', () => {
  const color: Picture = { width: 2, height: 1, channels: 3, pixels: Uint8Array.of(255, 0, 0, 10, 200, 30) };

  it('puts channels first', () => {
    expect(example(color, [3, 1, 2])).toEqual([255, 10, 0, 200, 0, 30]);
    expect(example(grey(2, 1, 5, 6), [3, 1, 2])).toEqual([5, 6, 5, 6, 5, 6]);
  });

  it('makes grey by luma', () => {
    expect(example(color, [1, 1, 2])).toEqual([76, 124]);
    expect(example(grey(2, 1, 5, 6), [1, 1, 2])).toEqual([5, 6]);
  });

  it('resizes and rounds', () => {
    expect(example(grey(2, 1, 4, 5), [1, 1, 1])).toEqual([5]);
  });
});

describe('shapeOfPicture', () => {
  it('is its own, cut to what networks take', () => {
    expect(shapeOfPicture({ ...grey(20, 30), channels: 3 })).toEqual([3, 30, 20]);
    expect(shapeOfPicture(grey(200, 30))).toEqual([1, 30, 64]);
  });
});

describe('spreadClasses', () => {
  it('spreads each class evenly over the whole', () => {
    expect(spreadClasses([['a1', 'a2', 'a3', 'a4'], ['b1', 'b2'], ['c1']])).toEqual([
      'a1',
      'b1',
      'a2',
      'c1',
      'a3',
      'b2',
      'a4',
    ]);
    const tail = spreadClasses([new Array(900).fill(0), new Array(100).fill(1)]).slice(-100);
    expect(tail.filter((label) => label === 1)).toHaveLength(10);
  });
});

describe('roomForPictures', () => {
  it('refuses more than memory should hold, without taking any', () => {
    expect(roomForPictures([1, 2, 2], 3, 'a')).toMatchObject({ count: 3, images: new Uint8Array(12) });
    expect(refusalOf(() => roomForPictures([3, 64, 64], 200_000, 'a'))).toBe(
      'a: its 200000 images would take 2457600000 bytes, expected at most 2147483648.',
    );
  });
});
