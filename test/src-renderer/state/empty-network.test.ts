import { expect, it } from 'vitest';
import { analyzeNetwork } from '../../../src-core/architecture/analyze';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { notebook000 } from '../../../src-core/architecture/presets/notebook-000';
import { emptyNetwork } from '../../../src-renderer/state/empty-network';

const MNIST = { mean: 0.1307, scale: 0.3081 };

it('reads the present data and nothing else', () => {
  const lines = { shape: [1, 28, 28], classNames: ['vertical', 'horizontal'] };
  const network = emptyNetwork(lines, lenet5.network);
  expect(network.layers).toEqual([]);
  expect(network.classNames).toEqual(['vertical', 'horizontal']);
  expect(analyzeNetwork(network).errors).toEqual(['There are no layers yet.']);
});

it('takes pixels as the present network does, where that reads the same', () => {
  const digits = { shape: [1, 28, 28], classNames: lenet5.network.classNames };
  expect(emptyNetwork(digits, notebook000.network).input.normalization).toEqual({ mean: 0, scale: 1 });
  expect(emptyNetwork(digits, lenet5.network).input.normalization).toEqual(MNIST);
  expect(emptyNetwork({ ...digits, shape: [3, 32, 32] }, notebook000.network).input).toEqual({
    shape: [3, 32, 32],
    normalization: MNIST,
  });
  expect(emptyNetwork({ ...digits, shape: [2] }, lenet5.network).input.normalization).toEqual({ mean: 0, scale: 1 });
});

it('is for MNIST while nothing is known of the data', () => {
  const { input, classNames } = emptyNetwork(null, lenet5.network);
  expect(input).toEqual(lenet5.network.input);
  expect(classNames).toHaveLength(10);
});
