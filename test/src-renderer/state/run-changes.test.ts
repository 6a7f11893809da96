import { expect, it } from 'vitest';
import type { TrainingSettings } from '../../../src-core/architecture/training-settings';
import { changeMarks, changeWords } from '../../../src-renderer/state/run-changes';
import { plainLenet5 } from '../../support/plain-recipe';

const { settings } = plainLenet5;
const sgd = { kind: 'sgd', learningRate: 0.02, momentum: 0.9, nesterov: false, weightDecay: 0 } as const;
const before: TrainingSettings = { ...settings, optimizer: sgd };

it.each<[Partial<TrainingSettings>, string]>([
  [{ optimizer: { ...sgd, learningRate: 0.005 } }, 'learning rate 0.005'],
  [{ optimizer: { ...sgd, learningRate: 0.005, momentum: 0 } }, 'learning rate 0.005, momentum 0'],
  [{ clipNorm: 1 }, 'clip norm 1'],
  [{ schedule: { kind: 'cosine', final: 0.1 } }, 'cosine schedule'],
  [{ optimizer: { ...sgd, learningRate: 0.1, momentum: 0, weightDecay: 0.1 } }, 'learning rate 0.1 and 2 more'],
])('names what %j changes', (changes, words) => {
  expect(changeWords(before, { ...before, ...changes })).toBe(words);
});

it('an empty field is named by what it means', () => {
  expect(changeWords({ ...before, clipNorm: 1 }, before)).toBe('clip norm off');
});

it('marks each change of a run, but not its beginning', () => {
  const changed = { ...before, warmup: 20 };
  expect(changeMarks([])).toEqual([]);
  expect(changeMarks([{ step: 1, settings: before }])).toEqual([]);
  expect(
    changeMarks([
      { step: 1, settings: before },
      { step: 813, settings: changed },
      { step: 900, settings: before },
    ]),
  ).toEqual([
    { step: 813, words: 'warm-up 20' },
    { step: 900, words: 'warm-up 0' },
  ]);
});
