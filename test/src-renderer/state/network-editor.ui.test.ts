import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { residual } from '../../../src-core/architecture/presets/residual';
import { newLayer } from '../../../src-renderer/state/layer-kinds';
import { NetworkEditor } from '../../../src-renderer/state/network-editor.svelte';
import { relu } from '../../support/networks';
import { fixedRuns } from '../../support/properties';
import { dice, editOf, validNetworks } from '../support/edits';

const editorOf = (network = lenet5.network) => {
  const changed = vi.fn();
  return { editor: new NetworkEditor(network, { changed }), changed };
};
const units = (count: number) => ({ kind: 'set', name: 'fc1', settings: { units: count } }) as const;
const inputsOf = (editor: NetworkEditor, name: string): readonly string[] | undefined =>
  editor.network.layers.find((layer) => layer.name === name)?.inputs;
const fc1 = (editor: NetworkEditor): LayerSpec | undefined =>
  editor.network.layers.find((layer) => layer.name === 'fc1');

it('tells of every change, and of nothing that changes nothing', () => {
  const { editor, changed } = editorOf();
  editor.edit(units(120));
  editor.undo();
  editor.redo();
  expect(changed).not.toHaveBeenCalled();
  expect(editor.canUndo || editor.canRedo).toBe(false);
  editor.edit(units(60));
  editor.undo();
  editor.redo();
  expect(changed).toHaveBeenCalledTimes(3);
});

describe('a gesture', () => {
  it('is one step of undo, until it ends', () => {
    const { editor } = editorOf();
    for (const count of [60, 61, 62]) editor.edit(units(count), 'fc1.units');
    editor.endGesture();
    for (const count of [63, 64]) editor.edit(units(count), 'fc1.units');
    expect(fc1(editor)).toMatchObject({ units: 64 });
    editor.undo();
    expect(fc1(editor)).toMatchObject({ units: 62 });
    editor.undo();
    expect(editor.network).toBe(lenet5.network);
    editor.redo();
    expect(fc1(editor)).toMatchObject({ units: 62 });
  });

  it('that comes back to where it began is no step', () => {
    const { editor } = editorOf();
    editor.edit(units(60), 'a');
    editor.endGesture();
    for (const count of [61, 60, 62]) editor.edit(units(count), 'a');
    editor.edit(units(60), 'a');
    editor.undo();
    expect(editor.network).toBe(lenet5.network);
    editor.redo();
    expect(fc1(editor)).toMatchObject({ units: 60 });
    expect(editor.canRedo).toBe(false);
  });

  it('does not go on with another one, with an edit by itself, or after undo', () => {
    const { editor } = editorOf();
    editor.edit(units(60), 'a');
    editor.edit(units(61), 'b');
    editor.edit(units(62));
    editor.edit(units(63), 'b');
    editor.undo();
    editor.edit(units(64), 'b');
    const seen: unknown[] = [];
    while (editor.canUndo) {
      seen.push(fc1(editor));
      editor.undo();
    }
    expect(seen).toMatchObject([{ units: 64 }, { units: 62 }, { units: 61 }, { units: 60 }]);
  });
});

it('carries out several edits as one step', () => {
  const { editor } = editorOf();
  editor.edit(units(60));
  editor.editAll([units(61), { kind: 'rename', name: 'fc2', to: 'hidden' }]);
  editor.editAll([units(62)]);
  editor.undo();
  expect(inputsOf(editor, 'relu4')).toEqual(['hidden']);
  editor.undo();
  expect(inputsOf(editor, 'relu4')).toEqual(['fc2']);
  expect(fc1(editor)).toMatchObject({ units: 60 });
});

