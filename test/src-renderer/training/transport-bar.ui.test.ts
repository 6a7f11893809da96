import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import TransportBar from '../../../src-renderer/training/TransportBar.svelte';
import { openBench } from '../support/bench';
import { lastEpochOf, statusOf } from '../support/samples';

let bench: Awaited<ReturnType<typeof openBench>>;
afterEach(() => bench.trainer.close());

async function show(changes: Parameters<typeof statusOf>[0]): Promise<void> {
  bench = await openBench();
  bench.workbench.session.receiveStatus(statusOf(changes));
  render(TransportBar, { workbench: bench.workbench });
}

const textOf = (id: string): string => screen.getByTestId(id).textContent.trim();
const isEnabled = (id: string): boolean => !screen.getByTestId<HTMLButtonElement>(id).disabled;

it('before training offers to train or to step, and has nothing to stop', async () => {
  await show({});
  expect(textOf('train')).toBe('Train');
  expect(['train', 'step', 'stop', 'restart'].filter(isEnabled)).toEqual(['train', 'step']);
  expect(textOf('phase')).toBe('Ready: nothing learned yet');
});

it('while training tells where it is, how fast, and how long', async () => {
  await show({ phase: 'training', step: 1204, imagesPerSecond: 21480.4, secondsLeft: 17 });
  expect(textOf('train')).toBe('Pause');
  expect(textOf('phase')).toBe('Training, epoch 2 of 3, step 1,204 of 2,580');
  expect(textOf('step-count')).toBe('1,204');
  expect(textOf('images-per-second')).toBe('21,480');
  expect(textOf('time-left')).toBe('about 17 s left');
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('1204');
});

it('when finished offers to train on and names what its figure was measured on', async () => {
  await show({ phase: 'finished', step: 2580 });
  bench.workbench.session.receive({ kind: 'epochs', run: 1, epochs: [lastEpochOf()] });
  await Promise.resolve();
  expect(textOf('train')).toBe('Train on');
  expect(textOf('phase')).toBe('Finished: 97.9 % on validation, 5,000 images');
});

it('every button has a name', async () => {
  await show({ phase: 'paused', step: 1 });
  for (const name of ['Resume', 'Step: one batch', 'Stop', 'Restart: same seed, same first weights', 'Save weights']) {
    expect(screen.getByRole('button', { name })).toBeTruthy();
  }
});

it('tells by a word how the run fares, and explains it', async () => {
  await show({});
  expect(screen.getByRole('button', { name: 'Health: No loss yet' })).toBeTruthy();
  expect(screen.getByTestId('health-panel').textContent).toContain('No step has been done');
});

it('steps by a batch or by an epoch, each explained with its keys', async () => {
  await show({ phase: 'paused', step: 1 });
  await fireEvent.click(screen.getByTestId('step'));
  await fireEvent.click(screen.getByTestId('step-menu'));
  expect(screen.getByTestId('step-batch').textContent).toMatch(/Step one batch\..*learns from one batch/s);
  expect(screen.getByTestId('step-epoch').textContent).toMatch(/Step one epochShift\..*validation included/s);
  await fireEvent.click(screen.getByTestId('step-epoch'));
  await vi.waitFor(() => expect(bench.trainer.asked).toEqual(['open', 'step', 'step']));
  expect(bench.trainer.requests.slice(1).map(({ params }) => params)).toEqual([{ unit: 'batch' }, { unit: 'epoch' }]);
});

it('a run that diverged says where for as long as it stands there, and offers a tenth of its learning rate', async () => {
  const diverged = { step: 14, layer: 'conv1', learningRate: 0.02 };
  const message = 'Training stopped at step 14: what layer conv1 gives is no longer finite.';
  await show({ phase: 'failed', step: 13, diverged, message });
  expect(textOf('diverged')).toContain(message);
  expect(textOf('phase')).toBe('Stopped at step 14, which failed');
  expect(textOf('diverged-go-on')).toBe('Go on with learning rate 0.002');
  expect(['train', 'step', 'stop', 'restart'].filter(isEnabled)).toEqual(['train', 'step', 'stop', 'restart']);
  expect(bench.workbench.messages.current).toBeNull();
  await fireEvent.click(screen.getByTestId('diverged-go-on'));
  await vi.waitFor(() => expect(bench.trainer.asked).toEqual(['open', 'change', 'train']));
  expect(bench.trainer.requests[1].params).toMatchObject({ settings: { optimizer: { learningRate: 0.002 } } });
  expect(bench.workbench.form.settings.optimizer.learningRate).toBe(0.002);
  bench.workbench.session.receiveStatus(statusOf({ phase: 'training', step: 13 }));
  await tick();
  expect(screen.queryByTestId('diverged')).toBeNull();
});

