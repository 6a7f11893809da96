import { expect, it } from 'vitest';
import { headingCommand, needsTrainer, tableCommand } from '../../../src-renderer/runs/table-keys';

const key = (name: string, more: object = {}) => ({
  ...{ key: name, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false },
  ...more,
});

it.each([
  ['ArrowDown', { kind: 'go', by: 1 }],
  ['PageUp', { kind: 'go', by: -8 }],
  ['End', { kind: 'go', by: Infinity }],
  [' ', { kind: 'row', does: 'compare' }],
  ['F2', { kind: 'row', does: 'rename' }],
  ['Delete', { kind: 'row', does: 'delete' }],
  ['ContextMenu', { kind: 'menu' }],
  ['x', null],
])('%s means %j', (name, command) => {
  expect(tableCommand(key(name), 8)).toEqual(command);
});

it('with other keys held it means nothing, but Shift+F10 the menu', () => {
  expect(tableCommand(key('F10', { shiftKey: true }), 8)).toEqual({ kind: 'menu' });
  expect(tableCommand(key('Delete', { shiftKey: true }), 8)).toBeNull();
  expect(tableCommand(key('s', { ctrlKey: true }), 8)).toBeNull();
});

it.each([
  ['ArrowDown', { kind: 'leave' }],
  ['ArrowLeft', { kind: 'go', by: -1 }],
  [' ', { kind: 'sort' }],
  ['Delete', null],
])('on a heading %s means %j', (name, command) => {
  expect(headingCommand(name)).toEqual(command);
});

it('without a trainer series are opened and runs compared, and nothing is deleted', () => {
  expect((['expand', 'collapse', 'compare'] as const).filter(needsTrainer)).toEqual([]);
  expect((['open', 'rename', 'star', 'delete'] as const).filter(needsTrainer)).toHaveLength(4);
});
