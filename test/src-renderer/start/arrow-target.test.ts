import { expect, it } from 'vitest';
import { arrowTarget } from '../../../src-renderer/start/arrow-target';

/** Two at the left, one below the other, and four in two rows beside them. */
const BOXES = [
  { left: 0, top: 0, width: 100, height: 40 },
  { left: 0, top: 50, width: 100, height: 40 },
  { left: 120, top: 0, width: 100, height: 100 },
  { left: 230, top: 0, width: 100, height: 100 },
  { left: 120, top: 110, width: 100, height: 100 },
  { left: 230, top: 110, width: 100, height: 100 },
];

it.each([
  ['ArrowDown', 0, 1],
  ['ArrowUp', 1, 0],
  ['ArrowRight', 0, 2],
  ['ArrowRight', 2, 3],
  ['ArrowDown', 2, 4],
  ['ArrowLeft', 5, 4],
  ['ArrowUp', 5, 3],
  ['ArrowLeft', 4, 1],
  ['ArrowRight', 5, null],
  ['ArrowUp', 0, null],
  ['Enter', 0, null],
  ['ArrowDown', -1, null],
])('%s leads from %i to %s', (key, from, to) => {
  expect(arrowTarget(key, from, BOXES)).toBe(to);
});
