import { describe, expect, it } from 'vitest';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import { strong } from '../../../src-core/architecture/presets/strong';
import { isLive, liveRecipe } from '../../../src-renderer/state/live-recipe';
import { changedParts } from '../../../src-renderer/state/recipe';
import { plainLenet5 } from '../../support/plain-recipe';

const { network } = plainLenet5;
const running = { network, settings: plainLenet5.settings };
const { optimizer } = running.settings;

describe('of a changed recipe', () => {
  it('what can change while it is trained is taken over, the rest waits', () => {
    const faster = { ...optimizer, learningRate: 0.1 };
    const draft = {
      network,
      settings: { ...running.settings, optimizer: faster, clipNorm: 1, warmup: 5, epochs: 9, seed: 8 },
    };
    expect(liveRecipe(draft, running)).toEqual({
      network,
      settings: { ...running.settings, optimizer: faster, clipNorm: 1, warmup: 5 },
    });
    const changed = changedParts(draft, running);
    expect([...changed].filter((part) => isLive(part, changed))).toEqual(['learningRate', 'warmup', 'clipNorm']);
  });

  it('with another optimizer none of its numbers is, the schedule is', () => {
    const adam = { ...OPTIMIZER_DEFAULTS.adam, weightDecay: 0.1 };
    const draft = {
      network,
      settings: { ...running.settings, optimizer: adam, schedule: { kind: 'cosine', final: 0 } as const },
    };
    const changed = changedParts(draft, running);
    expect([...changed].filter((part) => isLive(part, changed))).toEqual(['schedule']);
    expect(liveRecipe(draft, running).settings).toEqual({ ...running.settings, schedule: draft.settings.schedule });
  });

  it('nothing is for the network that runs, where the network is another one', () => {
    const draft = {
      network: strong.network,
      settings: { ...running.settings, optimizer: { ...optimizer, learningRate: 0.1 } },
    };
    const changed = changedParts(draft, running);
    expect([...changed].filter((part) => isLive(part, changed))).toEqual([]);
    expect(liveRecipe(draft, running)).toBe(running);
  });

  it('a rate of dropout is, as long as the network is the same otherwise', () => {
    const run = { network: strong.network, settings: strong.settings };
    const dropout = strong.network.layers.find(({ kind }) => kind === 'dropout');
    const layers = strong.network.layers.map((layer) => (layer.kind === 'dropout' ? { ...layer, rate: 0.01 } : layer));
    const draft = { ...run, network: { ...strong.network, layers } };
    expect([...changedParts(draft, run)]).toContain(`dropout.${dropout?.name}`);
    expect(liveRecipe(draft, run).network.layers).toEqual(layers);
    const edited = { ...draft, network: { ...draft.network, layers: layers.slice(0, -1) } };
    expect(changedParts(edited, run)).toEqual(new Set(['network']));
    expect(liveRecipe(edited, run)).toBe(run);
  });
});
