import { expect, it } from 'vitest';
import { Restarts } from '../../../src-main/app/restarts';

it('gives up after three ends within ten seconds', () => {
  const restarts = new Restarts();
  restarts.ended(0);
  restarts.ended(5000);
  expect(restarts.hopeless).toBe(false);
  restarts.ended(9999);
  expect(restarts.hopeless).toBe(true);
});

it('does not count what is long ago', () => {
  const restarts = new Restarts();
  for (const now of [0, 5000, 10_000, 15_001, 20_002]) restarts.ended(now);
  expect(restarts.hopeless).toBe(false);
  restarts.ended(20_003);
  expect(restarts.hopeless).toBe(true);
});
