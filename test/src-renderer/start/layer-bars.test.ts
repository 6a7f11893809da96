import { expect, it } from 'vitest';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { layerBars } from '../../../src-renderer/start/layer-bars';

it('shows the layers in their order, as high as what comes out of them is much', () => {
  const bars = layerBars(lenet5.network);
  expect(bars.map(({ kind }) => kind).filter((kind) => kind !== 'other')).toEqual(
    ['input', 'convolution', 'pooling', 'convolution', 'pooling', 'dense', 'dense', 'dense'], // prettier-ignore
  );
  expect(bars[1]?.size).toBe(1);
  expect(Math.min(...bars.map(({ size }) => size))).toBe(bars.at(-1)?.size);
});

it('shows the input alone where there is nothing else, and layers whose output is not known', () => {
  const { network } = lenet5;
  expect(layerBars({ ...network, layers: [] })).toEqual([{ kind: 'input', size: 1 }]);
  expect(layerBars({ ...network, layers: [{ kind: 'relu', name: 'r', inputs: [] }] })[1]?.kind).toBe('other');
});
