import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzeNetwork } from '../../../src-core/architecture/analyze';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import { networkSpecSchema, type NetworkSpec } from '../../../src-core/architecture/network-spec';
import { residual } from '../../../src-core/architecture/presets/residual';
import { applyEdit, applyEdits, editRefusal } from '../../../src-renderer/state/apply-edit';
import type { NetworkEdit } from '../../../src-renderer/state/network-edit';
import { add, branching, shortChain, chainOf, networkOf, relu } from '../../support/networks';
import { fixedRuns } from '../../support/properties';
import { dice, editOf, validNetworks } from '../support/edits';

/** Each layer with what it reads: "relu<conv". */
const wiring = ({ layers }: NetworkSpec): string[] => layers.map(({ name, inputs }) => `${name}<${inputs.join('+')}`);
const after = (network: NetworkSpec, ...edits: NetworkEdit[]): string[] => wiring(applyEdits(network, edits));
const nothingDone = (network: NetworkSpec, edit: NetworkEdit): void => expect(applyEdit(network, edit)).toBe(network);

const block: readonly LayerSpec[] = [relu('a', ['input']), relu('b', ['a'])];

describe('insert', () => {
  it('puts a block on one wire alone', () => {
    expect(after(branching, { kind: 'insert', block, on: { from: 'stem', to: 'sum', index: 1 } })).toEqual([
      ...['stem<input', 'a<stem', 'b<a', 'left<stem', 'sum<left+b', 'flatten<sum', 'fc<flatten'],
    ]);
  });

  it('puts a block where nobody reads on', () => {
    expect(after(shortChain, { kind: 'insert', block, on: { from: 'fc', to: null, index: 0 } }).slice(3)).toEqual([
      ...['fc<flatten', 'a<fc', 'b<a'],
    ]);
  });

  it('gives names that nobody has, within the block too', () => {
    const twice = [relu('relu', ['input']), relu('relu', ['relu'])];
    const { layers } = applyEdit(shortChain, {
      kind: 'insert',
      block: twice,
      on: { from: 'relu', to: 'flatten', index: 0 },
    });
    expect(new Set(layers.map(({ name }) => name)).size).toBe(6);
  });

  it('leaves by the layer of the block that no other reads, in whatever order it stands', () => {
    const reversed = [relu('b', ['a']), relu('a', ['input'])];
    const edited = after(shortChain, {
      kind: 'insert',
      block: reversed,
      on: { from: 'relu', to: 'flatten', index: 0 },
    });
    expect(edited).toEqual(['conv<input', 'relu<conv', 'b<a', 'a<relu', 'flatten<b', 'fc<flatten']);
  });

  it('does nothing on a wire that there is not, without a block, or beyond the most layers there can be', () => {
    nothingDone(shortChain, { kind: 'insert', block, on: { from: 'conv', to: 'fc', index: 0 } });
    nothingDone(shortChain, { kind: 'insert', block: [], on: { from: 'conv', to: 'relu', index: 0 } });
    const many = Array.from({ length: 500 }, (_, i) => relu(`r${i}`));
    nothingDone(chainOf([1, 8, 8], 10, many), { kind: 'insertAfter', block, after: 'r3' });
  });
});

describe('insertAfter', () => {
  it('behind a branch point lets all branches read the block', () => {
    expect(after(branching, { kind: 'insertAfter', block, after: 'stem' }).slice(0, 5)).toEqual([
      ...['stem<input', 'a<stem', 'b<a', 'left<b', 'sum<left+b'],
    ]);
  });

  it('behind the input is before everything', () => {
    expect(after(shortChain, { kind: 'insertAfter', block, after: 'input' }).slice(0, 3)).toEqual([
      ...['a<input', 'b<a', 'conv<b'],
    ]);
  });

  it('does nothing behind a layer that there is not', () => {
    nothingDone(shortChain, { kind: 'insertAfter', block, after: 'ghost' });
  });
});

it('place puts a block in without a wire to what is there', () => {
  expect(after(shortChain, { kind: 'place', block }).slice(4)).toEqual(['a<', 'b<a']);
});

