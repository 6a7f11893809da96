import { afterEach, beforeEach, expect, it } from 'vitest';
import { openBench } from '../support/bench';

let bench: Awaited<ReturnType<typeof openBench>>;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.trainer.close());

it('a run that has diverged goes on by the smaller rate also where another network stands in the form', async () => {
  const { form, controls, editor } = bench.workbench;
  const divergence = { step: 13, layer: 'conv1', learningRate: 0.02 };
  await bench.tell({ phase: 'failed', step: 12, diverged: divergence, message: 'It diverged.' });
  editor.edit({ kind: 'set', name: 'conv2', settings: { filters: 7 } });
  const { learningRate } = form.settings.optimizer;
  await controls.smallerRate.goOn();
  expect(bench.trainer.asked).toEqual(['open', 'change', 'train']);
  const change = bench.trainer.requests.find(({ method }) => method === 'change');
  expect(change?.params).toMatchObject({ settings: { optimizer: { learningRate: learningRate / 10 } } });
  expect(form.settings.optimizer.learningRate).toBe(learningRate);
});
