import { expect, it } from 'vitest';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { notebook000 } from '../../../src-core/architecture/presets/notebook-000';
import { sameNetwork } from '../../../src-core/architecture/same-network';

it('holds for what differs in names only, and not for a layer that is one filter larger or another loss', () => {
  const { network } = lenet5;
  const classNames = network.classNames.map((name) => `digit ${name}`);
  expect(sameNetwork(network, structuredClone({ ...network, name: 'another', classNames }))).toBe(true);
  expect(sameNetwork(network, notebook000.network)).toBe(false);
  const layers = network.layers.map((layer) =>
    layer.kind === 'conv2d' ? { ...layer, filters: layer.filters + 1 } : layer,
  );
  expect(sameNetwork(network, { ...network, layers })).toBe(false);
  expect(sameNetwork(network, { ...network, loss: { kind: 'meanSquaredError' } })).toBe(false);
});

it('holds whatever order the fields of a layer stand in, as in one that was changed and changed back', () => {
  const { network } = lenet5;
  const turned = network.layers.map((layer) => Object.fromEntries(Object.entries(layer).reverse()) as typeof layer);
  expect(sameNetwork(network, { ...network, layers: turned })).toBe(true);
});
