import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import LayerInputs from '../../../src-renderer/editor/LayerInputs.svelte';
import { NetworkEditor } from '../../../src-renderer/state/network-editor.svelte';
import { branching, shortChain } from '../../support/networks';

function show(network: NetworkSpec, name: string) {
  const editor = new NetworkEditor(network, { changed: () => undefined });
  render(LayerInputs, { editor, name });
  const inputs = () => editor.network.layers.find((layer) => layer.name === name)?.inputs;
  return { editor, inputs };
}
const field = (): HTMLSelectElement => screen.getByTestId('layer-input');
const labels = (): string[] => Array.from(field().options, ({ label }) => label);
const choose = (label: string) =>
  fireEvent.change(field(), { target: { value: field().options[labels().indexOf(label)].value } });

describe('a layer that reads one', () => {
  it('reads another, or nothing, and something again, each a step of undo', async () => {
    const { editor, inputs } = show(shortChain, 'flatten');
    expect(labels()).toEqual(['the input', 'conv', 'relu', 'nothing']);
    await choose('nothing');
    expect(inputs()).toEqual([]);
    expect(field().selectedOptions[0].label).toBe('nothing');
    expect(editor.analysis.errors).toEqual(['flatten: reads nothing yet.']);
    await choose('conv');
    expect(inputs()).toEqual(['conv']);
    editor.undo();
    editor.undo();
    expect(editor.network).toBe(shortChain);
  });
});

describe('a layer that joins several', () => {
  it('reads one more, or one of them no longer', async () => {
    const { inputs } = show(branching, 'sum');
    expect(labels()).toEqual(['another layer…', 'the input', 'stem', 'left']);
    await fireEvent.click(screen.getByRole('button', { name: 'Do not read left' }));
    expect(inputs()).toEqual(['stem']);
    await choose('the input');
    expect(inputs()).toEqual(['stem', 'input']);
    expect(field().selectedOptions[0].label).toBe('another layer…');
  });
});
