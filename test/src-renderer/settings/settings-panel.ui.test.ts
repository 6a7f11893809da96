import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';
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

it('shows the recipe of the preset', () => {
  expect(input('epochs').value).toBe('3');
  expect(input('learning-rate').value).toBe('0.02');
  expect(input('subset').value).toBe('');
  expect(screen.getByText('of 55,000')).toBeTruthy();
  expect(screen.getByText(/^sealed,/).textContent).toBe('sealed, 0 looks');
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

it('another preset brings its own recipe', async () => {
  await fireEvent.change(screen.getByTestId('preset'), { target: { value: 'notebook-000' } });
  expect(input('batch-size').value).toBe('1');
  expect(input('validation').value).toBe('0');
});

it('says of a test result on how many images, after which step and how often', async () => {
  await fireEvent.click(screen.getByTestId('evaluate-test'));
  bench.workbench.session.receiveStatus(statusOf({ step: 860, testLooks: 1 }));
  expect((await screen.findByTestId('test-result')).textContent).toBe(
    'test, 10,000 images: 97.61 % right, loss 0.0731, after step 860 · opened 1 time',
  );
  bench.workbench.session.receiveStatus(statusOf({ run: 2 }));
  expect(await screen.findByText(/of an earlier run/)).toBeTruthy();
});
