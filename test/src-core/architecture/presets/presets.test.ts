import { describe, expect, it } from 'vitest';
import { analyzeNetwork } from '../../../../src-core/architecture/analyze';
import { parseNetwork } from '../../../../src-core/architecture/network-spec';
import { defaultPreset, findPreset, presets } from '../../../../src-core/architecture/presets';
import { parseTrainingSettings } from '../../../../src-core/architecture/training-settings';
import { InputError } from '../../../../src-core/input-error';

describe.each(presets)('preset $id', ({ id, summary, network, settings }) => {
  it('can run', () => {
    expect(analyzeNetwork(network).errors).toEqual([]);
  });

  it('is the same after a trip through JSON', () => {
    expect(parseNetwork(JSON.parse(JSON.stringify(network)))).toEqual(network);
    expect(parseTrainingSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
  });

  it('is named after its id and says what it is', () => {
    expect(network.name).toBe(id);
    expect(summary.length).toBeGreaterThan(20);
  });
});

it('tiny has fewer than 5,000 parameters', () => {
  expect(analyzeNetwork(findPreset('tiny').network).parameterCount).toBe(4402);
});

describe('findPreset', () => {
  it('finds each by its id', () => {
    for (const preset of presets) expect(findPreset(preset.id)).toBe(preset);
    expect(presets).toContain(defaultPreset);
    expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
  });

  it('lists what there is for a name that there is not', () => {
    expect(() => findPreset('resnet')).toThrow(
      new InputError(`There is no preset "resnet": the presets are ${presets.map(({ id }) => id).join(', ')}.`),
    );
  });
});
