import { expect, it } from 'vitest';
import { StepsAtOnce } from '../../../src-main/trainer/steps-at-once';

/** How many steps are asked for, time after time, when each takes so many milliseconds. */
function askedFor(each: number, times: number, most = Infinity): number[] {
  let time = 0;
  const pace = new StepsAtOnce(() => time);
  return Array.from({ length: times }, () => {
    const count = pace.next();
    const taken = Math.min(count, most);
    time += taken * each;
    pace.taken(taken);
    return count;
  });
}

it('asks for as many short steps as take three milliseconds, and gets there by doubling', () => {
  expect(askedFor(0.25, 6)).toEqual([1, 2, 4, 8, 12, 12]);
});

it('asks for long steps one by one', () => {
  expect(askedFor(3, 3)).toEqual([1, 1, 1]);
  expect(askedFor(40, 3)).toEqual([1, 1, 1]);
});

it('learns nothing from steps that it was not asked about', () => {
  let time = 0;
  const pace = new StepsAtOnce(() => time);
  pace.taken(1);
  expect(pace.next()).toBe(1);
  time += 0.25;
  pace.taken(1);
  time += 100; // a pause
  pace.taken(1);
  expect(pace.next()).toBe(2);
});

it('does not mind that fewer were taken than it asked for', () => {
  expect(askedFor(0.5, 5, 2)).toEqual([1, 2, 4, 6, 6]);
});
