import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Panes } from '../../../src-renderer/state/panes.svelte';
import { readStored, writeStored } from '../../../src-renderer/state/stored';
import { Theme } from '../../../src-renderer/state/theme.svelte';

afterEach(() => {
  localStorage.clear();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('what is written is read again; what is no longer understood is as if it were not there', () => {
  expect(readStored(localStorage, 'size', z.number())).toBeNull();
  writeStored(localStorage, 'size', 7);
  expect(readStored(localStorage, 'size', z.number())).toBe(7);
  expect(readStored(localStorage, 'size', z.string())).toBeNull();
  localStorage.setItem('size', '{');
  expect(readStored(localStorage, 'size', z.number())).toBeNull();
});

it('a disk without room is no error', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new Error('QuotaExceededError');
  });
  expect(() => writeStored(localStorage, 'size', 7)).not.toThrow();
});

it('panes are as they were left', () => {
  vi.stubGlobal('innerWidth', 1280);
  new Panes(window).resize('left', 300);
  expect(new Panes(window).sizes.left).toBe(300);
  new Panes(window).reset('left');
  expect(new Panes(window).sizes.left).toBe(248);
});

it('the theme is the chosen one, or follows the system', () => {
  let tell: () => void = () => undefined;
  const dark = { matches: false, addEventListener: (_: string, listener: () => void) => (tell = listener) };
  vi.stubGlobal('matchMedia', () => dark);
  const theme = new Theme(window);
  expect([theme.choice, theme.current]).toEqual(['system', 'light']);
  dark.matches = true;
  tell();
  expect(document.documentElement.dataset.theme).toBe('dark');
  theme.choose('light');
  expect(document.documentElement.dataset.theme).toBe('light');
  expect(new Theme(window).choice).toBe('light');
  vi.unstubAllGlobals();
});
