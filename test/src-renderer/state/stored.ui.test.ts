import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Panes } from '../../../src-renderer/state/panes.svelte';
import { Stored } from '../../../src-renderer/state/stored';
import { Theme } from '../../../src-renderer/state/theme.svelte';

afterEach(() => {
  localStorage.clear();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('what is written is read again; what is no longer understood is as if it were not there', () => {
  const size = new Stored(localStorage, 'size', z.number());
  expect(size.read()).toBeNull();
  size.write(7);
  expect(size.read()).toBe(7);
  expect(new Stored(localStorage, 'size', z.string()).read()).toBeNull();
  localStorage.setItem('size', '{');
  expect(size.read()).toBeNull();
});

it('without a storage nothing is kept', () => {
  const size = new Stored(null, 'size', z.number());
  size.write(7);
  expect(size.read()).toBeNull();
});

it('a disk without room is no error', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new Error('QuotaExceededError');
  });
  expect(() => new Stored(localStorage, 'size', z.number()).write(7)).not.toThrow();
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
