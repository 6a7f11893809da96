import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { writeNetworkText } from '../../../src-core/architecture/network-text';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { kerasCode } from '../../../src-core/formats/code/keras';
import { pytorchCode } from '../../../src-core/formats/code/pytorch';
import TextPane from '../../../src-renderer/editor/TextPane.svelte';
import { NetworkEditor } from '../../../src-renderer/state/network-editor.svelte';

const TEXT = writeNetworkText(lenet5.network);
const filters = (editor: NetworkEditor): unknown => {
  const [conv] = editor.network.layers;
  return conv.kind === 'conv2d' && conv.filters;
};

let editor: NetworkEditor;
beforeEach(() => {
  editor = new NetworkEditor(lenet5.network, { changed: () => undefined });
  render(TextPane, { editor });
});

const area = (): HTMLTextAreaElement => screen.getByTestId('network-text');
const note = (): string => screen.getByTestId('network-text-note').textContent.replace(/\s+/g, ' ').trim();
const type = (text: string): Promise<boolean> => fireEvent.input(area(), { target: { value: text } });
const mark = (): HTMLElement | null => screen.queryByTestId('network-text-mark');
const choose = (language: string): Promise<boolean> => fireEvent.click(screen.getByRole('radio', { name: language }));
const removeConv2 = (): void => editor.edit({ kind: 'remove', names: ['conv2'] });

describe('the text', () => {
  it('is the network', () => {
    expect(area().value).toBe(TEXT);
    expect(note()).toBe('');
    expect(mark()).toBeNull();
  });

  it('is the network at once when it is right, as one step of undo for as long as it is not left', async () => {
    await type(TEXT.replace('"filters": 6', '"filters": 7'));
    expect(filters(editor)).toBe(7);
    await type(TEXT.replace('"filters": 6', '"filters": 75'));
    expect(filters(editor)).toBe(75);
    editor.undo();
    expect(filters(editor)).toBe(6);
    expect(editor.canUndo).toBe(false);
    await tick();
    await type(TEXT.replace('"filters": 6', '"filters": 7'));
    await fireEvent.blur(area());
    await type(TEXT.replace('"filters": 6', '"filters": 8'));
    editor.undo();
    expect(filters(editor)).toBe(7);
  });

  it('is no edit when it says the same in another form, and is put in form when it is left', async () => {
    const spaced = TEXT.replaceAll(',', ' ,');
    await type(spaced);
    expect(area().value).toBe(spaced);
    expect(editor.canUndo).toBe(false);
    await fireEvent.blur(area());
    expect(area().value).toBe(TEXT);
  });

  it('keeps the network while it is wrong, says why and marks the line', async () => {
    await type(TEXT.replace('"filters": 6', '"filters": -6'));
    expect(editor.network).toBe(lenet5.network);
    expect(note()).toContain('Line 10. conv1, filters: expected at least 1, but found -6.');
    expect(area().getAttribute('aria-invalid')).toBe('true');
    expect(mark()!.style.getPropertyValue('--line')).toBe('10');
    expect(document.querySelector('li.wrong')?.textContent).toBe('10');
    await fireEvent.blur(area());
    expect(area().value).toContain('-6');
    await type(TEXT.replace('"filters": 6', '"filters": 16'));
    expect(filters(editor)).toBe(16);
    expect(note()).toBe('');
    expect(mark()).toBeNull();
  });

  it('can be given up while it is wrong', async () => {
    await type('{');
    await fireEvent.click(screen.getByRole('button', { name: 'Discard' }));
    expect(area().value).toBe(TEXT);
    expect(editor.network).toBe(lenet5.network);
  });

  it('follows what is done elsewhere', async () => {
    await type(TEXT.replaceAll(',', ' ,'));
    removeConv2();
    await tick();
    expect(area().value).toBe(writeNetworkText(editor.network));
    editor.undo();
    await tick();
    expect(area().value).toContain('"conv2"');
  });

  it('does not follow while it is wrong, but offers to', async () => {
    await type('{');
    await type('{ "');
    removeConv2();
    await tick();
    expect(area().value).toBe('{ "');
    expect(note()).toContain('The network has been changed elsewhere meanwhile');
    await type('{ "a');
    expect(note()).toContain('The network has been changed elsewhere meanwhile');
    await fireEvent.click(screen.getByRole('button', { name: 'Show the network’s text again' }));
    expect(area().value).toBe(writeNetworkText(editor.network));
    expect(area().value).not.toContain('"conv2"');
  });

  it('says why a network of the right form cannot run', async () => {
    await type(TEXT.replace('"kernelSize": 5', '"kernelSize": 50'));
    expect(note()).toBe('The network cannot run: conv1: a 50×50 kernel does not fit into 28×28 with padding 2.');
    expect(mark()).toBeNull();
  });

  it('leaves Tab to those who go on to the next control', () => {
    const press = new KeyboardEvent('keydown', { key: 'Tab', bubbles: true, cancelable: true });
    area().dispatchEvent(press);
    expect(press.defaultPrevented).toBe(false);
  });
});

describe('the code', () => {
  const textOf = (code: ReturnType<typeof kerasCode>): string => (code.ok ? code.text : '');

  it('is PyTorch’s or Keras’, and follows the network', async () => {
    await choose('PyTorch');
    expect(screen.getByTestId('code').textContent).toBe(textOf(pytorchCode(lenet5.network)));
    expect(screen.getByRole('region', { name: 'PyTorch code' }).tabIndex).toBe(0);
    await choose('Keras');
    expect(screen.getByTestId('code').textContent).toBe(textOf(kerasCode(lenet5.network)));
    editor.edit({ kind: 'set', name: 'conv1', settings: { filters: 9 } });
    await tick();
    expect(screen.getByTestId('code').textContent).toBe(textOf(kerasCode(editor.network)));
  });

  it('is one sentence where there is none', async () => {
    await choose('PyTorch');
    editor.edit({ kind: 'remove', names: ['flatten'] });
    await tick();
    expect(screen.queryByTestId('code')).toBeNull();
    expect(screen.getByTestId('no-code').textContent).toContain('There is no PyTorch code of this network.');
    expect(screen.getByTestId('no-code').textContent).toContain('fc1: needs a vector');
    expect(screen.queryByTestId('copy-text')).toBeNull();
  });

  it('keeps a wrong text for when one comes back to it', async () => {
    await type('{');
    await choose('Keras');
    await choose('JSON');
    expect(area().value).toBe('{');
  });
});

describe('the button', () => {
  it.each(['JSON', 'PyTorch', 'Keras'])('copies the %s and says so', async (language) => {
    const writeText = vi.fn<(text: string) => Promise<void>>().mockResolvedValue();
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    await choose(language);
    const shown = language === 'JSON' ? area().value : screen.getByTestId('code').textContent;
    await fireEvent.click(screen.getByRole('button', { name: `Copy the ${language}` }));
    expect(writeText).toHaveBeenCalledWith(shown);
    await vi.waitFor(() => expect(screen.getByTestId('copy-text').textContent.trim()).toBe('Copied'));
    expect(within(screen.getByTestId('text-pane')).getAllByRole('status').at(0)?.textContent).toBe('Copied');
    vi.unstubAllGlobals();
  });

  it('says so where the clipboard refuses', async () => {
    vi.stubGlobal('navigator', { clipboard: { writeText: () => Promise.reject(new Error('denied')) } });
    await fireEvent.click(screen.getByTestId('copy-text'));
    await vi.waitFor(() => expect(screen.getByTestId('copy-text').textContent.trim()).toBe('Not copied'));
    vi.unstubAllGlobals();
  });
});
