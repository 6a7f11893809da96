import { expect, it } from 'vitest';
import { Restarts } from '../../../src-main/app/restarts';

it('rests for ten seconds after three ends within ten seconds', () => {
  const restarts = new Restarts();
  restarts.ended(0);
  restarts.ended(5000);
  expect(restarts.rest(5000)).toBe(0);
  restarts.ended(9999);
  expect(restarts.rest(9999)).toBe(10_000);
  expect(restarts.rest(15_000)).toBe(4999);
  expect(restarts.rest(19_999)).toBe(0);
});

it('does not count what is long ago', () => {
  const restarts = new Restarts();
  for (const now of [0, 5000, 10_000, 15_001, 20_002]) restarts.ended(now);
  expect(restarts.rest(20_002)).toBe(0);
  restarts.ended(20_003);
  expect(restarts.rest(20_003)).toBe(10_000);
});

it('lets a process that was started after a rest end once more before it rests again', () => {
  const restarts = new Restarts();
  for (const now of [0, 1, 2, 10_003]) restarts.ended(now);
  expect(restarts.rest(10_003)).toBe(0);
  restarts.ended(10_004);
  expect(restarts.rest(10_004)).toBe(0);
  restarts.ended(10_005);
  expect(restarts.rest(10_005)).toBe(10_000);
});
