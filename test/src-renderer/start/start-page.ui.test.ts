import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { presets } from '../../../src-core/architecture/presets';
import FileDialogs from '../../../src-renderer/files/FileDialogs.svelte';
import { openBench } from '../support/bench';
import { installDialogs, pressEscape } from '../support/dialogs';

installDialogs();

let bench: Awaited<ReturnType<typeof openBench>>;
beforeEach(async () => {
  bench = await openBench();
  bench.bridge.recentFiles.mockResolvedValue([
    { id: 'a', name: 'a.json', folder: '~/nets', at: Date.now(), missing: false },
    { id: 'b', name: 'b.json', folder: '~', at: 0, missing: true },
  ]);
  render(FileDialogs, { file: bench.workbench.file });
  await bench.workbench.file.start();
  await screen.findByTestId('start-page');
});
afterEach(() => bench.trainer.close());

const isOpen = (): boolean => screen.queryByTestId('start-page') !== null;
const closed = (): Promise<void> => vi.waitFor(() => expect(isOpen()).toBe(false));

it('shows what there is to begin with', async () => {
  expect(screen.getByRole('dialog', { name: 'New network' })).toBeTruthy();
  for (const { id } of presets) expect(screen.getByTestId(`start-${id}`).textContent).toContain('parameters');
  expect(screen.getByTestId('start-lenet-5').textContent).toContain('MNIST · 12 layers · 61,706 parameters');
  const recent = await screen.findAllByTestId('recent-file');
  expect(recent[0]?.textContent).toMatch(/a\.json\s*~\/nets\s*today/);
  expect(recent[1]?.textContent).toMatch(/b\.json\s*~\s*no longer there/);
});

it('begins a preset with its recipe', async () => {
  await fireEvent.click(screen.getByTestId('start-notebook-000'));
  await closed();
  expect(bench.workbench.form.preset.id).toBe('notebook-000');
  expect(bench.workbench.file.name).toBe('notebook-000');
});

it('begins an empty network for the present data', async () => {
  await fireEvent.click(screen.getByTestId('start-empty'));
  await closed();
  expect(bench.workbench.editor.network.layers).toEqual([]);
  expect(bench.workbench.editor.network.classNames).toHaveLength(10);
});

it('opens a recent file; one that fails is told of where it can be read', async () => {
  bench.bridge.readFile.mockResolvedValue({ kind: 'failed', message: 'b.json was not opened: gone.' });
  await fireEvent.click((await screen.findAllByTestId('recent-file'))[1]);
  await closed();
  expect(bench.bridge.readFile).toHaveBeenCalledWith('b');
  expect(bench.workbench.messages.current?.text).toBe('b.json was not opened: gone.');
});

it('stays open when no file is chosen, and when the question is cancelled', async () => {
  await fireEvent.click(screen.getByTestId('start-open'));
  expect(bench.bridge.openFile).toHaveBeenCalledOnce();
  bench.workbench.file.rename('precious');
  await fireEvent.click(screen.getByTestId('start-tiny'));
  await screen.findByRole('dialog', { name: 'Save changes to precious before choosing tiny?' });
  expect(document.activeElement).toBe(screen.getByTestId('question-save'));
  pressEscape();
  await vi.waitFor(() => expect(screen.queryByTestId('save-question')).toBeNull());
  expect(isOpen()).toBe(true);
  await fireEvent.click(screen.getByTestId('start-tiny'));
  await fireEvent.click(await screen.findByTestId('question-drop'));
  await closed();
  expect(bench.workbench.file.name).toBe('tiny');
});

it('closes by Escape and gives nothing up', async () => {
  pressEscape();
  await closed();
  expect(bench.workbench.file.name).toBe('lenet-5');
});
