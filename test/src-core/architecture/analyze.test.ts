import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzeNetwork, runnableLayers, workingLayers } from '../../../src-core/architecture/analyze';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import { findPreset } from '../../../src-core/architecture/presets';
import { InputError } from '../../../src-core/input-error';
import { add, chainOf, conv2d, dense, flatten, networkOf, relu } from '../../support/networks';
import { fixedRuns } from '../../support/properties';

const errorsOf = (layers: readonly LayerSpec[], classes = 10): readonly string[] =>
  analyzeNetwork(networkOf([1, 8, 8], classes, layers)).errors;

/** Two branches of equal shape that meet again, then a classifier. */
const branching: readonly LayerSpec[] = [
  conv2d('stem', 4, 3, 1, ['input']),
  conv2d('left', 4, 3, 1, ['stem']),
  conv2d('right', 4, 1, 0, ['stem']),
  add('sum', ['left', 'right', 'stem']),
  flatten('flatten', ['sum']),
  dense('fc', 10, ['flatten']),
];

describe('analyzeNetwork of lenet-5', () => {
  const analysis = analyzeNetwork(findPreset('lenet-5').network);

  it('knows the shape of every layer', () => {
    expect(analysis.layers.map(({ spec, outputShape }) => [spec.name, outputShape])).toEqual([
      ['conv1', [6, 28, 28]],
      ['relu1', [6, 28, 28]],
      ['pool1', [6, 14, 14]],
      ['conv2', [16, 10, 10]],
      ['relu2', [16, 10, 10]],
      ['pool2', [16, 5, 5]],
      ['flatten', [400]],
      ['fc1', [120]],
      ['relu3', [120]],
      ['fc2', [84]],
      ['relu4', [84]],
      ['fc3', [10]],
    ]);
    expect(analysis.layers[0].inputShapes).toEqual([[1, 28, 28]]);
    expect(analysis.errors).toEqual([]);
  });

  it('counts its 61,706 parameters', () => {
    const counts = analysis.layers.filter((layer) => layer.parameterCount > 0).map((layer) => layer.parameterCount);
    expect(counts).toEqual([156, 2416, 48_120, 10_164, 850]);
    expect(analysis.parameterCount).toBe(61_706);
  });
});

describe('analyzeNetwork of notebook-000', () => {
  it('counts its 1,710 parameters', () => {
    const analysis = analyzeNetwork(findPreset('notebook-000').network);
    expect(analysis.layers.map((layer) => layer.outputShape)).toEqual([
      [1, 26, 26],
      [1, 26, 26],
      [1, 13, 13],
      [169],
      [10],
    ]);
    expect(analysis.parameterCount).toBe(1710);
    expect(analysis.errors).toEqual([]);
  });
});

