import { expect, it } from 'vitest';
import { isFreeSpace } from '../../../src-renderer/state/keys';

/** Presses a key on a fresh element of this kind; whether the space was free. */
function press(tag: string, init: KeyboardEventInit = {}): boolean | null {
  const element = document.createElement(tag);
  document.body.append(element);
  let free: boolean | null = null;
  const listen = (event: KeyboardEvent): void => void (free = isFreeSpace(event));
  window.addEventListener('keydown', listen, { once: true });
  element.dispatchEvent(new KeyboardEvent('keydown', { code: 'Space', bubbles: true, ...init }));
  element.remove();
  return free;
}

it('is free where it means nothing', () => {
  expect(press('div')).toBe(true);
  expect(press('canvas')).toBe(true);
});

it('belongs to fields and buttons', () => {
  for (const tag of ['input', 'select', 'button']) expect(press(tag)).toBe(false);
});

it('belongs to the drawing pad, which has keys of its own', () => {
  const pad = document.createElement('div');
  pad.setAttribute('role', 'application');
  document.body.append(pad);
  let free: boolean | null = null;
  pad.addEventListener('keydown', (event) => (free = isFreeSpace(event)));
  pad.dispatchEvent(new KeyboardEvent('keydown', { code: 'Space', bubbles: true }));
  pad.remove();
  expect(free).toBe(false);
});

it('is not free with another key, nor while it is held down', () => {
  expect(press('div', { ctrlKey: true })).toBe(false);
  expect(press('div', { repeat: true })).toBe(false);
  expect(press('div', { code: 'Enter' })).toBe(false);
});

it('is not free while a dialog is open, wherever the focus is', () => {
  const dialog = document.body.appendChild(document.createElement('dialog'));
  expect(press('div')).toBe(true);
  dialog.open = true;
  expect(press('div')).toBe(false);
  dialog.remove();
});
