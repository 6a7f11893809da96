import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzeNetwork } from '../../../src-core/architecture/analyze';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import { networkSpecSchema, type NetworkSpec } from '../../../src-core/architecture/network-spec';
import { applyEdit, applyEdits } from '../../../src-renderer/state/apply-edit';
import { layerOf } from '../../../src-renderer/state/layer-kinds';
import { repairsFor, type Repair } from '../../../src-renderer/state/repairs';
import { add, chainOf, conv2d, dense, flatten, maxPool2d, networkOf, relu } from '../../support/networks';
import { fixedRuns } from '../../support/properties';
import { dice, editOf, validNetworks } from '../support/edits';

const repairsOf = (network: NetworkSpec): Repair[] => repairsFor(network, analyzeNetwork(network));
const labelsOf = (network: NetworkSpec): string[] => repairsOf(network).map(({ label }) => label);
const faultsOf = (network: NetworkSpec): string[] =>
  analyzeNetwork(network).faults.map(({ kind, layer }) => `${kind} ${layer ?? ''}`);

/** The network once the first repair of all has been pressed until nothing is left to press. */
function mended(network: NetworkSpec): NetworkSpec {
  let now = network;
  for (let presses = 0; presses < 20; presses++) {
    const repair = repairsOf(now).at(0);
    if (!repair) break;
    now = applyEdits(now, repair.edits);
  }
  return now;
}

const answer = (from: string): LayerSpec[] => [flatten('flatten', [from]), dense('fc', 10, ['flatten'])];
const image = (...layers: LayerSpec[]): NetworkSpec => networkOf([1, 8, 8], 10, layers);

