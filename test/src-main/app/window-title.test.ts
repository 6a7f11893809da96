import { expect, it } from 'vitest';
import { windowTitle } from '../../../src-main/app/window-title';
import { activityOf } from '../../support/activity';

const state = { name: 'mine', dirty: false, fileId: null };

it('names the network and says whether it is saved', () => {
  expect(windowTitle(state, null)).toBe('mine — Kernelsmith');
  expect(windowTitle({ ...state, dirty: true }, null)).toBe('mine • — Kernelsmith');
});

it('says how long a training will take that takes minutes', () => {
  expect(windowTitle(state, activityOf({ secondsLeft: 250 }))).toBe('mine — 4 min left — Kernelsmith');
  expect(windowTitle(state, activityOf({ secondsLeft: 59 }))).toBe('mine — Kernelsmith');
  expect(windowTitle(state, activityOf({ secondsLeft: null }))).toBe('mine — Kernelsmith');
  expect(windowTitle(state, activityOf({ phase: 'paused', secondsLeft: 250 }))).toBe('mine — Kernelsmith');
});
