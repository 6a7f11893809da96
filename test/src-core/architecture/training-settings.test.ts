import { describe, expect, it } from 'vitest';
import { parseTrainingSettings } from '../../../src-core/architecture/training-settings';
import { InputError } from '../../../src-core/input-error';
import { quickSettings } from '../../support/networks';

describe('parseTrainingSettings', () => {
  it('takes settings through JSON and back', () => {
    expect(parseTrainingSettings(JSON.parse(JSON.stringify(quickSettings)))).toEqual(quickSettings);
  });

  it.each([
    [{ batchSize: 0 }, 'Training settings: batchSize: expected number to be >=1.'],
    [{ epochs: 1.5 }, 'Training settings: epochs: expected int, received number.'],
    [{ subset: 0 }, 'Training settings: subset: expected number to be >=1.'],
    [{ validation: -1 }, 'Training settings: validation: expected number to be >=0.'],
    [{ seed: 2 ** 53 }, 'Training settings: seed: expected int to be <=9007199254740991.'],
    [{ shuffle: 'yes' }, 'Training settings: shuffle: expected boolean, received string.'],
    [
      { earlyStopping: { metric: 'loss', patience: -1, restoreBest: true } },
      'Training settings: earlyStopping.patience: expected number to be >=0.',
    ],
    [{ workers: 2 }, 'Training settings: unrecognized key: "workers".'],
    [
      { optimizer: { ...quickSettings.optimizer, learningRate: 0 } },
      'Training settings: optimizer.learningRate: expected number to be >0.',
    ],
    [
      { optimizer: { ...quickSettings.optimizer, momentum: 1 } },
      'Training settings: optimizer.momentum: expected number to be <=0.9999.',
    ],
  ])('refuses %j in one sentence', (change, sentence) => {
    expect(() => parseTrainingSettings({ ...quickSettings, ...change })).toThrow(new InputError(sentence));
  });
});
