import { expect, it } from 'vitest';
import { LIGHT_AUGMENTATION } from '../../../src-core/architecture/augmentation';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import { findPreset } from '../../../src-core/architecture/presets';
import type { TrainingSettings } from '../../../src-core/architecture/training-settings';
import { applyEdit } from '../../../src-renderer/state/apply-edit';
import { layerOf } from '../../../src-renderer/state/layer-kinds';
import { differenceWords } from '../../../src-renderer/state/recipe-difference';
import type { LayerSettings } from '../../../src-renderer/state/network-edit';
import { plainLenet5 } from '../../support/plain-recipe';

const base = plainLenet5;
const { optimizer } = base.settings;

const withSettings = (changes: Partial<TrainingSettings>) => ({ ...base, settings: { ...base.settings, ...changes } });
const withLayer = (name: string, settings: LayerSettings) => ({
  ...base,
  network: applyEdit(base.network, { kind: 'set', name, settings }),
});
const withLayers = (layers: LayerSpec[]) => ({ ...base, network: { ...base.network, layers } });

it.each<[Partial<TrainingSettings>, string]>([
  [{ optimizer: { ...optimizer, learningRate: 0.01 }, batchSize: 32 }, 'lr 0.02 → 0.01, batch 64 → 32'],
  [{ seed: 8 }, 'same settings, other seed (7 → 8)'],
  [{ seed: 12345, epochs: 5 }, 'epochs 3 → 5, seed 7 → 12345'],
  [{ optimizer: { ...OPTIMIZER_DEFAULTS.adam, learningRate: 0.02 } }, 'optimizer SGD → Adam'],
  [{ schedule: { kind: 'cosine', final: 0 } }, 'schedule Constant → Cosine'],
  [{ subset: 1000, validation: 100 }, 'training images all → 1,000, validation images 5,000 → 100'],
  [{ augmentation: LIGHT_AUGMENTATION }, 'augmentation off → light'],
  [{ clipNorm: 1, shuffle: false }, 'shuffle on → off, clip norm off → 1'],
  [{ classes: [1, 7] }, 'classes all → 1 7'],
  [{ mistakes: ['flipGradient'] }, 'mistakes none → flipGradient'],
  [{ dataset: { kind: 'fashionMnist' } }, 'data MNIST → Fashion-MNIST'],
])('%j is told as "%s"', (changes, words) => {
  expect(differenceWords(base, withSettings(changes))).toBe(words);
});

it('a setting that nobody has named yet is told by its own name, a part by off and on', () => {
  const settings = { ...base.settings, lookahead: 5, swa: { start: 2 } };
  const other = { ...base.settings, lookahead: 6, swa: null };
  expect(differenceWords({ ...base, settings }, { ...base, settings: other })).toBe('lookahead 5 → 6, swa on → off');
});

it('the layers that were changed are told with what was changed', () => {
  expect(differenceWords(base, withLayer('conv2', { filters: 32 }))).toBe('conv2 16 → 32 filters');
  expect(differenceWords(base, withLayer('conv1', { kernelSize: 3, bias: false }))).toBe(
    'conv1 kernel 5 → 3, bias on → off',
  );
  expect(differenceWords(base, withLayer('fc1', { initializer: { kind: 'normal', sigma: 0.1 } }))).toBe(
    'fc1 initializer heNormal → normal',
  );
  const both = { ...withLayer('conv2', { filters: 32 }), settings: { ...base.settings, batchSize: 32 } };
  expect(differenceWords(base, both)).toBe('batch 64 → 32; conv2 16 → 32 filters');
});

it('what was put in and taken out is told, and not that its neighbours were joined anew', () => {
  const dropout = {
    ...base,
    network: applyEdit(base.network, { kind: 'insertAfter', block: [layerOf('dropout')], after: 'relu3' }),
  };
  expect(differenceWords(base, dropout)).toBe('with dropout1');
  expect(differenceWords(dropout, base)).toBe('without dropout1');
  const tanh = withLayers(
    base.network.layers.map((layer) => (layer.kind === 'relu' ? { ...layer, kind: 'tanh' } : layer)),
  );
  expect(differenceWords(base, tanh)).toContain('relu1 ReLU → Tanh');
});

it('the loss belongs to the network', () => {
  const { loss } = base.network;
  const smoothed = { ...base, network: { ...base.network, loss: { ...loss, labelSmoothing: 0.1 } } };
  expect(differenceWords(base, smoothed)).toBe('loss label smoothing none → 0.1');
});

it('of another network altogether its name is told', () => {
  expect(differenceWords(base, { ...base, network: findPreset('residual').network })).toBe(
    'network lenet-5 → residual',
  );
});

it('names are no difference; of a series the seed is none either', () => {
  const renamed = { ...base, network: { ...base.network, name: 'mine' } };
  expect(differenceWords(base, renamed)).toBe('same network, same settings');
  expect(differenceWords(base, withSettings({ seed: 9 }), { seed: false })).toBe('same network, same settings');
});
