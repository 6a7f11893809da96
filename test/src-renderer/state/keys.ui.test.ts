import { expect, it } from 'vitest';
import { runKey, type RunKey } from '../../../src-renderer/state/keys';

/** Presses a key, Space without another code, on a fresh element of this kind; what it means for the run. */
function press(tag: string, init: KeyboardEventInit = {}): RunKey | null {
  const element = document.createElement(tag);
  document.body.append(element);
  let meaning: RunKey | null = null;
  const listen = (event: KeyboardEvent): void => void (meaning = runKey(event));
  window.addEventListener('keydown', listen, { once: true });
  element.dispatchEvent(new KeyboardEvent('keydown', { code: 'Space', bubbles: true, ...init }));
  element.remove();
  return meaning;
}

it('is free where it means nothing', () => {
  expect(press('div')).toBe('goOnOrPause');
  expect(press('canvas')).toBe('goOnOrPause');
});

it('a full stop steps, on buttons too, but not in fields', () => {
  for (const tag of ['div', 'button']) {
    expect(press(tag, { code: 'Period' })).toBe('batch');
    expect(press(tag, { code: 'Period', shiftKey: true })).toBe('epoch');
  }
  for (const tag of ['input', 'textarea', 'select']) expect(press(tag, { code: 'Period' })).toBeNull();
});

it('belongs to fields and buttons', () => {
  for (const tag of ['input', 'select', 'button']) expect(press(tag)).toBeNull();
});

it('belongs to the drawing pad, which has keys of its own', () => {
  const pad = document.createElement('div');
  pad.setAttribute('role', 'application');
  document.body.append(pad);
  let meaning: RunKey | null = 'batch';
  pad.addEventListener('keydown', (event) => (meaning = runKey(event)));
  pad.dispatchEvent(new KeyboardEvent('keydown', { code: 'Space', bubbles: true }));
  pad.remove();
  expect(meaning).toBeNull();
});

it('is not free with another key, nor while it is held down', () => {
  expect(press('div', { ctrlKey: true })).toBeNull();
  expect(press('div', { repeat: true })).toBeNull();
  expect(press('div', { code: 'Enter' })).toBeNull();
});

it('is not free while a dialog is open, wherever the focus is', () => {
  const dialog = document.body.appendChild(document.createElement('dialog'));
  expect(press('div')).toBe('goOnOrPause');
  dialog.open = true;
  expect(press('div')).toBeNull();
  dialog.remove();
});