describe('the repairs of', () => {
  it.each<[string, NetworkSpec, string[]]>([
    [
      'a dense layer on an image',
      image(conv2d('conv', 4, 3, 1, ['input']), dense('fc', 10, ['conv'])),
      ['Insert Flatten', 'Insert GlobalAveragePooling2D', 'Remove fc'],
    ],
    [
      'a softmax on an image',
      image(layerOf('softmax', { name: 'softmax' })),
      ['Insert Flatten', 'Insert GlobalAveragePooling2D', 'Remove softmax'],
    ],
    [
      'a convolution behind a flatten',
      image(flatten('flatten', ['input']), relu('relu', ['flatten']), conv2d('conv', 4, 3, 1, ['relu'])),
      ['Remove flatten', 'Read the input instead', 'Remove conv'],
    ],
    [
      'a pooling on a vector that was never an image',
      networkOf([4], 4, [maxPool2d('pool', 2, ['input']), dense('fc', 4, ['pool'])]),
      ['Remove pool'],
    ],
    [
      'a kernel that does not fit',
      chainOf([1, 8, 8], 10, [...[maxPool2d('pool', 4), conv2d('conv', 4, 5), flatten('flatten'), dense('fc', 10)]]),
      ['Pad to same', 'Reduce the kernel to 2×2', 'Remove pool', 'Remove conv'],
    ],
    [
      'a kernel behind a stride',
      chainOf([1, 8, 8], 10, [
        ...[{ ...conv2d('first', 4, 3, 1), stride: 3 }, conv2d('second', 4, 5), flatten('flatten'), dense('fc', 10)],
      ]),
      ['Pad to same', 'Reduce the kernel to 3×3', 'Set the stride of first to 1', 'Remove second'],
    ],
    [
      'a pooling that does not fit',
      chainOf([1, 8, 8], 10, [
        ...[maxPool2d('pool1', 4), { ...maxPool2d('pool2', 3), stride: 3 }, flatten('flatten'), dense('fc', 10)],
      ]),
      ['Reduce pooling to 2×2', 'Reduce pool1 to 2×2', 'Remove pool1', 'Remove pool2'],
    ],
    [
      'a pooling where there is one pixel left',
      chainOf([1, 8, 8], 10, [...[maxPool2d('pool1', 8), maxPool2d('pool2', 2), flatten('flatten'), dense('fc', 10)]]),
      ['Remove pool2', 'Reduce pool1 to 2×2', 'Remove pool1'],
    ],
    [
      'a sum around convolutions of more filters and half the size',
      image(
        relu('stem', ['input']),
        { ...conv2d('conv', 4, 3, 1, ['stem']), stride: 2 },
        relu('relu', ['conv']),
        add('sum', ['relu', 'stem']),
        ...answer('sum'),
      ),
      [
        ...['Insert Conv2D 1×1 with 4 filters and stride 2 behind stem', 'Do without stem'],
        'Remove the branch of relu',
      ],
    ],
    [
      'a sum around a convolution without padding',
      image(relu('stem', ['input']), conv2d('conv', 1, 3, 0, ['stem']), add('sum', ['conv', 'stem']), ...answer('sum')),
      [
        ...['Pad conv to same', 'Insert Conv2D 3×3 with 1 filter behind stem', 'Do without stem'],
        'Remove the branch of conv',
      ],
    ],
    [
      'a sum of vectors',
      networkOf([4], 3, [dense('a', 3, ['input']), dense('b', 5, ['input']), add('sum', ['a', 'b'])]),
      [
        ...['Insert Dense with 3 units behind b', 'Insert Dense with 5 units behind a'],
        ...['Remove the branch of b', 'Remove the branch of a'],
      ],
    ],
    [
      'a concatenation of different sizes',
      image(
        relu('stem', ['input']),
        maxPool2d('pool', 2, ['stem']),
        layerOf('concatenate', { name: 'both', inputs: ['stem', 'pool'] }),
        ...answer('both'),
      ),
      [...['Insert Conv2D 1×1 with 1 filter and stride 2 behind stem', 'Do without stem'], 'Remove the branch of pool'],
    ],
    [
      'a concatenation of an image and a vector',
      image(
        flatten('flat', ['input']),
        layerOf('concatenate', { name: 'both', inputs: ['input', 'flat'] }),
        dense('fc', 10, ['both']),
      ),
      ['Insert Flatten behind the input', 'Do without the input', 'Remove the branch of flat'],
    ],
    [
      'a sum of one',
      image(relu('a', ['input']), relu('b', ['a']), add('sum', ['b']), ...answer('sum')),
      ['Remove sum', 'Join with a', 'Join with the input'],
    ],
    [
      'a sum of one beside a loose end',
      image(relu('a', ['input']), relu('b', ['input']), add('sum', ['b']), ...answer('sum')),
      ['Join with a', 'Remove sum', 'Join with the input'],
    ],
    [
      'a sum of nothing',
      networkOf([4], 3, [dense('a', 3, ['input']), dense('b', 3, ['input']), add('sum', [])]),
      ['Join a and b', 'Remove sum'],
    ],
    [
      'too many inputs',
      image(relu('a', ['input']), relu('b', ['input', 'a']), ...answer('b')),
      ['Read only the input', 'Read only a', 'Add the input and a', 'Concatenate the input and a'],
    ],
    [
      'an input that there is not',
      image(relu('a', ['input']), relu('b', ['ghost']), ...answer('b')),
      ['Read a instead', 'Read the input instead', 'Remove b'],
    ],
    [
      'a join with an input that there is not',
      image(relu('a', ['input']), add('sum', ['a', 'ghost', 'input']), ...answer('sum')),
      ['Do without “ghost”', 'Remove sum'],
    ],
    [
      'two layers of one name',
      image(relu('a', ['input']), relu('a', ['a']), ...answer('a')),
      ['Rename the second to relu1'],
    ],
    [
      'three layers of one name',
      image(relu('a', ['input']), relu('a', ['a']), relu('a', ['a']), ...answer('a')),
      ['Give each a name of its own'],
    ],
    ['a layer called input', image(relu('input', ['input']), ...answer('input')), ['Rename it to relu1']],
    [
      'a layer that reads nothing',
      image(relu('a', ['input']), relu('b'), ...answer('b')),
      ['Connect to a', 'Connect to the input', 'Remove b'],
    ],
    [
      'a cycle through a sum',
      image(relu('a', ['input']), add('sum', ['a', 'input', 'b']), relu('b', ['sum']), ...answer('b')),
      [
        // Of the sum, then of what it is read by.
        ...['Cut the wire from b to sum', 'Let sum read a instead of b', 'Let sum read the input instead of b'],
        'Remove sum',
        ...['Cut the wire from b to sum', 'Let sum read a instead of b', 'Let sum read the input instead of b'],
        'Remove b',
      ],
    ],
    [
      'a layer that reads itself',
      image(relu('a', ['a']), ...answer('a')),
      ['Let a read the input instead of a', 'Remove a'],
    ],
    [
      'several ends of one shape',
      networkOf([4], 3, [dense('a', 3, ['input']), dense('b', 3, ['input'])]),
      ['Add a and b', 'Concatenate a and b', 'Remove a', 'Remove b'],
    ],
    [
      'several ends of different shapes, one of which is an answer',
      image(relu('a', ['input']), ...answer('a'), conv2d('side', 2, 3, 0, ['a']), relu('loose', ['side'])),
      ['Remove the branch of loose', 'Remove the branch of fc'],
    ],
    [
      'a last dense layer of other units',
      image(flatten('flatten', ['input']), dense('fc', 7, ['flatten']), relu('relu', ['fc'])),
      ['Set the units of fc to 10', 'Insert Dense with 10 units'],
    ],
    [
      'a last layer that gives an image',
      image(conv2d('conv', 4, 3, 1, ['input'])),
      ['Insert Flatten and Dense with 10 units', 'Insert GlobalAveragePooling2D and Dense with 10 units'],
    ],
    [
      'a last layer with a channel for each class',
      image(conv2d('conv', 10, 3, 1, ['input'])),
      [
        ...['Insert GlobalAveragePooling2D', 'Insert Flatten and Dense with 10 units'],
        'Insert GlobalAveragePooling2D and Dense with 10 units',
      ],
    ],
    [
      'no layers',
      image(),
      ['Insert Flatten and Dense with 10 units', 'Insert GlobalAveragePooling2D and Dense with 10 units'],
    ],
    ['no layers for vectors', networkOf([4], 3, []), ['Insert Dense with 3 units']],
    ['a network that can run', image(...answer('input')), []],
  ])('%s', (_, network, labels) => {
    expect(labelsOf(network)).toEqual(labels);
    expect(analyzeNetwork(mended(network)).errors).toEqual([]);
  });
});

