import { expect, it } from 'vitest';
import { rowAfterKey } from '../../../src-renderer/network/row-keys';

const names = ['a', 'b', 'c'];

it.each([
  ['ArrowDown', 'a', 'b'],
  ['ArrowUp', 'b', 'a'],
  ['Home', 'c', 'a'],
  ['End', 'a', 'c'],
  ['ArrowUp', 'a', null],
  ['ArrowDown', 'c', null],
  ['x', 'b', null],
])('%s at %s leads to %s', (key, at, next) => {
  expect(rowAfterKey(key, at, names)).toBe(next);
});
