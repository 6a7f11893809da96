import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src-core/input-error';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { buildModel, type Model } from '../../../src-core/model/model';
import {
  copyWeights,
  loadWeights,
  namedWeights,
  parametersOf,
  putWeights,
  restoreWeights,
  weightCount,
  type NamedTensor,
} from '../../../src-core/model/weights';
import { barsNetwork } from '../../support/networks';
import { bytesOf } from '../../support/numbers';

const model = (seed: number): Model =>
  buildModel(barsNetwork, referenceKernels, { maxBatch: 1, trainable: false, seed });

/** All weights as one array. */
function allWeights({ parameters }: Model): Float32Array {
  const weights = new Float32Array(weightCount(parameters));
  copyWeights(parameters, weights);
  return weights;
}

describe('copyWeights and restoreWeights', () => {
  it('take a snapshot and bring it back bit by bit', () => {
    const [a, b] = [model(1), model(2)];
    const snapshot = allWeights(a);
    expect(snapshot).toHaveLength(4 * 9 + 4 + 3 * 16 + 3);
    expect(allWeights(b)).not.toEqual(snapshot);
    restoreWeights(b.parameters, snapshot);
    expect(bytesOf(allWeights(b))).toEqual(bytesOf(snapshot));
    b.parameters[0].value.fill(9);
    expect(allWeights(a)).toEqual(snapshot);
  });

  it('lay the parameters one behind the other', () => {
    const { parameters } = model(1);
    expect([...allWeights(model(1)).subarray(36, 40)]).toEqual([...parameters[1].value]);
  });
});

describe('loadWeights', () => {
  const saved = (): NamedTensor[] =>
    namedWeights(model(1).parameters).map((tensor) => ({ ...tensor, values: tensor.values.slice() }));

  it('puts tensors of any order into the parameters of their names', () => {
    const b = model(2);
    loadWeights(b.parameters, saved().reverse(), 'file');
    expect(allWeights(b)).toEqual(allWeights(model(1)));
  });

  it('names its tensors as the network does', () => {
    expect(saved().map(({ name, shape }) => [name, shape])).toEqual([
      ['conv.weight', [4, 1, 3, 3]],
      ['conv.bias', [4]],
      ['fc.weight', [3, 16]],
      ['fc.bias', [3]],
    ]);
  });

  it.each<[string, (tensors: NamedTensor[]) => NamedTensor[], string]>([
    [
      'a missing tensor',
      (tensors) => tensors.filter(({ name }) => name !== 'fc.weight'),
      'file: has no tensor "fc.weight", which the network expects.',
    ],
    [
      'another shape',
      (tensors) => tensors.map((tensor) => (tensor.name === 'fc.bias' ? { ...tensor, shape: [1, 3] } : tensor)),
      'file: "fc.bias" is 1×3, expected 3.',
    ],
    [
      'one tensor too many',
      (tensors) => [...tensors, { name: 'fc2.bias', shape: [1], values: new Float32Array(1) }],
      'file: holds a tensor "fc2.bias" that the network does not have.',
    ],
  ])('refuses %s and leaves all weights as they were', (_, change, sentence) => {
    const b = model(2);
    expect(() => {
      loadWeights(b.parameters, change(saved()), 'file');
    }).toThrow(new InputError(sentence));
    expect(allWeights(b)).toEqual(allWeights(model(2)));
  });
});

describe('putWeights', () => {
  it('puts tensors into the parameters of their names and leaves the others', () => {
    const [a, b] = [model(1), model(2)];
    const before = namedWeights(b.parameters).map((tensor) => ({ ...tensor, values: tensor.values.slice() }));
    const some = namedWeights(parametersOf(a.parameters, ['conv', 'nobody']));
    expect(some.map(({ name }) => name)).toEqual(['conv.weight', 'conv.bias']);
    putWeights(b.parameters, [...some, { name: 'nobody.weight', shape: [1], values: new Float32Array(1) }]);
    namedWeights(b.parameters).forEach(({ name, values }, i) => {
      const expected = some.find((tensor) => tensor.name === name) ?? before[i];
      expect(bytesOf(values)).toEqual(bytesOf(expected.values));
    });
  });
});