describe('analyzeNetwork', () => {
  it('puts layers of any order behind those they read', () => {
    const property = fc.property(
      fc.shuffledSubarray([...branching], { minLength: branching.length, maxLength: branching.length }),
      (layers) => {
        const analysis = analyzeNetwork(networkOf([1, 8, 8], 10, layers));
        expect(analysis.errors).toEqual([]);
        expect(analysis.parameterCount).toBe(40 + 148 + 20 + 2570);
        const order = analysis.layers.map(({ spec }) => spec.name);
        for (const { spec } of analysis.layers) {
          for (const input of spec.inputs) expect(order.indexOf(input)).toBeLessThan(order.indexOf(spec.name));
        }
      },
    );
    fc.assert(property, fixedRuns());
  });

  it('keeps the order of the file where nothing speaks against it', () => {
    const { layers } = analyzeNetwork(networkOf([1, 8, 8], 10, branching));
    expect(layers.map(({ spec }) => spec.name)).toEqual(['stem', 'left', 'right', 'sum', 'flatten', 'fc']);
  });

  it('tells the fault of a layer and leaves what comes after it unknown', () => {
    const network = chainOf([1, 8, 8], 10, [conv2d('conv', 4, 9), relu('relu'), flatten('flatten'), dense('fc', 10)]);
    const { layers, errors } = analyzeNetwork(network);
    expect(errors).toEqual(['conv: a 9×9 kernel does not fit into 8×8.']);
    expect(layers.map(({ error, outputShape }) => [error, outputShape])).toEqual([
      [errors[0], null],
      [null, null],
      [null, null],
      [null, null],
    ]);
    expect(layers[0].inputShapes).toEqual([[1, 8, 8]]);
  });

  it('tells of a dense layer on an image', () => {
    expect(errorsOf([dense('fc', 10, ['input'])])).toEqual([
      'fc: needs a vector, but its input is 1×8×8; put a Flatten before it.',
    ]);
  });

  it('tells of more than one input', () => {
    expect(errorsOf([relu('a', ['input']), relu('b', ['input', 'a'])])).toEqual(['b: takes one input, but has 2.']);
  });

  it('tells of inputs of different shapes', () => {
    expect(errorsOf([conv2d('a', 2, 3, 0, ['input']), add('sum', ['a', 'input'])])).toEqual([
      'sum: adds inputs of one shape, but has 2×6×6 and 1×8×8.',
    ]);
  });

  it('tells of an unknown input, and not of the layers behind it', () => {
    const layers = [relu('a', ['ghost']), flatten('flatten', ['a']), dense('fc', 10, ['flatten'])];
    const analysis = analyzeNetwork(networkOf([1, 8, 8], 10, layers));
    expect(analysis.errors).toEqual(['a: its input "ghost" is not a layer of this network.']);
    expect(analysis.layers.map(({ spec, error }) => [spec.name, error])).toEqual([
      ['a', analysis.errors[0]],
      ['flatten', null],
      ['fc', null],
    ]);
  });

  it('tells of each layer of a cycle, and not of the layers behind it', () => {
    const layers = [
      relu('before', ['input']),
      add('a', ['before', 'b']),
      relu('b', ['a']),
      flatten('flatten', ['b']),
      dense('fc', 10, ['flatten']),
    ];
    expect(errorsOf(layers)).toEqual([
      'a: reads, directly or through others, its own output.',
      'b: reads, directly or through others, its own output.',
    ]);
    expect(errorsOf([relu('self', ['self'])])).toEqual(['self: reads, directly or through others, its own output.']);
  });

  it('tells of names that are used twice or taken', () => {
    expect(errorsOf([relu('a', ['input']), relu('b', ['a']), flatten('a', ['b'])])).toEqual([
      'Two layers are called "a".',
    ]);
    expect(errorsOf([relu('input', ['input'])])[0]).toBe(
      'A layer cannot be called "input": that is the example itself.',
    );
  });

  it('tells of more than one last layer, and of none', () => {
    const layers = [flatten('flatten', ['input']), dense('left', 10, ['flatten']), dense('right', 10, ['flatten'])];
    expect(errorsOf(layers)).toEqual(['A network has one last layer, but this one has 2: left, right.']);
    expect(errorsOf([])).toEqual(['There are no layers yet.']);
  });

  it('tells when the outputs are not the classes', () => {
    const layers = [flatten('flatten', ['input']), dense('fc', 10, ['flatten'])];
    expect(errorsOf(layers, 12)).toEqual(['fc: gives 10 values, but there are 12 classes.']);
    expect(errorsOf([relu('relu', ['input'])], 8)).toEqual(['relu: gives 1×8×8 values, but there are 8 classes.']);
  });

  it('takes a network of any wiring without throwing', () => {
    const names = ['a', 'b', 'c', 'd'];
    const inputs = fc.array(fc.constantFrom(...names, 'input', 'ghost'), { minLength: 1, maxLength: 3 });
    const layer = fc
      .tuple(fc.constantFrom(...names), inputs, fc.constantFrom(relu, flatten, add))
      .map(([name, read, make]): LayerSpec => make(name, read));
    const property = fc.property(fc.array(layer, { maxLength: 6 }), (layers) => {
      const network = networkOf([1, 8, 8], 64, layers);
      const analysis = analyzeNetwork(network);
      expect(analysis.layers).toHaveLength(layers.length);
      const complete = analysis.layers.every(({ outputShape }) => outputShape !== null);
      expect(complete || analysis.errors.length > 0).toBe(true);
    });
    fc.assert(property, fixedRuns(500));
  });
});

describe('runnableLayers', () => {
  it('gives the layers of a network that can run', () => {
    expect(runnableLayers(findPreset('lenet-5').network)).toHaveLength(12);
  });

  it('throws the first cause of one that cannot', () => {
    expect(() => runnableLayers(networkOf([1, 8, 8], 10, [dense('fc', 10, ['input'])]))).toThrow(
      new InputError('Network "test": fc: needs a vector, but its input is 1×8×8; put a Flatten before it.'),
    );
  });
});

describe('workingLayers', () => {
  const namesOf = (layers: LayerSpec[]): string[] =>
    workingLayers(networkOf([1, 8, 8], 10, layers)).map(({ spec }) => spec.name);

  it('gives all layers of a network that can run', () => {
    const { network } = findPreset('residual');
    expect(workingLayers(network)).toEqual(runnableLayers(network));
  });

  it('leaves out what cannot work and all that is behind it', () => {
    const layers = [
      relu('relu', ['input']),
      dense('fc', 10, ['relu']),
      relu('behind', ['fc']),
      relu('ghostly', ['ghost']),
      { ...relu('lonely', []) },
      add('both', ['relu', 'behind']),
      flatten('flatten', ['relu']),
      dense('out', 3, ['flatten']),
    ];
    expect(namesOf(layers)).toEqual(['relu', 'flatten', 'out']);
    expect(namesOf([])).toEqual([]);
  });

  it('leaves out layers whose name does not tell which is meant, and who reads them', () => {
    const layers = [relu('a', ['input']), relu('b', ['input']), relu('a', ['b']), flatten('c', ['a'])];
    expect(namesOf(layers)).toEqual(['b']);
    expect(namesOf([relu('a', ['input']), flatten('input', ['a'])])).toEqual([]);
  });
});
