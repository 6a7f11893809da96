import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import LayerFields from '../../../src-renderer/editor/LayerFields.svelte';
import { NetworkEditor } from '../../../src-renderer/state/network-editor.svelte';

let editor: NetworkEditor;
let rerender: (props: { name: string }) => Promise<void>;
beforeEach(() => {
  editor = new NetworkEditor(lenet5.network, { changed: () => undefined });
  const { rerender: again } = render(LayerFields, { editor, name: 'conv1' });
  rerender = again as typeof rerender;
});

const input = (id: string): HTMLInputElement => screen.getByTestId(`layer-${id}`);
const type = (id: string, text: string) => fireEvent.input(input(id), { target: { value: text } });
const layer = (name = 'conv1'): LayerSpec => editor.network.layers.find((one) => one.name === name)!;
const undo = async (): Promise<void> => {
  editor.undo();
  await tick();
};

describe('a number', () => {
  it('is typed: all of it one step of undo', async () => {
    expect(input('filters').value).toBe('6');
    await type('filters', '1');
    await type('filters', '12');
    await fireEvent.blur(input('filters'));
    expect(layer()).toMatchObject({ filters: 12 });
    await type('filters', '13');
    await fireEvent.blur(input('filters'));
    await undo();
    expect(layer()).toMatchObject({ filters: 12 });
    await undo();
    expect(input('filters').value).toBe('6');
    expect(editor.canUndo).toBe(false);
  });

  it('says in its place what it takes, and stays as it was until then', async () => {
    await type('filters', '0');
    expect(screen.getByText('Filters is a whole number from 1 to 4,096.')).toBeTruthy();
    expect(input('filters').getAttribute('aria-invalid')).toBe('true');
    await fireEvent.blur(input('filters'));
    expect(input('filters').value).toBe('0');
    expect(layer()).toMatchObject({ filters: 6 });
    await fireEvent.keyDown(input('filters'), { key: 'Escape' });
    expect(input('filters').value).toBe('6');
    expect(input('filters').getAttribute('aria-invalid')).toBe('false');
  });

  it('gives a bad text up when the value has become another one', async () => {
    await type('filters', '7');
    await type('filters', '7x');
    await undo();
    expect(input('filters').value).toBe('6');
  });

  it('is stepped by buttons and arrow keys, each a step of undo', async () => {
    await fireEvent.click(screen.getByRole('button', { name: 'Filters: more' }));
    await fireEvent.keyDown(input('filters'), { key: 'ArrowUp' });
    await fireEvent.keyDown(input('filters'), { key: 'ArrowUp' });
    await fireEvent.click(screen.getByRole('button', { name: 'Filters: less' }));
    expect(input('filters').value).toBe('8');
    await undo();
    expect(input('filters').value).toBe('9');
    await type('filters', '1');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Filters: less' }).disabled).toBe(true);
  });

  it('is slid: a drag is one step of undo', async () => {
    const slider = screen.getByRole<HTMLInputElement>('slider', { name: 'Filters, slider' });
    expect([slider.min, slider.max, slider.value]).toEqual(['1', '64', '6']);
    for (const value of ['7', '20', '30']) await fireEvent.input(slider, { target: { value } });
    await fireEvent.change(slider);
    await fireEvent.input(slider, { target: { value: '31' } });
    await fireEvent.change(slider);
    expect(input('filters').value).toBe('31');
    await undo();
    expect(slider.value).toBe('30');
    await undo();
    expect(slider.value).toBe('6');
  });

  it('beyond its slider makes that longer', async () => {
    await type('filters', '300');
    expect(input('filters-slider').max).toBe('300');
    expect(input('filters-slider').value).toBe('300');
  });
});

describe('choices and switches', () => {
  it('show the fields that belong to them', async () => {
    expect(input('padding').value).toBe('pixels');
    expect(input('padding-pixels').value).toBe('2');
    await fireEvent.change(input('padding'), { target: { value: 'same' } });
    expect(layer()).toMatchObject({ padding: 'same' });
    expect(screen.queryByTestId('layer-padding-pixels')).toBeNull();
  });

  it('of what is seldom changed are behind “More”', async () => {
    expect(screen.getByTestId('layer-more').textContent).toContain('bias, first weights, first biases');
    await fireEvent.change(input('initializer'), { target: { value: 'normal' } });
    await type('initializer-sigma', '0.5');
    expect(layer()).toMatchObject({ initializer: { kind: 'normal', sigma: 0.5 } });
    await fireEvent.click(input('bias'));
    expect(layer()).toMatchObject({ bias: false });
    expect(screen.queryByTestId('layer-bias-initializer')).toBeNull();
  });
});

describe('the name', () => {
  it('is taken up by Enter or when it is left, and followed by the wires', async () => {
    await type('name', 'stem');
    expect(layer()).toBeTruthy();
    await fireEvent.submit(input('name').form!);
    expect(layer('relu1').inputs).toEqual(['stem']);
    await rerender({ name: 'stem' });
    expect(input('name').value).toBe('stem');
    await type('name', 'first');
    await fireEvent.blur(input('name'));
    expect(layer('relu1').inputs).toEqual(['first']);
  });

  it('says in its place why it cannot be one', async () => {
    await type('name', 'conv2');
    expect(screen.getByText('There is a layer called “conv2” already.')).toBeTruthy();
    await fireEvent.blur(input('name'));
    expect(editor.network).toBe(lenet5.network);
    await fireEvent.keyDown(input('name'), { key: 'Escape' });
    expect(input('name').value).toBe('conv1');
  });
});

it('shows the fields of another layer, without what was typed for the first', async () => {
  await type('filters', '0');
  await rerender({ name: 'conv2' });
  expect(input('filters').value).toBe('16');
  expect(input('name').value).toBe('conv2');
  await rerender({ name: 'relu1' });
  expect(screen.getAllByRole('textbox')).toHaveLength(1);
  await rerender({ name: 'ghost' });
  expect(screen.queryByRole('textbox')).toBeNull();
});