describe('remove', () => {
  it('heals the wires', () => {
    expect(after(shortChain, { kind: 'remove', names: ['relu'] })).toEqual([
      'conv<input',
      'flatten<conv',
      'fc<flatten',
    ]);
    expect(after(shortChain, { kind: 'remove', names: ['conv', 'flatten'] })).toEqual(['relu<input', 'fc<relu']);
  });

  it('of a join leaves its first input', () => {
    expect(after(branching, { kind: 'remove', names: ['sum'] })[2]).toBe('flatten<left');
  });

  it('of all layers leaves a network without any', () => {
    expect(after(shortChain, { kind: 'remove', names: ['conv', 'relu', 'flatten', 'fc'] })).toEqual([]);
  });

  it('leaves readers of what read nothing, or itself, without a wire', () => {
    const loose = networkOf([4], 4, [relu('a'), relu('b', ['b']), add('c', ['a', 'b', 'input'])]);
    expect(after(loose, { kind: 'remove', names: ['a', 'b'] })).toEqual(['c<input']);
  });

  it('does nothing without a layer of these names', () =>
    nothingDone(shortChain, { kind: 'remove', names: ['ghost'] }));
});

describe('duplicate', () => {
  it('puts the copies behind the last of them, wires between them included', () => {
    expect(after(shortChain, { kind: 'duplicate', names: ['conv', 'relu'] })).toEqual([
      ...['conv<input', 'relu<conv', 'conv1<relu', 'relu1<conv1', 'flatten<relu1', 'fc<flatten'],
    ]);
  });

  it('of a residual block reads the block at both ends of its copy', () => {
    expect(after(branching, { kind: 'duplicate', names: ['left', 'sum'] }).slice(2, 6)).toEqual([
      ...['sum<left+stem', 'conv1<sum', 'add1<conv1+sum', 'flatten<add1'],
    ]);
  });

  it('does nothing without layers', () => nothingDone(shortChain, { kind: 'duplicate', names: [] }));
});

describe('move', () => {
  it('takes a layer from its place to another wire', () => {
    const on = { from: 'input', to: 'conv', index: 0 };
    expect(after(shortChain, { kind: 'move', name: 'relu', on })).toEqual([
      ...['relu<input', 'conv<relu', 'flatten<conv', 'fc<flatten'],
    ]);
    expect(after(shortChain, { kind: 'move', name: 'conv', on: { from: 'fc', to: null, index: 0 } })).toEqual([
      ...['relu<input', 'flatten<relu', 'fc<flatten', 'conv<fc'],
    ]);
  });

  it('knows the wire again when the layer’s own wire to the same join is gone', () => {
    const loose = networkOf([4], 4, [relu('a'), relu('b', ['input']), add('c', ['a', 'b'])]);
    expect(after(loose, { kind: 'move', name: 'a', on: { from: 'b', to: 'c', index: 1 } })).toEqual([
      ...['b<input', 'a<b', 'c<a'],
    ]);
  });

  it('does nothing with a join, onto a wire of the layer itself, or onto none', () => {
    nothingDone(branching, { kind: 'move', name: 'sum', on: { from: 'input', to: 'stem', index: 0 } });
    nothingDone(shortChain, { kind: 'move', name: 'relu', on: { from: 'conv', to: 'relu', index: 0 } });
    nothingDone(shortChain, { kind: 'move', name: 'relu', on: { from: 'relu', to: 'flatten', index: 0 } });
    nothingDone(shortChain, { kind: 'move', name: 'relu', on: { from: 'conv', to: 'fc', index: 0 } });
    nothingDone(shortChain, { kind: 'move', name: 'ghost', on: { from: 'input', to: 'conv', index: 0 } });
  });
});

describe('shift', () => {
  it('moves a layer of a shortChain up and down by one', () => {
    const up = ['relu<input', 'conv<relu', 'flatten<conv', 'fc<flatten'];
    expect(after(shortChain, { kind: 'shift', name: 'relu', by: -1 })).toEqual(up);
    expect(after(shortChain, { kind: 'shift', name: 'conv', by: 1 })).toEqual(up);
    expect(after(shortChain, { kind: 'shift', name: 'flatten', by: 1 })).toEqual([
      ...['conv<input', 'relu<conv', 'fc<relu', 'flatten<fc'],
    ]);
  });

  it('moves a layer below a join, and above one into its first branch', () => {
    expect(after(branching, { kind: 'shift', name: 'left', by: 1 })).toEqual([
      ...['stem<input', 'sum<stem+stem', 'left<sum', 'flatten<left', 'fc<flatten'],
    ]);
    expect(after(branching, { kind: 'shift', name: 'flatten', by: -1 })).toEqual([
      ...['stem<input', 'left<stem', 'flatten<left', 'sum<flatten+stem', 'fc<sum'],
    ]);
  });

  it('does nothing at the ends, and with a join', () => {
    nothingDone(shortChain, { kind: 'shift', name: 'conv', by: -1 });
    nothingDone(shortChain, { kind: 'shift', name: 'fc', by: 1 });
    nothingDone(branching, { kind: 'shift', name: 'sum', by: 1 });
    nothingDone(shortChain, { kind: 'shift', name: 'ghost', by: 1 });
  });
});

