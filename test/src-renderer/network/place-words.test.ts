import { expect, it } from 'vitest';
import { biasPlace, mapPlace, vectorPlace, weightPlace } from '../../../src-renderer/network/place-words';

const plain = { unrolled: null, labels: [], stride: 1 };

it('names a value of maps, counting from 1', () => {
  expect(mapPlace([6, 28, 28], 0)).toBe('map 1, row 1, column 1');
  expect(mapPlace([6, 28, 28], 2 * 784 + 11 * 28 + 4)).toBe('map 3, row 12, column 5');
});

it('names a value of a vector, where it comes from and what it stands for', () => {
  expect(vectorPlace(16, plain)).toBe('value 17');
  expect(vectorPlace(1024, { ...plain, stride: 4 })).toBe('value 4,097');
  expect(vectorPlace(112, { ...plain, unrolled: [16, 5, 5] })).toBe('value 113, from map 5, row 3, column 3');
  expect(vectorPlace(7, { ...plain, labels: ['0', '1', '2', '3', '4', '5', '6', '7'] })).toBe('class 7');
});

it('names a weight and a bias', () => {
  expect(weightPlace([16, 6, 5, 5], (1 * 6 + 0) * 25 + 3 * 5 + 4)).toBe('filter 2, channel 1, row 4, column 5');
  expect(weightPlace([6, 1, 5, 5], 26)).toBe('filter 2, row 1, column 2');
  expect(weightPlace([120, 400], 2 * 400 + 16)).toBe('output 3, input 17');
  expect(biasPlace([16, 6, 5, 5], 4)).toBe('filter 5');
  expect(biasPlace([120, 400], 4)).toBe('output 5');
});
