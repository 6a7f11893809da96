import { expect, it } from 'vitest';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { notebook000 } from '../../../src-core/architecture/presets/notebook-000';
import { sameLayers } from '../../../src-core/architecture/same-layers';

it('holds for what differs in name only, and not for a layer that is one filter larger', () => {
  const { network } = lenet5;
  expect(sameLayers(network, structuredClone({ ...network, name: 'another' }))).toBe(true);
  expect(sameLayers(network, notebook000.network)).toBe(false);
  const layers = network.layers.map((layer) =>
    layer.kind === 'conv2d' ? { ...layer, filters: layer.filters + 1 } : layer,
  );
  expect(sameLayers(network, { ...network, layers })).toBe(false);
});
