import { fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import Dialog from '../../../src-renderer/ui/Dialog.svelte';
import { installDialogs, pressEscape } from '../support/dialogs';

installDialogs();

const opener = document.createElement('button');
beforeEach(() => {
  document.body.append(opener);
  opener.focus();
});
afterEach(() => opener.remove());

function show() {
  const onclose = vi.fn<() => void>();
  const children = createRawSnippet(() => ({ render: () => '<button data-testid="inside">Yes</button>' }));
  const shown = render(Dialog, { title: 'Really?', testid: 'dialog', onclose, children });
  return { onclose, unmount: shown.unmount };
}

it('has the focus while it is open, and gives it back', () => {
  const { unmount } = show();
  expect(screen.getByRole('dialog', { name: 'Really?' })).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByTestId('inside'));
  unmount();
  expect(document.activeElement).toBe(opener);
});

it('asks its owner to close it when Escape is pressed', () => {
  const { onclose } = show();
  pressEscape();
  expect(onclose).toHaveBeenCalledOnce();
  expect(screen.getByRole<HTMLDialogElement>('dialog').open).toBe(true);
});

it('keeps its keys from what lies below', async () => {
  show();
  const heard = vi.fn();
  window.addEventListener('keydown', heard);
  await fireEvent.keyDown(screen.getByTestId('inside'), { key: 'Delete' });
  expect(heard).not.toHaveBeenCalled();
  await fireEvent.keyDown(opener, { key: 'Delete' });
  expect(heard).toHaveBeenCalledOnce();
  window.removeEventListener('keydown', heard);
});
