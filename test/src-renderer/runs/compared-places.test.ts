import { expect, it } from 'vitest';
import { MOST_COMPARED, toggled } from '../../../src-renderer/runs/compared-places';

it('takes in at the end, or at the first place that is free', () => {
  expect(toggled([], [], 'a')).toEqual(['a']);
  expect(toggled(['a'], ['a'], 'b')).toEqual(['a', 'b']);
  expect(toggled([null, 'b', null], ['b'], 'c')).toEqual(['c', 'b', null]);
});

it('takes out and leaves the others where they are; the last one leaves nothing', () => {
  expect(toggled(['a', 'b'], ['a', 'b'], 'a')).toEqual([null, 'b']);
  expect(toggled([null, 'b'], ['b'], 'b')).toEqual([]);
});

it('what is no longer there keeps no place', () => {
  expect(toggled(['gone', 'b'], ['b'], 'c')).toEqual(['c', 'b']);
  expect(toggled(['gone', 'b'], ['b'], 'b')).toEqual([]);
  expect(toggled(['gone'], [], 'gone')).toEqual(['gone']); // it is back
});

it('has room for so many, and lets go of them all the same', () => {
  const full = Array.from({ length: MOST_COMPARED }, (_, i) => `${i}`);
  expect(toggled(full, full, 'one more')).toBeNull();
  expect(toggled(full, full, '3')).toEqual(full.map((key) => (key === '3' ? null : key)));
  expect(toggled(full, full.slice(1), 'one more')).toEqual(['one more', ...full.slice(1)]);
});
