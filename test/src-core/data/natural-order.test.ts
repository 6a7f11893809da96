import { expect, it } from 'vitest';
import { naturalOrder } from '../../../src-core/data/natural-order';

it('sorts numbers in names by their value', () => {
  const sorted = ['', '1', '2', '10', 'Zebra', 'a1b2', 'a1b10', 'a2b1', 'ant', 'b', 'b7', 'b07'];
  // Of 7 and 07 the name decides: they must not be the same.
  sorted.splice(-2, 2, 'b07', 'b7');
  const mixed = [...sorted].reverse();
  expect(mixed.sort(naturalOrder)).toEqual(sorted);
  expect(['90071992547409931', '90071992547409930'].sort(naturalOrder)[0]).toBe('90071992547409930');
});
