import { expect, it } from 'vitest';
import { workspaceOf } from '../../../src-renderer/state/workspaces';

const key = { key: '2', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

it('Ctrl or the command key with a number leads to a workspace, anything else does not', () => {
  expect(workspaceOf({ ...key, ctrlKey: true })).toBe('runs');
  expect(workspaceOf({ ...key, metaKey: true, key: '1' })).toBe('network');
  expect(workspaceOf(key)).toBeNull();
  expect(workspaceOf({ ...key, ctrlKey: true, altKey: true })).toBeNull();
  expect(workspaceOf({ ...key, ctrlKey: true, key: '9' })).toBeNull();
  expect(workspaceOf({ ...key, ctrlKey: true, key: '0' })).toBeNull();
});
