import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, it } from 'vitest';
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
  expect(textOf('time-left')).toBe('17 s left');
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('1204');
});

it('when finished offers to train again and names what its figure was measured on', async () => {
  await show({ phase: 'finished', step: 2580 });
  bench.workbench.session.receive({ kind: 'epoch', run: 1, ...lastEpochOf() });
  await Promise.resolve();
  expect(textOf('train')).toBe('Train again');
  expect(textOf('phase')).toBe('Finished: 97.9 % on validation, 5,000 images');
});

it('every button has a name', async () => {
  await show({ phase: 'paused', step: 1 });
  for (const name of ['Resume', 'Step: one batch', 'Stop', 'Restart: same seed, same first weights', 'Save weights']) {
    expect(screen.getByRole('button', { name })).toBeTruthy();
  }
});

it('tells by a word how the run fares', async () => {
  await show({});
  expect(textOf('health')).toMatch(/^No loss yet/);
});

it('offers three ways to restart, in words', async () => {
  await show({ phase: 'paused', step: 1 });
  await fireEvent.click(screen.getByTestId('restart-menu'));
  expect(screen.getAllByRole('menuitem').map((item) => item.dataset.testid)).toEqual([
    'restart-same',
    'restart-new-seed',
    'restart-keep-weights',
  ]);
});
