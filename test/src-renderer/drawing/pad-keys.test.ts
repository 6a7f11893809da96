import { expect, it } from 'vitest';
import { historyCommand, isArrow, padCommand, stepped } from '../../../src-renderer/drawing/pad-keys';

const NONE = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
const key = (name: string, held: Partial<typeof NONE> = {}) => ({ key: name, ...NONE, ...held });

it('moves by the arrow keys that are held, far with Shift, and never off the pad', () => {
  expect(stepped([0.5, 0.5], ['ArrowLeft'], false)).toEqual([0.475, 0.5]);
  expect(stepped([0.5, 0.5], ['ArrowDown', 'ArrowRight'], true)).toEqual([0.6, 0.6]);
  expect(stepped([0.99, 0.01], ['ArrowUp', 'ArrowRight'], true)).toEqual([1, 0]);
  expect(isArrow(key('ArrowUp', { shiftKey: true }))).toBe(true);
  expect(isArrow(key('ArrowUp', { altKey: true }))).toBe(false);
});

it('knows its commands, and leaves other keys to others', () => {
  expect([' ', 'Enter', 'Delete', 'e', 'P'].map((name) => padCommand(key(name)))).toEqual([
    'press',
    'press',
    'clear',
    'eraser',
    'pen',
  ]);
  expect(padCommand(key('Tab'))).toBeNull();
  expect(padCommand(key('p', { ctrlKey: true }))).toBeNull();
});

it('undoes and redoes by the keys that everybody has', () => {
  expect(historyCommand(key('z', { ctrlKey: true }))).toBe('undo');
  expect(historyCommand(key('Z', { ctrlKey: true, shiftKey: true }))).toBe('redo');
  expect(historyCommand(key('y', { ctrlKey: true }))).toBe('redo');
  expect(historyCommand(key('z', { metaKey: true }))).toBe('undo');
  expect(historyCommand(key('z'))).toBeNull();
});
