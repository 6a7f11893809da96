import { expect, it } from 'vitest';
import { byteSize, count, formatTable } from '../../../src-main/cli/table';

it('puts columns under each other, words flush left and numbers flush right', () => {
  const rows = [
    ['layer', 'values'],
    ['a', '1,000'],
  ];
  expect(formatTable(rows, 1)).toBe('layer  values\na       1,000');
  expect(formatTable(rows)).toBe('layer  values\na      1,000');
});

it.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1.0 KiB'],
  [18_816, '18.4 KiB'],
  [3 * 2 ** 40, '3.0 TiB'],
  [2 ** 53, '8192.0 TiB'],
])('%i bytes are %s', (bytes, text) => {
  expect(byteSize(bytes)).toBe(text);
});

it('parts thousands', () => {
  expect(count(61_706)).toBe('61,706');
});
