import { expect, it } from 'vitest';
import { StepPoints } from '../../../src-renderer/charts/step-points';

it('counts steps from 1 and adds only what is new', () => {
  const points = new StepPoints();
  const first = points.follow(1, Float32Array.of(3, 2));
  const second = points.follow(1, Float32Array.of(3, 2, 1));
  expect(second).toEqual([
    { x: 1, y: 3 },
    { x: 2, y: 2 },
    { x: 3, y: 1 },
  ]);
  expect(second).toBe(first);
});

it('takes what had not settled anew', () => {
  const points = new StepPoints();
  points.follow(1, Float32Array.of(3, 2, 2), 1);
  expect(points.follow(1, Float32Array.of(3, 2.5, 2.25, 1), 3).map(({ y }) => y)).toEqual([3, 2.5, 2.25, 1]);
});

it('begins anew with another run', () => {
  const points = new StepPoints();
  points.follow(1, Float32Array.of(3, 2));
  expect(points.follow(2, Float32Array.of(5))).toEqual([{ x: 1, y: 5 }]);
});

it('gives a loss of zero a place on a logarithmic axis', () => {
  expect(new StepPoints().follow(1, Float32Array.of(0))[0].y).toBeGreaterThan(0);
});
