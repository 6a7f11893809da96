import { expect, it } from 'vitest';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import type { TrainingSettings } from '../../../src-core/architecture/training-settings';
import { changedSince, changeMarks, changeWords, onTheWay } from '../../../src-renderer/state/run-changes';
import { plainLenet5 } from '../../support/plain-recipe';

const { settings } = plainLenet5;
const sgd = { kind: 'sgd', learningRate: 0.02, momentum: 0.9, nesterov: false, weightDecay: 0 } as const;
const dropout: LayerSpec = { kind: 'dropout', name: 'drop', inputs: ['fc1'], rate: 0.5 };
const [last] = plainLenet5.network.layers.slice(-1);
const network = {
  ...plainLenet5.network,
  layers: [...plainLenet5.network.layers.slice(0, -1), dropout, { ...last, inputs: ['drop'] }],
};
const before = { network, settings: { ...settings, optimizer: sgd } };
const by = (changes: Partial<TrainingSettings>) => ({ network, settings: { ...before.settings, ...changes } });
const dropping = (rate: number) => ({
  ...before,
  network: { ...network, layers: network.layers.map((layer) => (layer === dropout ? { ...dropout, rate } : layer)) },
});

it.each<[Partial<TrainingSettings>, string]>([
  [{ optimizer: { ...sgd, learningRate: 0.005 } }, 'learning rate 0.005'],
  [{ optimizer: { ...sgd, learningRate: 0.005, momentum: 0 } }, 'learning rate 0.005, momentum 0'],
  [{ clipNorm: 1 }, 'clip norm 1'],
  [{ schedule: { kind: 'cosine', final: 0.1 } }, 'cosine schedule'],
  [{ optimizer: { ...sgd, learningRate: 0.1, momentum: 0, weightDecay: 0.1 } }, 'learning rate 0.1 and 2 more'],
])('names what %j changes', (changes, words) => {
  expect(changeWords(before, by(changes))).toBe(words);
});

it('an empty field is named by what it means', () => {
  expect(changeWords(by({ clipNorm: 1 }), before)).toBe('clip norm off');
});

it('names the layer whose rate of dropout was changed', () => {
  expect(changeWords(before, dropping(0.2))).toBe('drop rate 0.2');
});

it('marks each change of a run, but not its beginning', () => {
  expect(changeMarks([])).toEqual([]);
  expect(changeMarks([{ step: 1, ...before }])).toEqual([]);
  expect(
    changeMarks([
      { step: 1, ...before },
      { step: 813, ...by({ warmup: 20 }) },
      { step: 900, ...before },
    ]),
  ).toEqual([
    { step: 813, words: 'warm-up 20' },
    { step: 900, words: 'warm-up 0' },
  ]);
});

it('tells what was changed on the way, of many changes the last', () => {
  const begun = { step: 1, ...before };
  const steps = [813, 900, 1200].map((step, i) => ({ step, ...by({ warmup: 20 + i }) }));
  expect(onTheWay([begun])).toBe('');
  expect(onTheWay([begun, ...steps.slice(0, 2)])).toBe('warm-up 20 from step 813, warm-up 21 from step 900');
  expect(onTheWay([begun, ...steps])).toBe('3 changes, the last: warm-up 22 from step 1,200');
});

it('knows since when each part is as it is', () => {
  const changes = [
    { step: 1, ...before },
    { step: 813, ...by({ warmup: 20, clipNorm: 1 }) },
    { step: 900, ...by({ warmup: 30, clipNorm: 1 }) },
    { step: 950, ...dropping(0.2), settings: by({ warmup: 30, clipNorm: 1 }).settings },
  ];
  expect([...changedSince(changes)]).toEqual([
    ['warmup', 900],
    ['clipNorm', 813],
    ['dropout.drop', 950],
  ]);
});
