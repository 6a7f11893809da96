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

it('closes by Escape wherever the focus is, and Escape means nothing else then', async () => {
  show();
  await fireEvent.click(button());
  const heard = vi.fn();
  document.body.addEventListener('keydown', heard);
  await fireEvent.keyDown(document.body, { key: 'Escape' });
  expect(screen.queryByRole('menu')).toBeNull();
  expect(document.activeElement).toBe(button());
  expect(heard).not.toHaveBeenCalled();
  await fireEvent.keyDown(document.body, { key: 'Escape' });
  expect(heard).toHaveBeenCalledOnce();
  document.body.removeEventListener('keydown', heard);
});

it('does not do what is refused, and says why', async () => {
  const onchoose = vi.fn();
  const items = [{ label: 'One', detail: 'in words', refusal: 'not now', testid: 'One', onchoose }];
  render(MenuButton, { label: 'Ways', testid: 'ways', items, disabled: false });
  await fireEvent.click(button());
  const item = screen.getByRole('menuitem', { name: 'One not now' });
  await fireEvent.click(item);
  expect(onchoose).not.toHaveBeenCalled();
  expect(item.getAttribute('aria-disabled')).toBe('true');
});

it('closes when something else is pressed', async () => {
  show();
  await fireEvent.click(button());
  await fireEvent.pointerDown(document.body);
  expect(screen.queryByRole('menu')).toBeNull();
});
