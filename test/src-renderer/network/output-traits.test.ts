import { expect, it } from 'vitest';
import { analyzeNetwork } from '../../../src-core/architecture/analyze';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { notebook000 } from '../../../src-core/architecture/presets/notebook-000';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import { outputTraits } from '../../../src-renderer/network/output-traits';

const traitsOf = (network: NetworkSpec) => outputTraits(network, analyzeNetwork(network).layers);
const lenet = traitsOf(lenet5.network);

it('knows whose values cannot be negative', () => {
  const names = lenet5.network.layers.map(({ name }) => name).filter((name) => lenet.get(name)?.neverNegative);
  expect(names).toEqual(['relu1', 'pool1', 'relu2', 'pool2', 'flatten', 'relu3', 'relu4']);
});

it('knows which vectors are maps in their order', () => {
  expect(lenet.get('flatten')?.unrolled).toEqual([16, 5, 5]);
  expect(lenet.get('fc1')?.unrolled).toBeNull();
  expect(traitsOf(notebook000.network).get('flatten')?.unrolled).toEqual([1, 13, 13]);
});

it('knows whose values stand for the classes: the answer, and what a softmax makes of it', () => {
  expect(lenet.get('fc3')?.labels).toEqual(lenet5.network.classNames);
  expect(lenet.get('relu4')?.labels).toEqual([]);
  const softmax = { kind: 'softmax' as const, name: 'softmax', inputs: ['fc3'] };
  const withSoftmax = traitsOf({ ...lenet5.network, layers: [...lenet5.network.layers, softmax] });
  expect(withSoftmax.get('softmax')).toMatchObject({ neverNegative: true, labels: lenet5.network.classNames });
  expect(withSoftmax.get('fc3')?.labels).toEqual(lenet5.network.classNames);
});
