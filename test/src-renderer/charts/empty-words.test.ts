import { expect, it } from 'vitest';
import { emptyWords } from '../../../src-renderer/charts/empty-words';

it('says what to do for curves, or what is waited for', () => {
  expect(emptyWords('ready', false).join(' ')).toBe('Press Train: loss should fall, accuracy rise');
  expect(emptyWords('loading', false).join(' ')).toBe('Nothing yet: the images are being read');
});

it('waits for nothing where there is no trainer', () => {
  expect(emptyWords('loading', true).join(' ')).toBe('Nothing yet: the trainer has ended');
});