it('puts a new softmax behind the dense layer that it needs', () => {
  const network = chainOf([1, 8, 8], 10, [flatten('flatten'), relu('relu'), layerOf('softmax', { name: 'softmax' })]);
  const layers = analyzeNetwork(mended(network)).layers.map(({ spec }) => spec.kind);
  expect(layers).toEqual(['flatten', 'relu', 'dense', 'softmax']);
});

/** A way to break one layer of a network, or all of it; null where there is nothing to break in this way. */
type Breach = (network: NetworkSpec, name: string) => NetworkSpec | null;

const changed = (network: NetworkSpec, name: string, change: (layer: LayerSpec) => LayerSpec): NetworkSpec => ({
  ...network,
  layers: network.layers.map((layer) => (layer.name === name ? change(layer) : layer)),
});
const rewired = (network: NetworkSpec, name: string, inputs: string[]): NetworkSpec =>
  changed(network, name, (layer) => ({ ...layer, inputs }));
const layerIn = (network: NetworkSpec, name: string): LayerSpec => network.layers.find((layer) => layer.name === name)!;
const before = (network: NetworkSpec, name: string, layer: LayerSpec): NetworkSpec =>
  applyEdit(network, {
    kind: 'insert',
    block: [layer],
    on: { from: layerIn(network, name).inputs[0], to: name, index: 0 },
  });
