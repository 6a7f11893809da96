import { expect, it } from 'vitest';
import { apart, apartWhereNear } from '../../../src-renderer/runs/apart';

it('labels that have room stay where they are', () => {
  expect(apart([50, 20, 80], 10, 0, 100)).toEqual([50, 20, 80]);
});

it('labels in one place move apart, in their order, and stay inside', () => {
  expect(apart([50, 50, 51], 10, 0, 100)).toEqual([50, 60, 70]);
  expect(apart([98, 99], 10, 0, 100)).toEqual([90, 100]);
  expect(apart([-5, 2], 10, 0, 100)).toEqual([0, 10]);
});

it('labels at different places leave each other alone', () => {
  const wanted = [
    { x: 100, y: 50 },
    { x: 10, y: 50 },
    { x: 105, y: 50 },
    { x: 300, y: -5 },
  ];
  expect(apartWhereNear(wanted, 12, 10, 0, 100)).toEqual([50, 50, 60, 0]);
});
