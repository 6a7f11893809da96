import { expect, it } from 'vitest';
import { keptLayers } from '../../../src-core/architecture/kept-layers';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';

const { network } = lenet5;

it('keeps everything of the same network', () => {
  expect(keptLayers(network, { ...network, name: 'mine' })).toEqual({
    kept: ['conv1', 'conv2', 'fc1', 'fc2', 'fc3'],
    fresh: [],
  });
});

it('draws anew what has other shapes, here by a filter more, and what has another name', () => {
  const layers = network.layers.map((layer) =>
    layer.kind === 'conv2d' && layer.name === 'conv1' ? { ...layer, filters: 7 } : layer,
  );
  expect(keptLayers(network, { ...network, layers })).toEqual({
    kept: ['fc1', 'fc2', 'fc3'],
    fresh: ['conv1', 'conv2'],
  });
  const renamed = network.layers.map((layer) => (layer.name === 'fc3' ? { ...layer, name: 'answer' } : layer));
  expect(keptLayers(network, { ...network, layers: renamed }).fresh).toEqual(['answer']);
});

it('fits nothing where nothing is known: a layer that cannot work has no weights', () => {
  const broken: NetworkSpec = { ...network, layers: network.layers.filter(({ kind }) => kind !== 'flatten') };
  expect(keptLayers(network, broken)).toEqual({ kept: ['conv1', 'conv2'], fresh: [] });
});
