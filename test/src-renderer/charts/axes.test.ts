import { describe, expect, it } from 'vitest';
import { logAxis, positiveRange, stepAxis, thinTicks } from '../../../src-renderer/charts/axes';

describe('steps', () => {
  it('begins small, so that the first step is seen', () => {
    expect(stepAxis(1, 2580)).toEqual({ min: 0, max: 20, ticks: [0, 5, 10, 15, 20] });
  });

  it('grows with the run and ends at its last step', () => {
    expect(stepAxis(130, 400)).toEqual({ min: 0, max: 200, ticks: [0, 50, 100, 150, 200] });
    expect(stepAxis(2000, 2580).max).toBe(2000);
    expect(stepAxis(2001, 2580)).toEqual({ min: 0, max: 2580, ticks: [0, 1000, 2000, 2580] });
  });

  it('always shows every step there is', () => {
    for (let step = 1; step <= 60000; step += 37) expect(stepAxis(step, 60000).max).toBeGreaterThanOrEqual(step);
  });

  it('always names the first and the last, whatever room there is', () => {
    const { ticks } = stepAxis(60000, 60000);
    expect(thinTicks(ticks, 9)).toEqual(ticks);
    expect(thinTicks([0, 20, 40, 60, 80, 100], 4)).toEqual([0, 40, 100]);
    for (let room = 0; room < 9; room++) {
      const thinned = thinTicks(ticks, room);
      expect([thinned[0], thinned.at(-1)]).toEqual([0, 60000]);
      expect(thinned.length).toBeLessThanOrEqual(Math.max(2, room));
    }
  });

  it('does not need to know the end', () => {
    expect(stepAxis(0, 0).max).toBe(20);
  });
});

describe('loss', () => {
  it('ends on round numbers around the range', () => {
    expect(logAxis(0.3, 2.4)).toEqual({ min: 0.2, max: 5, ticks: [0.2, 0.5, 1, 2, 5] });
  });

  it('is a decade at least', () => {
    expect(logAxis(2.9, 3.1)).toMatchObject({ min: 0.5, max: 5 });
  });

  it('leaves out 2 and 5 where decades are enough', () => {
    expect(logAxis(0.0012, 8).ticks).toEqual([0.001, 0.01, 0.1, 1, 10]);
  });

  it('writes no more than there is room for', () => {
    expect(thinTicks([0.05, 0.1, 0.2, 0.5, 1], 5)).toEqual([0.05, 0.1, 0.2, 0.5, 1]);
    expect(thinTicks([0.05, 0.1, 0.2, 0.5, 1], 4)).toEqual([0.05, 0.2, 1]);
    const exploded = logAxis(2, 8e31).ticks;
    expect(thinTicks(exploded, 7).length).toBeLessThanOrEqual(7);
  });

  it('has something to show without any value', () => {
    expect(logAxis(...positiveRange([])).ticks.length).toBeGreaterThan(2);
  });

  it('passes over what has no logarithm', () => {
    expect(positiveRange([0, NaN, Infinity, 3, 0.5, -1])).toEqual([0.5, 3]);
  });
});