it('at a divergence the main button does what helps, and resumes only by settings that were changed since', async () => {
  const failed = { phase: 'failed', step: 13, diverged: { step: 14, layer: 'conv1', learningRate: 0.02 } } as const;
  await show({ ...failed, message: 'It stopped.' });
  const { form, session, controls } = bench.workbench;
  expect(textOf('train')).toContain('Go on slower');
  const { opened } = session;
  const withRate = (learningRate: number) => ({
    ...opened!,
    settings: { ...opened!.settings, optimizer: { ...opened!.settings.optimizer, learningRate } },
  });
  session.change(14, withRate(0.01));
  await tick();
  expect(textOf('train')).toContain('Resume');
  session.change(3, withRate(50));
  await tick();
  expect(textOf('diverged-restart')).toBe('Restart with 0.02, the usual rate');
  expect(textOf('train')).toContain('Restart');
  await controls.primary();
  expect(form.settings.optimizer.learningRate).toBe(0.02);
  expect(bench.trainer.asked.slice(-2)).toEqual(['open', 'train']);
});

it('a run that diverged can begin anew by a tenth of its learning rate', async () => {
  await show({
    phase: 'failed',
    step: 13,
    diverged: { step: 14, layer: 'conv1', learningRate: 0.02 },
    message: 'It stopped.',
  });
  await fireEvent.click(screen.getByTestId('health-restart'));
  await vi.waitFor(() => expect(bench.trainer.asked.at(-1)).toBe('train'));
  expect(bench.trainer.requests.findLast(({ method }) => method === 'open')?.params).toMatchObject({
    settings: { optimizer: { learningRate: 0.002 } },
  });
});

const restartItems = (): (string | undefined)[] => screen.getAllByRole('menuitem').map((item) => item.dataset.testid);

it('offers three ways to restart, two to fork, to repeat, and to go back without training, each explained', async () => {
  await show({ phase: 'paused', step: 1 });
  await fireEvent.click(screen.getByTestId('restart-menu'));
  expect(restartItems()).toEqual([
    ...['restart-keep-weights', 'restart-same', 'restart-new-seed'],
    ...['fork-same-menu', 'fork-here-menu', 'repeat-menu', 'reset'],
  ]);
  expect(screen.getByTestId('restart-same').textContent).toContain('same first weights');
  await fireEvent.click(screen.getByTestId('reset'));
  await vi.waitFor(() => expect(bench.trainer.asked).toEqual(['open', 'open']));
  await vi.waitFor(() => expect(bench.workbench.session.phase).toBe('ready'));
});

it('what cannot be forked or repeated says why in the menu', async () => {
  await show({ phase: 'paused', step: 1 });
  const { form } = bench.workbench;
  form.change({ ...form.settings, seed: 99 });
  await fireEvent.click(screen.getByTestId('restart-menu'));
  const textOfItem = (id: string): string => screen.getByTestId(id).textContent;
  expect(textOfItem('fork-here-menu')).toContain('not possible with another seed');
  expect(textOfItem('fork-same-menu')).toContain('the first weights and the order of batches');
  expect(screen.getByTestId('fork-here-menu').getAttribute('aria-disabled')).toBe('true');
  bench.workbench.editor.begin({ ...bench.workbench.editor.network, layers: [] });
  await tick();
  expect(textOfItem('fork-same-menu')).toContain('not possible: no weights of lenet-5 fit into');
});

it('asks before it throws much away; Escape keeps it, and the focus is where it was', async () => {
  await show({ phase: 'finished', step: 2580 });
  const restart = screen.getByTestId('restart');
  restart.focus();
  await fireEvent.click(restart);
  expect(screen.getByTestId('confirm-restart').textContent).toContain('Restart throws away what 2,580 steps taught.');
  expect(document.activeElement).toBe(screen.getByTestId('keep'));
  await fireEvent.keyDown(window, { key: 'Escape' });
  expect(screen.queryByTestId('confirm-restart')).toBeNull();
  expect(document.activeElement).toBe(restart);
  expect(bench.trainer.asked).toEqual(['open']);
  await fireEvent.click(restart);
  await fireEvent.click(screen.getByTestId('confirm'));
  await vi.waitFor(() => expect(bench.trainer.asked).toEqual(['open', 'restart']));
});

it('leaves a run behind that is kept without a question, and says where that stays', async () => {
  await show({ id: 'kept', phase: 'finished', step: 2580 });
  await fireEvent.click(screen.getByTestId('restart'));
  expect(screen.queryByTestId('confirm-restart')).toBeNull();
  await vi.waitFor(() => expect(bench.trainer.asked).toEqual(['open', 'restart']));
  await vi.waitFor(() => expect(bench.workbench.messages.current?.text).toBe('The 2,580 steps before stay under Runs'));
});

it('does not offer to keep weights that do not fit, and says why', async () => {
  await show({ phase: 'paused', step: 1 });
  bench.workbench.choosePreset('notebook-000');
  await fireEvent.click(screen.getByTestId('restart-menu'));
  const keep = screen.getByTestId('restart-keep-weights');
  expect(keep.getAttribute('aria-disabled')).toBe('true');
  expect(keep.textContent).toContain('not possible: no weights of lenet-5 fit into notebook-000');
  await fireEvent.click(keep);
  await bench.workbench.controls.restarts.keepingWeights();
  expect(bench.trainer.asked).toEqual(['open']);
  bench.workbench.choosePreset('lenet-5');
  await tick();
  expect(keep.getAttribute('aria-disabled')).toBe('false');
});
