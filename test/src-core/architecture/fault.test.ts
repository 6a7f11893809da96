import { describe, expect, it } from 'vitest';
import { analyzeNetwork } from '../../../src-core/architecture/analyze';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import { add, conv2d, dense, flatten, maxPool2d, networkOf, relu } from '../../support/networks';

const faultsOf = (layers: readonly LayerSpec[]): (string | null)[][] =>
  analyzeNetwork(networkOf([1, 8, 8], 10, layers)).faults.map(({ kind, layer }) => [kind, layer]);

const answer: readonly LayerSpec[] = [flatten('flatten', ['input']), dense('fc', 10, ['flatten'])];

describe('faults', () => {
  it.each([
    ['duplicateName', 'fc', [...answer, dense('fc', 10, ['flatten'])]],
    ['reservedName', 'input', [relu('input', ['input'])]],
    ['unknownInput', 'relu', [relu('relu', ['ghost'])]],
    ['cycle', 'relu', [relu('relu', ['relu'])]],
    ['readsNothing', 'relu', [...answer, relu('relu')]],
    ['tooFewInputs', 'sum', [add('sum', ['input'])]],
    ['tooManyInputs', 'relu', [relu('relu', ['input', 'input'])]],
    ['needsImage', 'pool', [flatten('flatten', ['input']), maxPool2d('pool', 2, ['flatten'])]],
    ['needsVector', 'fc', [dense('fc', 10, ['input'])]],
    ['windowTooLarge', 'conv', [conv2d('conv', 1, 9, 0, ['input'])]],
    ['shapesDiffer', 'sum', [conv2d('conv', 1, 3, 0, ['input']), add('sum', ['conv', 'input'])]],
    ['noLayers', null, []],
    ['severalEnds', null, [...answer, relu('relu', ['fc']), relu('other', ['fc'])]],
    ['wrongOutputs', 'relu', [relu('relu', ['input'])]],
  ] as const)('has the kind %s and the layer %s', (kind, layer, layers) => {
    expect(faultsOf(layers)[0]).toEqual([kind, layer]);
  });

  it('are what the errors say, at the layers and of the network', () => {
    const { layers, faults, errors } = analyzeNetwork(networkOf([1, 8, 8], 10, [dense('fc', 10, ['input'])]));
    expect(faults.map(({ message }) => message)).toEqual(errors);
    expect(layers[0].fault).toBe(faults[0]);
    expect(layers[0].error).toBe(errors[0]);
  });

  it('are none where a network can run', () => {
    expect(faultsOf(answer)).toEqual([]);
  });
});
