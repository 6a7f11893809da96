import { expect, it } from 'vitest';
import { analyzeNetwork } from '../../../src-core/architecture/analyze';
import { spokenName } from '../../../src-renderer/editor/spoken-name';
import { chainOf, conv2d, dense, relu } from '../../support/networks';

const spoken = (...layers: Parameters<typeof chainOf>[2]): string[] =>
  analyzeNetwork(chainOf([8, 14, 14] as never, 10, layers)).layers.map((layer) => spokenName(layer));

it('says kind, name, settings, output and parameters', () => {
  const conv = { ...conv2d('conv2', 16, 3), padding: 'same' as const };
  expect(spoken(conv, relu('relu2'))).toEqual([
    'Conv2D, conv2, 16 filters 3×3, padding same, output 16×14×14, 1,168 parameters',
    'ReLU, relu2, output 16×14×14',
  ]);
});

it('says what of an epoch’s time is its, where there is something to say', () => {
  const [layer] = analyzeNetwork(chainOf([8, 14, 14] as never, 10, [relu('relu')])).layers;
  expect(spokenName(layer, 0.352)).toBe('ReLU, relu, output 8×14×14, 35 % of an epoch’s time');
  expect(spokenName(layer, 0.001)).toBe('ReLU, relu, output 8×14×14, < 1 % of an epoch’s time');
  expect(spokenName(layer, 0)).toBe('ReLU, relu, output 8×14×14');
});

it('says why a layer cannot work', () => {
  expect(spoken(dense('fc', 10))).toEqual([
    'Dense, fc, 10 units, cannot work: fc: needs a vector, but its input is 8×14×14; put a Flatten before it.',
  ]);
});
