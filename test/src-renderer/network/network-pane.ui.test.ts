import { render, screen, within } from '@testing-library/svelte';
import { afterEach, expect, it } from 'vitest';
import NetworkPane from '../../../src-renderer/network/NetworkPane.svelte';
import { openBench } from '../support/bench';
import { statusOf } from '../support/samples';

let bench: Awaited<ReturnType<typeof openBench>>;
afterEach(() => bench.trainer.close());

it('reads from the input to the answer, each layer with shape and parameters', async () => {
  bench = await openBench();
  render(NetworkPane, { workbench: bench.workbench });
  const rows = screen.getAllByRole('listitem').map((row) => row.dataset.testid);
  expect(rows.slice(0, 3)).toEqual(['layer-input', 'layer-conv1', 'layer-relu1']);
  expect(rows.at(-1)).toBe('layer-fc3');
  const conv2 = within(screen.getByTestId('layer-conv2'));
  expect(conv2.getByText('16 × 10 × 10')).toBeTruthy();
  expect(conv2.getByText('2,416')).toBeTruthy();
  expect(conv2.getByText('Conv2D, 16 filters 5×5')).toBeTruthy();
  expect(screen.getByText('61,706')).toBeTruthy();
});

it('keeps the network of the run and says which one comes next', async () => {
  bench = await openBench();
  bench.workbench.session.receiveStatus(statusOf({ phase: 'paused', step: 3 }));
  bench.workbench.form.choosePreset('notebook-000');
  render(NetworkPane, { workbench: bench.workbench });
  expect(screen.getByRole('heading').textContent).toBe('lenet-5');
  expect(screen.getByText(/notebook-000 applies at restart/)).toBeTruthy();
});