const behind = (network: NetworkSpec, name: string, layer: LayerSpec): NetworkSpec =>
  applyEdit(network, { kind: 'insertAfter', block: [layer], after: name });

const breaches: Record<string, Breach> = {
  'an image flattened': (network, name) => before(network, name, layerOf('flatten')),
  'an image averaged': (network, name) => before(network, name, layerOf('globalAveragePool2d')),
  'a dense layer before it': (network, name) => before(network, name, layerOf('dense')),
  'a softmax before it': (network, name) => before(network, name, layerOf('softmax')),
  'a convolution before it': (network, name) => before(network, name, layerOf('conv2d')),
  'a large kernel before it': (network, name) =>
    before(network, name, layerOf('conv2d', { kernelSize: 31, padding: 1 })),
  'a large depthwise kernel': (network, name) =>
    before(network, name, layerOf('depthwiseConv2d', { kernelSize: 40, padding: 'valid' })),
  'much pooling before it': (network, name) =>
    before(network, name, layerOf('maxPool2d', { kernelSize: 5, stride: 5 })),
  'averaging beyond the image': (network, name) => before(network, name, layerOf('averagePool2d', { kernelSize: 64 })),
  'other filters': (network, name) =>
    layerIn(network, name).kind === 'conv2d'
      ? changed(network, name, (l) => ({ ...l, filters: 5 }) as LayerSpec)
      : null,
  'a larger stride': (network, name) =>
    'stride' in layerIn(network, name) ? changed(network, name, (l) => ({ ...l, stride: 2 }) as LayerSpec) : null,
  'no padding': (network, name) =>
    'padding' in layerIn(network, name)
      ? changed(network, name, (l) => ({ ...l, padding: 'valid' }) as LayerSpec)
      : null,
  'other units': (network, name) =>
    layerIn(network, name).kind === 'dense' ? changed(network, name, (l) => ({ ...l, units: 17 }) as LayerSpec) : null,
  'no inputs': (network, name) => rewired(network, name, []),
  'one input': (network, name) => rewired(network, name, layerIn(network, name).inputs.slice(0, 1)),
  'one input more': (network, name) => rewired(network, name, [...layerIn(network, name).inputs, 'input']),
  'a sum of one': (network, name) => before(network, name, layerOf('add')),
  'a concatenation of one': (network, name) => before(network, name, layerOf('concatenate')),
  'a sum with the input': (network, name) => applyEdit(network, { kind: 'join', from: 'input', to: name, by: 'add' }),
  'a concatenation with the input': (network, name) =>
    applyEdit(network, { kind: 'join', from: 'input', to: name, by: 'concatenate' }),
  'an input that there is not': (network, name) => rewired(network, name, ['ghost']),
  'inputs that there are not': (network, name) =>
    rewired(network, name, ['ghost', ...layerIn(network, name).inputs.slice(1), 'spectre']),
  'itself as its input': (network, name) => rewired(network, name, [name]),
  'the last layer as its input': (network, name) => rewired(network, name, [network.layers.at(-1)!.name]),
  'the last layer besides its input': (network, name) =>
    rewired(network, name, [...layerIn(network, name).inputs, network.layers.at(-1)!.name]),
  'the name of another': (network, name) => changed(network, name, (l) => ({ ...l, name: network.layers[0].name })),
  'the name of the example': (network, name) => changed(network, name, (l) => ({ ...l, name: 'input' })),
  'a layer beside it': (network, name) =>
    applyEdit(network, { kind: 'insert', block: [layerOf('relu')], on: { from: name, to: null, index: 0 } }),
  'a layer without wires': (network) => applyEdit(network, { kind: 'place', block: [layerOf('dense')] }),
  'a sum without wires': (network) => applyEdit(network, { kind: 'place', block: [layerOf('add')] }),
  'a pooling at the end': (network) => behind(network, network.layers.at(-1)!.name, layerOf('maxPool2d')),
  'nothing behind it': (network, name) => ({
    ...network,
    layers: network.layers.slice(0, network.layers.findIndex((layer) => layer.name === name) + 1),
  }),
  'other classes': (network) => ({ ...network, classNames: ['one', 'two', 'three'] }),
  'no layers': (network) => ({ ...network, layers: [] }),
};

