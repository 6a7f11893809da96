import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LIGHT_AUGMENTATION } from '../../../src-core/architecture/augmentation';
import SettingsPanel from '../../../src-renderer/settings/SettingsPanel.svelte';
import { Disclosures } from '../../../src-renderer/state/disclosures.svelte';
import { CanvasView } from '../../../src-renderer/editor/canvas-view.svelte';
import { openBench } from '../support/bench';
import { runOf } from '../support/runs';
import { statusOf } from '../support/samples';

HTMLCanvasElement.prototype.getContext = vi.fn(() => null); // jsdom has none

let bench: Awaited<ReturnType<typeof openBench>>;
beforeEach(async () => {
  bench = await openBench();
  window.localStorage.clear();
  const { workbench } = bench;
  const view = new CanvasView(workbench, () => 'dark');
  render(SettingsPanel, { workbench, view, disclosures: new Disclosures(window.localStorage) });
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

it('early stopping is off, by loss or by accuracy, each explained, with its numbers', async () => {
  expect(descriptionOf('early-stopping')).toContain('All epochs are trained.');
  expect(screen.queryByTestId('stop-patience')).toBeNull();
  await choose('early-stopping', 'accuracy');
  expect(descriptionOf('early-stopping')).toContain('Ends when accuracy in validation no longer rises.');
  expect(input('stop-patience').value).toBe('1'); // more could end none of three epochs
  await fireEvent.input(input('stop-patience'), { target: { value: '5' } });
  expect(descriptionOf('early-stopping')).toContain(
    'Ends no run of 3 epochs early: that takes a patience of at most 1.',
  );
  await fireEvent.click(input('restore-best'));
  await choose('early-stopping', 'loss');
  expect(bench.workbench.form.recipe.settings.earlyStopping).toEqual({
    metric: 'loss',
    patience: 5,
    restoreBest: false,
  });
});

it('a change that needs no restart is taken over by the run when the field is left, and says since when', async () => {
  bench.workbench.session.receiveStatus(statusOf({ phase: 'training', step: 5 }));
  await fireEvent.input(input('learning-rate'), { target: { value: '0.1' } });
  expect(descriptionOf('learning-rate')).toContain('live, in a moment');
  expect(bench.trainer.asked).toEqual(['open']);
  await fireEvent.blur(input('learning-rate'));
  await vi.waitFor(() => expect(descriptionOf('learning-rate')).toContain('live from step 13'));
  expect(bench.trainer.asked).toEqual(['open', 'change']);
  expect(bench.trainer.requests[1].params).toMatchObject({
    settings: { optimizer: { learningRate: 0.1 }, clipNorm: null },
  });
  expect(bench.workbench.session.opened?.settings.optimizer.learningRate).toBe(0.1);
  expect(screen.queryByText('applies at restart')).toBeNull();
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
  // The preset itself; images, validation, learning rate, momentum, batch size, epochs, shuffling, and the heading of the closed
  // group that the last is in. Not the seed: it is the same.
  const marked = ['validation', 'learning-rate', 'momentum', 'batch-size', 'epochs'];
  for (const id of marked) expect(descriptionOf(id), id).toContain('applies at restart');
  expect(descriptionOf('seed')).not.toContain('applies at restart');
  expect(screen.getAllByText('applies at restart')).toHaveLength(marked.length + 3);
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
  bench.workbench.session.receiveStatus(statusOf({ step: 860, testLooks: 1, runTestLooks: 1 }));
  await vi.waitFor(() => expect(result.textContent).toContain('97.61 %'));
  expect(result.textContent).toContain('test, 10,000 · after step 860');
  expect(result.textContent).toContain('opened 1 time, all by this run');
  expect(result.querySelectorAll('dd')[1].textContent).toBe('239');
  bench.workbench.session.receiveStatus(statusOf({ step: 861, testLooks: 3, runTestLooks: 1 }));
  expect(await screen.findByText(/learned on since/)).toBeTruthy();
  expect(result.textContent).toContain('opened 3 times, 1 by this run');
  bench.workbench.session.receiveStatus(statusOf({ run: 2 }));
  await tick();
  expect(result.textContent).toContain('no result yet');
});

it('shows the last look of a run that was tested before, and not the result of another one', async () => {
  const look = { at: 0, step: 2580, count: 10_000, loss: 0.05, accuracy: 0.985 };
  bench.trainer.answer('listRuns', () => ({ runs: [runOf({ id: 'old', testLooks: [look] })], damaged: [] }));
  bench.trainer.emit({ kind: 'runs' });
  await fireEvent.click(screen.getByTestId('evaluate-test'));
  bench.workbench.session.receiveStatus(statusOf({ run: 2, id: 'old', phase: 'finished', step: 2580 }));
  await vi.waitFor(() => expect(screen.getByTestId('test-result').textContent).toContain('98.50 %'));
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

const choose = (id: string, value: string) => fireEvent.change(screen.getByTestId(id), { target: { value } });
const settings = () => bench.workbench.form.recipe.settings;

it('an optimizer of another kind brings its own fields with PyTorch’s defaults; the preset’s comes back as it was', async () => {
  expect(screen.queryByTestId('beta1')).toBeNull();
  await fireEvent.input(input('momentum'), { target: { value: '2' } });
  await choose('optimizer', 'adam');
  expect([input('learning-rate').value, input('beta2').value, input('epsilon').value]).toEqual([
    '0.001',
    '0.999',
    '1e-8',
  ]);
  expect(screen.queryByTestId('momentum')).toBeNull();
  expect(bench.workbench.form.bad).toBeNull(); // what was wrong with the momentum is gone with it
  await choose('optimizer', 'sgd');
  expect([input('learning-rate').value, input('momentum').value]).toEqual(['0.02', '0.9']);
});

it('says in the heading of a closed group what is set in it, and that something has to be mended', async () => {
  const heading = screen.getByTestId('group-training');
  expect(heading.textContent).toContain('momentum 0.9, constant rate, seed 7');
  await choose('schedule', 'oneCycle');
  await fireEvent.input(input('clip-norm'), { target: { value: '1' } });
  expect(heading.textContent).toContain('momentum 0.9, one-cycle, clip norm 1, seed 7');
  await fireEvent.input(input('rise'), { target: { value: '1' } });
  expect(screen.getByText('Rise: a number from 0.01 to 0.99.')).toBeTruthy();
  expect(heading.textContent).toContain('has to be mended');
  expect(heading.closest('details')?.open).toBe(false);
  await bench.workbench.controls.primary();
  await tick();
  expect(heading.closest('details')?.open).toBe(true);
  expect(document.activeElement).toBe(input('rise'));
});

async function toggle(group: string, open: boolean): Promise<void> {
  const details = screen.getByTestId(`group-${group}`).closest('details')!;
  details.open = open;
  await fireEvent(details, new Event('toggle'));
}

it('remembers which groups stand open', async () => {
  await toggle('data', true);
  expect(new Disclosures(window.localStorage).isOpen('data')).toBe(true);
  expect(new Disclosures(window.localStorage).isOpen('training')).toBe(false);
});

it('plots the learning rate, and where the run stands on it', async () => {
  await choose('schedule', 'cosine');
  const plot = screen.getByTestId('rate-plot');
  const words = (): string | null => within(plot).getByRole('img').getAttribute('aria-label');
  expect(words()).toBe('Learning rate over 2,580 steps, 3 epochs; 0.02 at first; 0.02 at most; 0 at the end');
  expect(plot.textContent).toContain('2,580 steps, 3 epochs');
  await vi.waitFor(() => expect(bench.trainer.asked).toEqual(['open', 'open']));
  bench.workbench.session.receiveStatus(statusOf({ run: 2, phase: 'training', step: 1290 }));
  await tick();
  expect(Number(plot.dataset.now)).toBeCloseTo(0.01, 4);
  await fireEvent.input(input('learning-rate'), { target: { value: '0.1' } });
  expect(words()).toBe('Learning rate over 2,580 steps, 3 epochs; 0.01 at step 1,290; 0.05 at most; 0 at the end');
  await fireEvent.input(input('epochs'), { target: { value: '4' } });
  expect(plot.dataset.now).toBeUndefined(); // it is not that of the run any more
  await fireEvent.input(input('epochs'), { target: { value: '3' } });
  expect(plot.dataset.now).toBeDefined();
  bench.workbench.editor.edit({ kind: 'set', name: 'conv2', settings: { filters: 7 } });
  await tick();
  expect(plot.dataset.now).toBeUndefined(); // the rate is meant for another network
});

it('data that is not there, or not for the network, is refused in place, and nothing begins', async () => {
  await choose('dataset', 'fashionMnist');
  expect(await screen.findByText('Fashion-MNIST is not there: install its package.')).toBeTruthy();
  await choose('dataset', 'xor');
  const sentence = 'lenet-5 reads images of 1 × 28 × 28, but XOR has vectors of 2 values.';
  expect(await screen.findByText(sentence)).toBeTruthy();
  await bench.workbench.controls.primary();
  await tick();
  expect(document.activeElement).toBe(screen.getByTestId('dataset'));
  expect(bench.workbench.messages.current?.text).toBe(`${sentence} Choose another data set first.`);
  await choose('dataset', 'lines');
  expect(await screen.findByText('Validation: a whole number from 0 to 499.')).toBeTruthy();
  expect(bench.trainer.asked).toEqual(['open']);
  await fireEvent.input(input('validation'), { target: { value: '100' } });
  await vi.waitFor(() => expect(bench.trainer.asked).toEqual(['open', 'open']));
  // Its classes are called as in the data; the other outputs keep their names.
  expect(bench.workbench.network.classNames.slice(0, 3)).toEqual(['vertical', 'horizontal', '2']);
});

it('classes are taken in and left out, but never the last', async () => {
  const chip = (name: string) => within(screen.getByTestId('classes')).getByText(name);
  await fireEvent.click(chip('3'));
  expect(settings().classes).toEqual([0, 1, 2, 4, 5, 6, 7, 8, 9]);
  expect(screen.getByText('/ 49,000')).toBeTruthy(); // 54,000 without 5,000 for validation
  for (const name of ['0', '1', '2', '4', '5', '6', '7', '8', '9']) await fireEvent.click(chip(name));
  expect(settings().classes).toEqual([9]);
  for (const name of ['0', '1', '2', '3', '4', '5', '6', '7', '8']) await fireEvent.click(chip(name));
  expect(settings().classes).toBeNull();
});

const pick = (name: string) => fireEvent.click(screen.getByRole('radio', { name, hidden: true }));

function answerPreviews(): void {
  bench.trainer.answer('previewAugmentation', (params) => {
    const { example } = params as { example: number };
    const image = new Float32Array(784);
    return { example, count: 55000, shape: [1, 28, 28], label: 5, original: image, changed: [image] };
  });
}

it('an augmentation is off, light or of one’s own, and shown on an example', async () => {
  answerPreviews();
  await toggle('augmentation', true);
  expect(screen.queryByTestId('augmentation-preview')).toBeNull();
  await pick('Light');
  expect(settings().augmentation).toEqual(LIGHT_AUGMENTATION);
  await screen.findByRole('img', { name: 'Training image 1 in epochs 1 to 6' });
  await fireEvent.click(screen.getByTestId('preview-next'));
  await screen.findByRole('img', { name: 'Training image 2 in epochs 1 to 6' });
  expect(screen.queryByTestId('shift')).toBeNull();
  await pick('Custom');
  expect(input('shift').value).toBe('1.5');
  expect(screen.queryByTestId('elastic-sigma')).toBeNull();
  await fireEvent.input(input('elastic-alpha'), { target: { value: '34' } });
  expect(settings().augmentation?.elastic).toEqual({ alpha: 34, sigma: 4 });
  await fireEvent.input(input('erase'), { target: { value: '29' } });
  expect(screen.getByText('Erase: a whole number from 0 to 28.')).toBeTruthy();
  await pick('Off');
  expect(settings().augmentation).toBeNull();
});

it('asks for no preview of an augmentation that nobody sees', async () => {
  answerPreviews();
  const previews = () => bench.trainer.asked.filter((method) => method === 'previewAugmentation').length;
  await pick('Light');
  await fireEvent.input(input('seed'), { target: { value: '8' } });
  await vi.waitFor(() => expect(bench.trainer.asked).toEqual(['open', 'open']));
  await toggle('augmentation', true);
  await screen.findByRole('img', { name: 'Training image 1 in epochs 1 to 6' });
  expect(previews()).toBe(1);
  await toggle('augmentation', false);
  await fireEvent.input(input('seed'), { target: { value: '9' } });
  await vi.waitFor(() => expect(bench.trainer.requests.at(-1)?.params).toMatchObject({ settings: { seed: 9 } }));
  expect(bench.trainer.asked.at(-1)).toBe('open');
  expect(previews()).toBe(1);
});

it('mistakes are made on purpose, each with the reason why it keeps a network from learning', async () => {
  const mistake = screen.getByTestId('mistake-flipGradient');
  expect(document.getElementById(mistake.getAttribute('aria-describedby')!)?.textContent).toContain('uphill');
  await fireEvent.click(mistake);
  expect(settings().mistakes).toEqual(['flipGradient']);
  expect(screen.getByTestId('group-mistakes').textContent).toContain('sign flipped');
  await fireEvent.click(mistake);
  expect(settings().mistakes).toEqual([]);
});
