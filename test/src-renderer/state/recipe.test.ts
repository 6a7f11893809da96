import { expect, it } from 'vitest';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { notebook000 } from '../../../src-core/architecture/presets/notebook-000';
import { changedParts } from '../../../src-renderer/state/recipe';

const running = { preset: lenet5, settings: lenet5.settings };

it('finds no change where there is none', () => {
  expect(changedParts({ ...running, settings: { ...lenet5.settings } }, running).size).toBe(0);
});

it('names what differs', () => {
  const optimizer = { ...lenet5.settings.optimizer, learningRate: 0.1 };
  const settings = { ...lenet5.settings, optimizer, shuffle: false };
  expect([...changedParts({ preset: lenet5, settings }, running)]).toEqual(['learningRate', 'shuffle']);
});

it('sees another preset even where its settings are the same', () => {
  expect(changedParts({ preset: notebook000, settings: lenet5.settings }, running)).toEqual(new Set(['preset']));
});
