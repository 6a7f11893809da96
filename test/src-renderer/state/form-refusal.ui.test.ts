import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBench } from '../support/bench';

let bench: Awaited<ReturnType<typeof openBench>>;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.trainer.close());

describe('the recipe', () => {
  it.each(['ready', 'paused', 'finished'] as const)(
    'when %s, is not passed over where a field is not in force: nothing begins, and that is said',
    async (phase) => {
      const { form, controls, messages } = bench.workbench;
      await bench.tell({ phase });
      form.type('batchSize', '0');
      await controls.primary();
      await controls.step();
      await controls.restarts.sameSeed();
      await controls.restarts.newSeed();
      await controls.restarts.keepingWeights();
      await controls.restarts.reset();
      expect(bench.trainer.asked).toEqual(['open']);
      expect(form.called).toEqual({ id: 'batchSize' });
      expect(messages.current?.text).toBe(
        'Batch size: a whole number from 1 to 4,096. Mend it first, or press Escape in it to keep 64.',
      );
      form.type('batchSize', '32');
      expect(messages.current).toBeNull();
    },
  );

  it('that is not in force keeps nobody from pausing', async () => {
    await bench.tell({ phase: 'training', step: 3 });
    bench.workbench.form.type('batchSize', '0');
    await bench.workbench.controls.primary();
    expect(bench.trainer.asked).toEqual(['open', 'pause']);
  });
});

it('stops complaining of a field as soon as that is as it was', async () => {
  const { form, controls, messages } = bench.workbench;
  form.type('batchSize', '0');
  await controls.primary();
  expect(messages.current?.kind).toBe('error');
  form.revert('batchSize');
  expect(messages.current).toBeNull();
});