describe('the selection', () => {
  it('is what is new, a layer under its new name, and nothing that is gone', () => {
    const { editor } = editorOf();
    editor.select(['fc2', 'ghost']);
    expect(editor.selected).toBe('fc2');
    editor.edit({ kind: 'rename', name: 'fc2', to: 'hidden' });
    expect(editor.selection).toEqual(['hidden']);
    editor.edit({ kind: 'remove', names: ['hidden'] });
    expect(editor.selection).toEqual([]);
    editor.undo();
    expect(editor.selection).toEqual(['hidden']);
    editor.add([newLayer('dropout')]);
    expect(editor.selection).toEqual(['dropout1']);
    expect(inputsOf(editor, 'relu4')).toEqual(['dropout1']);
  });

  it('is after undo what it was before the edit', () => {
    const { editor } = editorOf();
    editor.select(['fc1']);
    editor.edit(units(60));
    editor.select(['fc2']);
    editor.edit({ kind: 'set', name: 'fc2', settings: { units: 60 } });
    editor.undo();
    expect(editor.selection).toEqual(['fc2']);
    editor.undo();
    expect(editor.selection).toEqual(['fc1']);
    editor.redo();
    editor.redo();
    expect(editor.selection).toEqual(['fc2']);
  });
});

describe('copy and paste', () => {
  it('keeps the wires within, with names of their own, behind what is selected', () => {
    const { editor } = editorOf(residual.network);
    editor.select(['conv2', 'bn2', 'relu2', 'conv3', 'bn3', 'add1', 'relu3']);
    editor.copy();
    editor.paste();
    const [conv = '', , , , bn = '', add = '', relu = ''] = editor.selection;
    expect(editor.selection).toHaveLength(7);
    expect(inputsOf(editor, conv)).toEqual(['relu3']);
    expect(inputsOf(editor, add)).toEqual([bn, 'relu3']);
    expect(inputsOf(editor, 'conv4')).toEqual([relu]);
    expect(editor.analysis.errors).toEqual([]);
  });

  it('behind the last layer of all where nothing is selected, and again and again', () => {
    const { editor } = editorOf();
    editor.select(['relu1']);
    editor.copy();
    editor.select([]);
    editor.paste();
    editor.paste();
    expect(editor.network.layers.slice(-2).map(({ name, inputs }) => [name, ...inputs])).toEqual([
      ['relu5', 'fc3'],
      ['relu6', 'relu5'],
    ]);
  });

  it('of nothing leaves what was copied', () => {
    const { editor } = editorOf();
    editor.select(['relu1']);
    editor.copy();
    editor.select([]);
    editor.copy();
    editor.paste();
    expect(editor.selection).toEqual(['relu5']);
  });
});

it('begins another network with a history of its own', () => {
  const { editor } = editorOf();
  editor.edit(units(60));
  editor.begin(residual.network);
  expect(editor.network).toBe(residual.network);
  expect(editor.canUndo).toBe(false);
});

it('any edits undone are the very start, and redone the very end', () => {
  const property = fc.property(validNetworks, fc.array(dice, { maxLength: 20 }), (start, rolls) => {
    const { editor } = editorOf(start);
    const states = [start];
    for (const [kind, a, b, c] of rolls) {
      editor.edit(editOf(editor.network, [kind, a, b, c]), c % 4 === 0 ? 'gesture' : null);
      if (a % 5 === 0) editor.endGesture();
      states.push(editor.network);
      if (b % 7 === 0) editor.undo();
    }
    const end = editor.network;
    const names = new Set(end.layers.map(({ name }) => name));
    expect(editor.selection.every((name) => names.has(name))).toBe(true);
    while (editor.canUndo) editor.undo();
    expect(editor.network).toBe(start);
    expect(editor.selection).toEqual([]);
    while (editor.canRedo) editor.redo();
    expect(states).toContain(editor.network);
    if (rolls.every(([, , b]) => b % 7 !== 0)) expect(editor.network).toBe(end);
  });
  fc.assert(property, fixedRuns(100));
});

it('says why an edit is refused, once, and nothing of one that is done or changes nothing', () => {
  const refused = vi.fn();
  const editor = new NetworkEditor(lenet5.network, { changed: () => undefined, refused });
  const block = Array.from({ length: 500 }, (_, i) => relu(`r${i}`, ['input']));
  editor.add([block[0]]);
  editor.edit({ kind: 'remove', names: ['nobody'] });
  expect(refused).not.toHaveBeenCalled();
  const { network } = editor;
  editor.add(block);
  expect(editor.network).toBe(network);
  expect(refused).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('at most 500 layers'));
});
