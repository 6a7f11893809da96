import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { tiny } from '../../../src-core/architecture/presets/tiny';
import NetworkSection from '../../../src-renderer/settings/NetworkSection.svelte';
import { openBench } from '../support/bench';

let bench: Awaited<ReturnType<typeof openBench>>;
beforeEach(async () => {
  bench = await openBench();
  render(NetworkSection, { workbench: bench.workbench });
});
afterEach(() => bench.trainer.close());

const field = (): HTMLInputElement => screen.getByTestId('network-name');
const preset = (): HTMLSelectElement => screen.getByTestId('preset');
const type = (value: string): Promise<boolean> => fireEvent.input(field(), { target: { value } });

it('gives the network a name, and marks it as not saved', async () => {
  expect(field().value).toBe('lenet-5');
  expect(screen.getByTestId('unsaved').textContent).toBe('');
  await type('mine');
  expect(bench.workbench.file.name).toBe('mine');
  expect(screen.getByTestId('unsaved').textContent).toBe('not saved');
});

it('takes no empty name: Escape, or leaving the field, shows the one in force', async () => {
  field().focus();
  await type('mine');
  await type('');
  expect([field().value, field().getAttribute('aria-invalid')]).toEqual(['', 'true']);
  await fireEvent.blur(field());
  expect([field().value, field().getAttribute('aria-invalid')]).toEqual(['mine', 'false']);
  field().focus();
  await fireEvent.focus(field());
  await type('other');
  await fireEvent.keyDown(field(), { key: 'Escape' });
  expect(field().value).toBe('mine');
});

it('shows the preset as long as the network is its', async () => {
  expect(preset().value).toBe('lenet-5');
  await type('my lenet');
  expect(preset().value).toBe('lenet-5');
  bench.workbench.editor.edit({ kind: 'remove', names: ['relu1'] });
  await vi.waitFor(() => expect(preset().value).toBe(''));
  expect(preset().selectedOptions[0].textContent).toBe('My own');
  expect(screen.getByTestId('network-about').textContent).toBe('Not in a file yet');
});

it('goes on showing what is on the table when the question is cancelled', async () => {
  await type('precious');
  await fireEvent.change(preset(), { target: { value: 'tiny' } });
  await vi.waitFor(() => expect(bench.workbench.file.question.asked).not.toBeNull());
  bench.workbench.file.question.answer('cancel');
  await vi.waitFor(() => expect(preset().value).toBe('lenet-5'));
});

it('says which file it is in', async () => {
  const file = { id: 'mine', name: 'mine.json' };
  bench.bridge.openFile.mockResolvedValue({ kind: 'opened', file, text: JSON.stringify(tiny.network) });
  await fireEvent.click(screen.getByRole('button', { name: 'Open…' }));
  await screen.findByText('In mine.json');
  await fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(bench.bridge.writeFile.mock.calls[0]?.[0].id).toBe('mine');
  await fireEvent.click(screen.getByRole('button', { name: 'New…' }));
  expect(bench.workbench.file.starting).toBe(true);
});