/** Faults that a network has once a repair has been pressed. */
const faultsAfter = (network: NetworkSpec, { edits }: Repair): string[] => faultsOf(applyEdits(network, edits));

describe.each(Object.entries(breaches))('a network with %s', (_, breach) => {
  it('has a repair for its first fault, takes no harm by any of them, and can be mended to the end', () => {
    const property = fc.property(validNetworks, fc.nat(), (network, number) => {
      const broken = breach(network, network.layers[number % network.layers.length].name);
      fc.pre(broken !== null);
      const analysis = analyzeNetwork(broken);
      const first = analysis.faults.at(0);
      fc.pre(first !== undefined);
      const repairs = repairsFor(broken, analysis);
      expect(repairs[0]?.layer).toBe(first.layer);
      for (const repair of repairs) {
        const fault = analysis.faults.find(({ layer }) => layer === repair.layer)!;
        const places = analysis.layers.map(({ spec }) => spec.name);
        const mine = fault.layer === null ? 0 : places.indexOf(fault.layer);
        const worse = faultsAfter(broken, repair).filter((after) => !faultsOf(broken).includes(after));
        expect(worse).not.toContain(`${fault.kind} ${fault.layer ?? ''}`);
        if (!fault.kind.endsWith('Name')) {
          // What is new lies behind it, could not be looked at before, or is only looked for where nothing else is wrong.
          for (const after of worse.filter((one) => !/^(noLayers|severalEnds|wrongOutputs)/.test(one))) {
            const at = places.indexOf(after.split(' ')[1]);
            expect(at < 0 || at >= mine || analysis.layers[at].outputShape === null, after).toBe(true);
          }
        }
      }
      const gone = faultsAfter(broken, repairs[0]);
      expect(gone.length < analysis.faults.length || !gone.includes(`${first.kind} ${first.layer ?? ''}`)).toBe(true);
      expect(analyzeNetwork(mended(broken)).errors).toEqual([]);
    });
    fc.assert(property, fixedRuns(20));
  });
});

it('of any state can be pressed, take their fault away and leave a network', () => {
  const property = fc.property(validNetworks, fc.array(dice, { maxLength: 12 }), (start, rolls) => {
    const network = rolls.reduce((now, roll) => applyEdit(now, editOf(now, roll)), start);
    const analysis = analyzeNetwork(network);
    for (const repair of repairsFor(network, analysis)) {
      expect(repair.label).not.toMatch(/undefined|NaN|\[|\]/);
      const after = applyEdits(network, repair.edits);
      expect(networkSpecSchema.safeParse(after).error).toBeUndefined();
      expect(after).not.toBe(network);
    }
  });
  fc.assert(property, fixedRuns(150));
});

it('of a network of any wiring can be pressed', () => {
  const names = ['a', 'b', 'c', 'd', 'input'];
  const inputs = fc.array(fc.constantFrom(...names, 'ghost'), { maxLength: 3 });
  const layer = fc
    .tuple(fc.constantFrom(...names), inputs, fc.constantFrom(relu, flatten, add))
    .map(([name, read, make]): LayerSpec => make(name, read));
  const property = fc.property(fc.array(layer, { maxLength: 6 }), (layers) => {
    const network = networkOf([1, 8, 8], 64, layers);
    const { faults } = analyzeNetwork(network);
    expect(repairsOf(network).length > 0).toBe(faults.length > 0);
    expect(analyzeNetwork(mended(network)).errors).toEqual([]);
  });
  fc.assert(property, fixedRuns(300));
});
