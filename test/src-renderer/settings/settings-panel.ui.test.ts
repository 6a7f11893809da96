import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import SettingsPanel from '../../../src-renderer/settings/SettingsPanel.svelte';
import { openBench } from '../support/bench';
import { statusOf } from '../support/samples';

let bench: Awaited<ReturnType<typeof openBench>>;
beforeEach(async () => {
  bench = await openBench();
  render(SettingsPanel, { workbench: bench.workbench });
});
afterEach(() => bench.trainer.close());

const input = (id: string): HTMLInputElement => screen.getByTestId(id);
const descriptionOf = (id: string): string =>
  (input(id).getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((part) => document.getElementById(part)?.textContent)
    .join(' ');

async function choosePreset(id: string): Promise<void> {
  await fireEvent.change(screen.getByTestId('preset'), { target: { value: id } });
}

it('shows the recipe of the preset', () => {
  expect(input('epochs').value).toBe('3');
  expect(input('learning-rate').value).toBe('0.02');
  expect(input('subset').value).toBe('');
  expect(screen.getByText('/ 55,000')).toBeTruthy();
});

it('answers bad input by its range, until it is mended', async () => {
  await fireEvent.input(input('batch-size'), { target: { value: '5000' } });
  const sentence = 'Batch size: a whole number from 1 to 4,096.';
  expect(screen.getByText(sentence)).toBeTruthy();
  expect(input('batch-size').getAttribute('aria-invalid')).toBe('true');
  await fireEvent.input(input('batch-size'), { target: { value: '500' } });
  expect(screen.queryByText(sentence)).toBeNull();
});

it('Escape brings the value in force back', async () => {
  await fireEvent.input(input('epochs'), { target: { value: 'x' } });
  await fireEvent.keyDown(input('epochs'), { key: 'Escape' });
  expect(input('epochs').value).toBe('3');
});

it('marks what a running network was not made from', async () => {
  bench.workbench.session.receiveStatus(statusOf({ phase: 'training', step: 5 }));
  await fireEvent.input(input('epochs'), { target: { value: '4' } });
  expect(screen.getAllByText('applies at restart')).toHaveLength(1);
});

it('marks every field that a running network was not made from, also when it is another preset', async () => {
  bench.workbench.session.receiveStatus(statusOf({ phase: 'training', step: 5 }));
  await choosePreset('notebook-000');
  // The preset itself; images, validation, learning rate, momentum, batch size, epochs and shuffling. Not the seed: it is the same.
  const marked = ['validation', 'learning-rate', 'momentum', 'batch-size', 'epochs'];
  for (const id of marked) expect(descriptionOf(id), id).toContain('applies at restart');
  expect(descriptionOf('seed')).not.toContain('applies at restart');
  expect(screen.getAllByText('applies at restart')).toHaveLength(marked.length + 2);
});

it('another preset brings its own recipe, and what was typed for the first is there again with it', async () => {
  await fireEvent.input(input('epochs'), { target: { value: '5' } });
  await fireEvent.input(input('batch-size'), { target: { value: '0' } });
  await choosePreset('notebook-000');
  expect(input('batch-size').value).toBe('1');
  expect(input('validation').value).toBe('0');
  await choosePreset('lenet-5');
  expect(input('epochs').value).toBe('5');
  expect(input('batch-size').value).toBe('0');
  expect(input('batch-size').getAttribute('aria-invalid')).toBe('true');
});

it('goes back to the recipe of the preset, when there is a way to go', async () => {
  const reset = screen.getByTestId<HTMLButtonElement>('reset-recipe');
  expect(reset.disabled).toBe(true);
  await fireEvent.input(input('learning-rate'), { target: { value: '0.1' } });
  await fireEvent.input(input('epochs'), { target: { value: 'x' } });
  expect(reset.disabled).toBe(false);
  await fireEvent.click(reset);
  expect([input('learning-rate').value, input('epochs').value]).toEqual(['0.02', '3']);
  expect(reset.disabled).toBe(true);
});

it('leads to the field that has to be mended before anything begins', async () => {
  await fireEvent.input(input('batch-size'), { target: { value: '0' } });
  await bench.workbench.controls.primary();
  await tick();
  expect(document.activeElement).toBe(input('batch-size'));
  input('epochs').focus();
  await bench.workbench.controls.primary(); // and does so again
  await tick();
  expect(document.activeElement).toBe(input('batch-size'));
});

it('says of a test result on how many images, after which step and how often', async () => {
  const result = screen.getByTestId('test-result');
  expect(result.textContent).toContain('no result yet');
  expect(result.textContent).toContain('sealed, 0 looks');
  await fireEvent.click(screen.getByTestId('evaluate-test'));
  bench.workbench.session.receiveStatus(statusOf({ step: 860, testLooks: 1 }));
  await vi.waitFor(() => expect(result.textContent).toContain('97.61 %'));
  expect(result.textContent).toContain('test, 10,000 · after step 860');
  expect(result.textContent).toContain('opened 1 time');
  expect(result.querySelectorAll('dd')[1].textContent).toBe('239');
  bench.workbench.session.receiveStatus(statusOf({ step: 861, testLooks: 1 }));
  expect(await screen.findByText(/learned on since/)).toBeTruthy();
  bench.workbench.session.receiveStatus(statusOf({ run: 2 }));
  expect(await screen.findByText(/of an earlier run/)).toBeTruthy();
});

it('tells how far an evaluation has come, and gives it up on demand', async () => {
  const { session } = bench.workbench;
  session.testProgress = { done: 0, count: 10_000 };
  session.receive({ kind: 'testProgress', run: 1, done: 3200, count: 10_000 });
  await tick();
  const bar = screen.getByRole('progressbar', { name: 'Evaluation on test' });
  expect(bar.getAttribute('aria-valuenow')).toBe('3200');
  expect(screen.getByTestId('test-progress').textContent).toContain('3,200 of 10,000 images');
  await fireEvent.click(screen.getByTestId('cancel-test'));
  await vi.waitFor(() => expect(bench.trainer.asked).toContain('cancelTest'));
});
