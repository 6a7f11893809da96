import { describe, expect, it } from 'vitest';
import {
  liveSettingsOf,
  liveSettingsSchema,
  withLiveSettings,
  type LiveSettings,
} from '../../../src-core/architecture/live-settings';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import { InputError } from '../../../src-core/input-error';
import { chainOf, dense, dropout, flatten, quickSettings } from '../../support/networks';

const network = chainOf([1, 2, 2], 2, [flatten('flatten'), dropout('a', 0.5), dropout('b', 0.25), dense('fc', 2)]);
const recipe = { network, settings: quickSettings };
const live = liveSettingsOf(recipe);

describe('live settings', () => {
  it('are those of the recipe, with the rates of its dropout layers', () => {
    const { optimizer, schedule, warmup, clipNorm } = quickSettings;
    expect(live).toEqual({ optimizer, schedule, warmup, clipNorm, dropout: { a: 0.5, b: 0.25 } });
    expect(withLiveSettings(recipe, live)).toEqual(recipe);
    expect(liveSettingsSchema.parse(live)).toEqual(live);
  });

  it('change what they name, and nothing else', () => {
    const changed: LiveSettings = {
      optimizer: { ...OPTIMIZER_DEFAULTS.sgd, learningRate: 0.3 },
      schedule: { kind: 'cosine', final: 0 },
      warmup: 7,
      clipNorm: 2,
      dropout: { b: 0 },
    };
    const after = withLiveSettings(recipe, changed);
    expect(liveSettingsOf(after)).toEqual({ ...changed, dropout: { a: 0.5, b: 0 } });
    const { optimizer, schedule, warmup, clipNorm } = changed;
    expect(after.settings).toEqual({ ...quickSettings, optimizer, schedule, warmup, clipNorm });
    expect(recipe).toEqual({ network, settings: quickSettings });
  });

  it.each([
    [{ optimizer: OPTIMIZER_DEFAULTS.adam }, 'The optimizer can change from sgd to adam by a restart only.'],
    [{ dropout: { c: 0.5 } }, 'Network "test" has no dropout layer "c".'],
    [{ dropout: { fc: 0.5 } }, 'Network "test" has no dropout layer "fc".'],
    [{ dropout: { constructor: 0.5 } }, 'Network "test" has no dropout layer "constructor".'],
  ])('refuse %j in a sentence', (change, sentence) => {
    expect(() => withLiveSettings(recipe, { ...live, ...change })).toThrow(new InputError(sentence));
  });
});
