import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import MenuButton from '../../../src-renderer/ui/MenuButton.svelte';

function show() {
  const chosen = vi.fn<(label: string) => void>();
  const items = ['One', 'Two', 'Three'].map((label) => ({
    label,
    detail: 'in words',
    testid: label,
    onchoose: () => {
      chosen(label);
    },
  }));
  render(MenuButton, { label: 'Ways', testid: 'ways', items, disabled: false });
  return chosen;
}

const button = (): HTMLElement => screen.getByRole('button', { name: 'Ways' });
const press = (key: string): Promise<boolean> => fireEvent.keyDown(document.activeElement!, { key });
const focused = (): string | undefined => (document.activeElement as HTMLElement).dataset.testid;

it('opens on its first choice; arrows go round, Home and End to the ends', async () => {
  show();
  await fireEvent.click(button());
  expect(button().getAttribute('aria-expanded')).toBe('true');
  expect(focused()).toBe('One');
  await press('ArrowUp');
  expect(focused()).toBe('Three');
  await press('ArrowDown');
  expect(focused()).toBe('One');
  await press('End');
  expect(focused()).toBe('Three');
});

it('gives the focus back on Escape, and when something is chosen', async () => {
  const chosen = show();
  button().focus();
  await press('ArrowDown');
  await press('Escape');
  expect(screen.queryByRole('menu')).toBeNull();
  expect(document.activeElement).toBe(button());
  await fireEvent.click(button());
  await fireEvent.click(screen.getByRole('menuitem', { name: /^Two/ }));
  expect(chosen).toHaveBeenCalledWith('Two');
  expect(screen.queryByRole('menu')).toBeNull();
  expect(document.activeElement).toBe(button());
});

it('closes when something else is pressed', async () => {
  show();
  await fireEvent.click(button());
  await fireEvent.pointerDown(document.body);
  expect(screen.queryByRole('menu')).toBeNull();
});