describe('connect', () => {
  it('replaces what a layer reads, and gives a join one input more', () => {
    expect(after(shortChain, { kind: 'connect', from: 'conv', to: 'flatten' })[2]).toBe('flatten<conv');
    expect(after(branching, { kind: 'connect', from: 'input', to: 'sum' })[2]).toBe('sum<left+stem+input');
  });

  it('does nothing where it would close a cycle, is there already, or one of the two is not', () => {
    nothingDone(shortChain, { kind: 'connect', from: 'fc', to: 'conv' });
    nothingDone(shortChain, { kind: 'connect', from: 'relu', to: 'relu' });
    nothingDone(branching, { kind: 'connect', from: 'sum', to: 'left' });
    nothingDone(shortChain, { kind: 'connect', from: 'conv', to: 'relu' });
    nothingDone(shortChain, { kind: 'connect', from: 'ghost', to: 'relu' });
    nothingDone(shortChain, { kind: 'connect', from: 'conv', to: 'ghost' });
    nothingDone(shortChain, { kind: 'connect', from: 'conv', to: 'input' });
  });
});

describe('join', () => {
  it('lets a layer read the sum of what it reads and of another', () => {
    expect(after(shortChain, { kind: 'join', from: 'conv', to: 'flatten', by: 'add' })).toEqual([
      ...['conv<input', 'relu<conv', 'add1<relu+conv', 'flatten<add1', 'fc<flatten'],
    ]);
    expect(after(shortChain, { kind: 'join', from: 'conv', to: 'flatten', by: 'concatenate' })[2]).toBe(
      'concat1<relu+conv',
    );
  });

  it('connects a layer that reads nothing', () => {
    const loose = applyEdit(shortChain, { kind: 'place', block: [relu('loose')] });
    expect(after(loose, { kind: 'join', from: 'fc', to: 'loose', by: 'add' }).at(-1)).toBe('loose<fc');
  });

  it('does nothing where it would close a cycle', () => {
    nothingDone(shortChain, { kind: 'join', from: 'fc', to: 'conv', by: 'add' });
    nothingDone(shortChain, { kind: 'join', from: 'ghost', to: 'conv', by: 'add' });
  });
});

describe('disconnect', () => {
  it('cuts one wire', () => {
    expect(after(branching, { kind: 'disconnect', wire: { from: 'left', to: 'sum', index: 0 } })[2]).toBe('sum<stem');
    expect(after(shortChain, { kind: 'disconnect', wire: { from: 'conv', to: 'relu', index: 0 } })[1]).toBe('relu<');
  });

  it('does nothing without such a wire', () => {
    nothingDone(branching, { kind: 'disconnect', wire: { from: 'left', to: 'sum', index: 1 } });
    nothingDone(shortChain, { kind: 'disconnect', wire: { from: 'fc', to: null, index: 0 } });
  });
});

describe('set', () => {
  it('changes settings of the kind, and no others', () => {
    const edited = applyEdit(shortChain, { kind: 'set', name: 'conv', settings: { filters: 7, padding: 'same' } });
    expect(edited.layers[0]).toEqual({ ...shortChain.layers[0], filters: 7, padding: 'same' });
    expect(edited.layers.slice(1)).toEqual(shortChain.layers.slice(1));
  });

  it.each([
    ['a value out of its range', { filters: 0 }],
    ['a setting of another kind', { units: 3 }],
    ['the value that there is', { filters: 4 }],
    ['another kind, name or wire', { kind: 'relu', name: 'other', inputs: [] }],
  ])('does nothing with %s', (_, settings) => nothingDone(shortChain, { kind: 'set', name: 'conv', settings }));
});

