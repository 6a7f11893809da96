import { describe, expect, it } from 'vitest';
import { fixedChange } from '../../../src-core/architecture/fixed-change';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import { SCHEDULE_DEFAULTS } from '../../../src-core/architecture/schedule-spec';
import { presets } from '../../../src-core/architecture/presets';
import { plainLenet5 } from '../../support/plain-recipe';

const { network, settings } = plainLenet5;
const withDropout = presets.find((preset) => preset.network.layers.some(({ kind }) => kind === 'dropout'))!.network;

describe('a run can go on by', () => {
  it.each([
    { epochs: 9 },
    { schedule: SCHEDULE_DEFAULTS.cosine, warmup: 5, clipNorm: 1 },
    { optimizer: { ...settings.optimizer, learningRate: 0.5, weightDecay: 0.1 } },
  ])('another %o', (changes) => {
    expect(fixedChange({ network, settings }, { network, settings: { ...settings, ...changes } })).toBeNull();
  });

  it('other names, and other rates of dropout', () => {
    const layers = withDropout.layers.map((layer) => (layer.kind === 'dropout' ? { ...layer, rate: 0.123 } : layer));
    const other = { ...withDropout, name: 'another', layers };
    expect(fixedChange({ network: withDropout, settings }, { network: other, settings })).toBeNull();
  });
});

describe('a run cannot go on by', () => {
  it.each([
    [{ batchSize: 63 }, 'batchSize'],
    [{ seed: 99 }, 'seed'],
    [{ optimizer: OPTIMIZER_DEFAULTS.adam }, 'optimizer'],
  ] as const)('another %o', (changes, part) => {
    expect(fixedChange({ network, settings }, { network, settings: { ...settings, ...changes } })).toBe(part);
  });

  it('other layers', () => {
    const other = { ...network, layers: network.layers.slice(0, -1) };
    expect(fixedChange({ network, settings }, { network: other, settings })).toBe('layers');
  });
});
