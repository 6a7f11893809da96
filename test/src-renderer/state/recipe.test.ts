import { expect, it } from 'vitest';
import { LIGHT_AUGMENTATION } from '../../../src-core/architecture/augmentation';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import { notebook000 } from '../../../src-core/architecture/presets/notebook-000';
import { changedParts } from '../../../src-renderer/state/recipe';
import { plainLenet5 } from '../../support/plain-recipe';

const { network } = plainLenet5;
const running = { network, settings: plainLenet5.settings };

it('finds no change where there is none', () => {
  expect(changedParts({ ...running, settings: { ...plainLenet5.settings } }, running).size).toBe(0);
});

it('names what differs', () => {
  const optimizer = { ...plainLenet5.settings.optimizer, learningRate: 0.1 };
  const settings = { ...plainLenet5.settings, optimizer, shuffle: false };
  expect([...changedParts({ network, settings }, running)]).toEqual(['learningRate', 'shuffle']);
});

it('sees another network even where its settings are the same', () => {
  expect(changedParts({ network: notebook000.network, settings: plainLenet5.settings }, running)).toEqual(
    new Set(['network']),
  );
});

it('names a choice, not the numbers that come and go with it', () => {
  const settings = {
    ...plainLenet5.settings,
    optimizer: { ...OPTIMIZER_DEFAULTS.adam, learningRate: 0.02 },
    augmentation: LIGHT_AUGMENTATION,
    mistakes: ['flipGradient' as const],
    classes: [0, 1],
  };
  const changed = changedParts({ network, settings }, running);
  expect(changed).toEqual(new Set(['classes', 'augmentation', 'optimizer', 'flipGradient']));
});
