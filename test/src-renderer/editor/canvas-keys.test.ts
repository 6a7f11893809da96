import { expect, it } from 'vitest';
import { commandOf } from '../../../src-renderer/editor/canvas-keys';

const NONE = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

it.each([
  ['/', {}, 'search'],
  ['Delete', {}, 'delete'],
  ['F2', {}, 'rename'],
  ['ArrowDown', {}, 'next'],
  ['ArrowUp', { altKey: true }, 'shiftUp'],
  ['ArrowDown', { shiftKey: true }, 'extendDown'],
  ['z', { ctrlKey: true }, 'undo'],
  ['Z', { ctrlKey: true, shiftKey: true }, 'redo'],
  ['z', { metaKey: true, shiftKey: true }, 'redo'],
  ['y', { ctrlKey: true }, 'redo'],
  ['d', { ctrlKey: true }, 'duplicate'],
] as const)('%s with %j means %s', (key, modifiers, command) => {
  expect(commandOf({ ...NONE, ...modifiers, key })).toBe(command);
});

it.each([
  ['q', {}],
  ['c', {}],
  ['C', { ctrlKey: true, shiftKey: true }], // the developer tools'
  ['ArrowLeft', { altKey: true }],
  ['z', { ctrlKey: true, altKey: true }],
] as const)('%s with %j means nothing here', (key, modifiers) => {
  expect(commandOf({ ...NONE, ...modifiers, key })).toBeNull();
});
