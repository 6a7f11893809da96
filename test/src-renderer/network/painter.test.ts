import { expect, it } from 'vitest';
import { colorOf, divergingRamp, symmetricScale } from '../../../src-renderer/network/colors';
import { weightMosaics } from '../../../src-renderer/network/large-mosaic';
import { vectorMosaic } from '../../../src-renderer/network/mosaic';
import { fillPicture } from '../../../src-renderer/network/painter';

const ramp = divergingRamp('#ff0000', '#000', '#0000ff', '#010203');
/** 0xAABBGGRR */
const [RED, BLACK, BLUE] = [0xff0000ff, 0xff000000, 0xffff0000];

it('is orange below zero and blue above, the more the larger', () => {
  expect([-2, 0, 2].map((value) => colorOf(ramp, value, 2))).toEqual([RED, BLACK, BLUE]);
  expect(colorOf(ramp, 1, 2)).toBe(0xff800000);
  expect(colorOf(ramp, 9, 2)).toBe(BLUE);
});

it('leaves a hole where there is no number', () => {
  expect(colorOf(ramp, NaN, 2)).toBe(0);
});

it('takes the largest absolute value for the full colour, of those that are numbers', () => {
  expect(symmetricScale(Float32Array.of(1, -3, NaN, Infinity))).toBe(3);
  expect(symmetricScale(new Float32Array(4))).toBe(0);
});

it('paints every value as a block, with gaps between the tiles', () => {
  const mosaic = { ...vectorMosaic(2, { width: 6, height: 2, density: 1 }), zoom: { x: 2, y: 2 }, width: 6, height: 2 };
  const pixels = new Uint32Array(12);
  fillPicture(pixels, { mosaic, values: Float32Array.of(1, -1), scale: 1, ramp });
  expect([...pixels]).toEqual([BLUE, BLUE, 0, 0, RED, RED, BLUE, BLUE, 0, 0, RED, RED]);
});

it('puts the kernels of one filter below each other', () => {
  const kernels = weightMosaics([2, 3, 1, 1], { width: 90, height: 140, density: 1 }).weights.mosaic;
  const pixels = new Uint32Array(kernels.width * kernels.height);
  // Filter 0 is positive in all channels, filter 1 negative.
  fillPicture(pixels, { mosaic: kernels, values: Float32Array.of(1, 1, 1, -1, -1, -1), scale: 1, ramp });
  const lastLine = pixels.subarray(-kernels.width);
  expect(lastLine[0]).toBe(BLUE);
  expect(lastLine.at(-1)).toBe(RED);
});

it('shows the places of values that are still to come', () => {
  const mosaic = vectorMosaic(1, { width: 3, height: 2, density: 1 });
  const pixels = new Uint32Array(mosaic.width * mosaic.height);
  fillPicture(pixels, { mosaic, values: null, scale: 1, ramp });
  expect(new Set(pixels)).toEqual(new Set([0xff030201]));
});
