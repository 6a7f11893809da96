import { describe, expect, it } from 'vitest';
import { median, ratioOf, spreadOf } from '../../../../src-main/cli/bench/statistics';

describe('median', () => {
  it('is the value in the middle, whatever their order', () => {
    expect(median([5, 1, 9])).toBe(5);
    expect(median([7])).toBe(7);
  });

  it('of an even number is the mean of the two in the middle', () => {
    expect(median([10, 1, 2, 4])).toBe(3);
  });

  it('of nothing is no number', () => {
    expect(median([])).toBeNaN();
  });
});

it('spreadOf tells median, minimum and maximum, and leaves the values as they are', () => {
  const values = [3, 1, 2];
  expect(spreadOf(values)).toEqual({ median: 2, min: 1, max: 3 });
  expect(values).toEqual([3, 1, 2]);
});

describe('ratioOf', () => {
  it('takes the median of the quotients of the rounds, not the quotient of the medians', () => {
    expect(ratioOf([20, 90, 50], [10, 30, 50])).toEqual({ median: 2, min: 1, max: 3 });
  });

  it('counts only the rounds that both took part in', () => {
    expect(ratioOf([20, 90], [10, 30, 50])).toEqual({ median: 2.5, min: 2, max: 3 });
    expect(ratioOf([20, 90, 7], [10])).toEqual({ median: 2, min: 2, max: 2 });
  });
});
