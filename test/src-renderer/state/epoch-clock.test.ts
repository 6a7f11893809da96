import { expect, it } from 'vitest';
import { EpochClock } from '../../../src-renderer/state/epoch-clock';

it('tells seconds of an epoch from the ends that it hears of, once these are far enough apart', () => {
  const clock = new EpochClock();
  expect(clock.ended(1, 1000)).toBeNull();
  expect(clock.ended(2, 3000)).toBe(2);
  expect(clock.ended(4, 6000)).toBeCloseTo(5 / 3, 12);
});

it('waits where epochs are short', () => {
  const clock = new EpochClock();
  expect(clock.ended(10, 0)).toBeNull();
  expect(clock.ended(20, 100)).toBeNull();
  expect(clock.ended(60, 500)).toBe(0.01);
});

it('begins anew after a halt', () => {
  const clock = new EpochClock();
  clock.ended(1, 1000);
  clock.halt();
  expect(clock.ended(2, 61_000)).toBeNull();
  expect(clock.ended(3, 63_000)).toBe(2);
});
