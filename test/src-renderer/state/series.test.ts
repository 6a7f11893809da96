import { expect, it } from 'vitest';
import { Series } from '../../../src-renderer/state/series';

it('keeps every value, beyond any size it began with', () => {
  const series = new Series();
  for (let i = 0; i < 60000; i++) series.push(i);
  expect(series.length).toBe(60000);
  expect(series.values.every((value, i) => value === i)).toBe(true);
});

it('gives views that stay as they are when more comes', () => {
  const series = new Series();
  series.push(1);
  const before = series.values;
  for (let i = 0; i < 5000; i++) series.push(2);
  expect([...before]).toEqual([1]);
});