describe('rename', () => {
  it('follows the wires', () => {
    expect(after(branching, { kind: 'rename', name: 'stem', to: 'first' }).slice(0, 3)).toEqual([
      ...['first<input', 'left<first', 'sum<left+first'],
    ]);
  });

  it('of two layers of one name means the second, and what stands behind it', () => {
    const twice = networkOf([4], 4, [relu('a', ['input']), relu('b', ['a']), relu('a', ['b']), relu('c', ['a'])]);
    expect(after(twice, { kind: 'rename', name: 'a', to: 'd' })).toEqual(['a<input', 'b<a', 'd<b', 'c<d']);
  });

  it('of a layer called like the example leaves the example to those before it', () => {
    const taken = networkOf([4], 4, [relu('a', ['input']), relu('input', ['input']), add('b', ['a', 'input'])]);
    expect(after(taken, { kind: 'rename', name: 'input', to: 'c' })).toEqual(['a<input', 'c<input', 'b<a+c']);
  });

  it.each(['relu', 'input', '', '1st', 'with space', 'conv'])('does nothing with the name "%s"', (to) =>
    nothingDone(shortChain, { kind: 'rename', name: 'conv', to }),
  );
});

describe('describe', () => {
  it('changes what belongs to no layer', () => {
    expect(applyEdit(shortChain, { kind: 'describe', changes: { name: 'mine' } })).toEqual({
      ...shortChain,
      name: 'mine',
    });
  });

  it('does nothing with what describes no network, or what it is already', () => {
    nothingDone(shortChain, { kind: 'describe', changes: { name: '' } });
    nothingDone(shortChain, { kind: 'describe', changes: { classNames: ['one'] } });
    nothingDone(shortChain, { kind: 'describe', changes: { name: shortChain.name, loss: { ...shortChain.loss } } });
    nothingDone(shortChain, { kind: 'describe', changes: {} });
  });
});

it('replace takes another network', () => {
  expect(applyEdit(shortChain, { kind: 'replace', network: residual.network })).toBe(residual.network);
});

describe('any edits, one after the other', () => {
  const histories = fc.tuple(validNetworks, fc.array(dice, { maxLength: 25 }));

  it('make nothing but networks, with names of their own, whose faults are named', () => {
    const property = fc.property(histories, ([start, rolls]) => {
      let network = start;
      for (const roll of rolls) {
        const edit = editOf(network, roll);
        const before = JSON.stringify(network);
        const next = applyEdit(network, edit);
        expect(JSON.stringify(network)).toBe(before);
        expect(next === network).toBe(JSON.stringify(next) === before);
        network = next;
        expect(networkSpecSchema.safeParse(network).error).toBeUndefined();
        const names = network.layers.map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        const { layers, errors } = analyzeNetwork(network);
        expect(errors.length > 0 || layers.every(({ outputShape }) => outputShape !== null)).toBe(true);
        expect(errors.every((error) => error !== '')).toBe(true);
      }
    });
    fc.assert(property, fixedRuns(200));
  });

  it('close no cycle and read nothing that there is not', () => {
    const property = fc.property(histories, ([start, rolls]) => {
      const end = rolls.reduce((network, roll) => applyEdit(network, editOf(network, roll)), start);
      const kinds = analyzeNetwork(end).faults.map(({ kind }) => kind);
      expect(kinds).not.toContain('cycle');
      expect(kinds).not.toContain('unknownInput');
    });
    fc.assert(property, fixedRuns(200));
  });
});

describe('a layer too many', () => {
  const full = chainOf(
    [4],
    4,
    Array.from({ length: 499 }, (_, i) => relu(`r${i}`)),
  );
  const inserted = (layers: readonly LayerSpec[]) => ({ kind: 'insertAfter', block: layers, after: 'r498' }) as const;

  it('is refused in one sentence, as is a copy of one', () => {
    expect(editRefusal(full, inserted(block))).toBe(
      'Nothing was added: a network has at most 500 layers, and this one would have 501.',
    );
    expect(editRefusal(full, { kind: 'duplicate', names: ['r1', 'r2'] })).toContain('501');
  });

  it('is none where there is room for it, nor where an edit adds nothing', () => {
    expect(editRefusal(full, inserted([relu('a', ['input'])]))).toBeNull();
    expect(editRefusal(full, { kind: 'remove', names: ['nobody'] })).toBeNull();
    expect(editRefusal(full, { kind: 'describe', changes: { name: 'other' } })).toBeNull();
  });
});
