import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import ConnectMenu from '../../../src-renderer/editor/ConnectMenu.svelte';

function open() {
  const before = document.body.appendChild(document.createElement('button'));
  before.focus();
  const oncancel = vi.fn();
  const { unmount } = render(ConnectMenu, { from: 'conv1', to: 'fc1', x: 0, y: 0, onchoose: vi.fn(), oncancel });
  expect(document.activeElement).toBe(screen.getByTestId('connect-add'));
  return { before, unmount, oncancel };
}

it('has the focus while it is open, and gives it back', async () => {
  const { before, unmount, oncancel } = open();
  await fireEvent.keyDown(screen.getByTestId('connect-add'), { key: 'Escape' });
  expect(oncancel).toHaveBeenCalledTimes(1);
  unmount();
  expect(document.activeElement).toBe(before);
});

it('leaves the focus where another place has been chosen', () => {
  const { unmount, oncancel } = open();
  const other = document.body.appendChild(document.createElement('button'));
  other.focus();
  expect(oncancel).toHaveBeenCalledTimes(1);
  unmount();
  expect(document.activeElement).toBe(other);
});
