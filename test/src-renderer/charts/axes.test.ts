import { describe, expect, it } from 'vitest';
import {
  fittedShareAxis,
  formatSteps,
  logAxis,
  positiveRange,
  shareAxis,
  stepAxis,
} from '../../../src-renderer/charts/axes';

/** Ratio of each value to the one before it. */
const ratios = (ticks: readonly number[]): number[] => ticks.slice(1).map((tick, i) => tick / ticks[i]);

describe('steps', () => {
  it('begin small, so that the first step is seen', () => {
    expect(stepAxis(1, 2580)).toMatchObject({ min: 0, max: 20 });
    expect(stepAxis(1, 2580).ticks(5)).toEqual([0, 5, 10, 15, 20]);
  });

  it('grow with the run and end at its last step', () => {
    expect(stepAxis(130, 400).max).toBe(200);
    expect(stepAxis(2000, 2580).max).toBe(2000);
    expect(stepAxis(2001, 2580).max).toBe(2580);
    expect(stepAxis(2, 3).ticks(9)).toEqual([0, 1, 2, 3]);
  });

  it('always show every step there is', () => {
    for (let step = 1; step <= 60000; step += 37) expect(stepAxis(step, 60000).max).toBeGreaterThanOrEqual(step);
  });

  it('are written at even distances of 1, 2 or 5, whatever room there is and wherever the run ends', () => {
    expect(stepAxis(2580, 2580).ticks(6)).toEqual([0, 1000, 2000]);
    expect(stepAxis(2580, 2580).ticks(9)).toEqual([0, 1000, 2000]);
    for (const total of [20, 33, 860, 2580, 60000, 123457]) {
      for (let room = 3; room < 9; room++) {
        const ticks = stepAxis(total, total).ticks(room);
        expect(ticks.length).toBeLessThanOrEqual(room);
        expect(ticks.length).toBeGreaterThan(1);
        const [, distance] = ticks;
        expect(['1', '2', '5']).toContain(String(distance)[0]);
        expect(ticks).toEqual(ticks.map((_, i) => i * distance));
      }
    }
  });

  it('are abbreviated from 1,000 on', () => {
    expect([0, 500, 1000, 2500, 60000, 1_000_000, 2_500_000].map(formatSteps)).toEqual([
      '0',
      '500',
      '1k',
      '2.5k',
      '60k',
      '1M',
      '2.5M',
    ]);
  });

  it('need no end to be known', () => {
    expect(stepAxis(0, 0).max).toBe(20);
  });
});

describe('loss', () => {
  it('ends on round numbers around the range', () => {
    const axis = logAxis(0.3, 2.4);
    expect(axis).toMatchObject({ min: 0.2, max: 5 });
    expect(axis.ticks(6)).toEqual([0.2, 0.5, 1, 2, 5]);
  });

  it('is a decade at least', () => {
    expect(logAxis(2.9, 3.1)).toMatchObject({ min: 0.5, max: 5 });
  });

  it('leaves out 2 and 5 where decades are enough', () => {
    expect(logAxis(0.0012, 8).ticks(8)).toEqual([0.001, 0.01, 0.1, 1, 10]);
  });

  it('writes no more than there is room for, at even distances', () => {
    expect(logAxis(0.13, 4).ticks(4)).toEqual([0.1, 1]);
    expect(logAxis(0.3, 2.4).ticks(4)).toEqual([0.2, 1, 5]);
    const exploded = logAxis(2, 8e31).ticks(7);
    expect(exploded.length).toBeLessThanOrEqual(7);
    expect(new Set(ratios(exploded).map((ratio) => Math.round(Math.log10(ratio)))).size).toBe(1);
  });

  it('has something to show without any value', () => {
    expect(logAxis(...positiveRange([])).ticks(8).length).toBeGreaterThan(2);
  });

  it('passes over what has no logarithm', () => {
    expect(positiveRange([0, NaN, Infinity, 3, 0.5, -1])).toEqual([0.5, 3]);
  });
});

it('accuracy is written in fifths where there is room, else in halves', () => {
  expect(shareAxis.ticks(6)).toHaveLength(6);
  expect(shareAxis.ticks(4)).toEqual([0, 0.5, 1]);
});

it.each([
  [0.3, 0, [0, 0.5, 1]],
  [0.62, 0.5, [0.5, 0.75, 1]],
  [0.85, 0.8, [0.8, 0.9, 1]],
  [0.93, 0.9, [0.9, 0.95, 1]],
  [0.994, 0.95, [0.95, 1]],
])('shares from %f on are shown from %f on, labelled by whole percents', (low, min, coarse) => {
  const axis = fittedShareAxis(low);
  expect(axis).toMatchObject({ min, max: 1 });
  const ticks = axis.ticks(4);
  expect(ticks).toHaveLength(coarse.length);
  ticks.forEach((tick, i) => expect(tick).toBeCloseTo(coarse[i], 12));
  for (const tick of axis.ticks(6)) expect(100 * tick).toBeCloseTo(Math.round(100 * tick), 9);
});
