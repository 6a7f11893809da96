import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RatePoint } from '../../../src-core/metrics/rate-range';
import FindRate from '../../../src-renderer/settings/FindRate.svelte';
import { openBench } from '../support/bench';
import { statusOf } from '../support/samples';

HTMLCanvasElement.prototype.getContext = vi.fn(() => null); // jsdom has none
HTMLDialogElement.prototype.showModal = vi.fn(); // nor this

/** A hundred rates, of which that of place 40 makes the loss fall fastest. */
const points: readonly RatePoint[] = Array.from({ length: 100 }, (_, i) => ({
  learningRate: 1e-6 * 1e7 ** (i / 99),
  loss: 0.3 + 2 / (1 + Math.exp((i - 40) / 2)),
}));

let bench: Awaited<ReturnType<typeof openBench>>;
beforeEach(async () => {
  bench = await openBench();
  bench.trainer.answer('findLearningRate', () => ({ points }));
  bench.trainer.answer('cancelLearningRate', () => ({}));
  render(FindRate, { workbench: bench.workbench });
});
afterEach(() => bench.trainer.close());

const open = () => fireEvent.click(screen.getByTestId('find-rate'));
const use = (): HTMLButtonElement => screen.getByTestId('rate-use');

it('suggests the rate at which the loss falls fastest, and puts it into the recipe', async () => {
  await open();
  await waitFor(() => expect(use().textContent).toContain('Use 0.00067'));
  expect(screen.getByTestId('rate-words').textContent).toContain('The loss falls fastest at 0.000673');
  await fireEvent.click(use());
  expect(bench.workbench.form.recipe.settings.optimizer.learningRate).toBe(0.00067);
  expect(screen.queryByTestId('rate-finder')).toBeNull();
  const asked = bench.trainer.requests.filter(({ method }) => method === 'findLearningRate');
  expect(asked.map(({ params }) => (params as { settings: { seed: number } }).settings.seed)).toEqual([7]);
});

it('takes another rate by the keys of a slider', async () => {
  await open();
  await waitFor(() => expect(use().disabled).toBe(false));
  const chart = screen.getByTestId('rate-chart');
  await fireEvent.keyDown(chart, { key: 'ArrowRight' });
  expect(chart.getAttribute('aria-valuenow')).toBe('41');
  expect(chart.getAttribute('aria-valuetext')).toContain('At 0.000792: loss');
  await fireEvent.keyDown(chart, { key: 'End' });
  expect(use().textContent).toContain('Use 10');
  await fireEvent.keyDown(chart, { key: 'Home' });
  await fireEvent.click(use());
  expect(bench.workbench.form.recipe.settings.optimizer.learningRate).toBe(1e-6);
});

it('shows what has been tried while it searches, and suggests nothing before it is over', async () => {
  bench.trainer.answer('findLearningRate', undefined);
  await open();
  bench.trainer.emit({ kind: 'rates', points: points.slice(0, 60) });
  await waitFor(() => expect(screen.getByTestId('rate-words').textContent).toContain('60 of 100 rates tried'));
  expect(use().disabled).toBe(true);
  await fireEvent.click(screen.getByTestId('rate-close'));
  expect(bench.trainer.asked.at(-1)).toBe('cancelLearningRate');
  expect(screen.queryByTestId('rate-finder')).toBeNull();
});

it('an answer to a search that was given up is not taken for that of the next', async () => {
  bench.trainer.answer('findLearningRate', undefined);
  await open();
  const [first] = bench.trainer.requests.slice(-1);
  await fireEvent.click(screen.getByTestId('rate-close'));
  await open();
  bench.trainer.send({ type: 'result', id: first.id, result: { points } });
  await tick();
  await tick();
  expect(use().disabled).toBe(true);
  expect(screen.getByTestId('rate-words').textContent).toContain('0 of 100 rates tried');
});

it('says where no rate makes the loss fall, and what the trainer refuses', async () => {
  bench.trainer.answer('findLearningRate', () => ({ points: points.map((point) => ({ ...point, loss: 2.3 })) }));
  await open();
  await waitFor(() =>
    expect(screen.getByTestId('rate-words').textContent).toBe('No rate made the loss fall by more than chance.'),
  );
  expect(use().disabled).toBe(true);
  await fireEvent.click(screen.getByTestId('rate-close'));
  bench.trainer.answer('findLearningRate', () => {
    throw new Error('Network "lenet-5" is too big.');
  });
  await open();
  await waitFor(() => expect(screen.getByTestId('rate-failure').textContent).toBe('Network "lenet-5" is too big.'));
});

it('is not begun while something is trained', async () => {
  bench.workbench.session.receiveStatus(statusOf({ phase: 'training', step: 5 }));
  await tick();
  const button: HTMLButtonElement = screen.getByTestId('find-rate');
  expect(button.disabled).toBe(true);
  expect(button.title).toContain('Pause first');
});
