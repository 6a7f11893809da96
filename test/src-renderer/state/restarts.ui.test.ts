import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBench } from '../support/bench';

let bench: Awaited<ReturnType<typeof openBench>>;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.trainer.close());

describe('a restart that throws much away', () => {
  it('waits for the word of the user, who may keep what there is', async () => {
    const { controls } = bench.workbench;
    await bench.tell({ phase: 'finished', step: 2580 });
    await controls.restarts.sameSeed();
    expect(bench.trainer.asked).toEqual(['open']);
    expect(controls.restarts.taught).toBe(2580);
    controls.question.keep();
    await controls.question.confirm();
    expect(bench.trainer.asked).toEqual(['open']);
    await controls.restarts.reset();
    await controls.question.confirm();
    expect(bench.trainer.asked).toEqual(['open', 'open']);
  });

  it('of less than an epoch, or of a run that failed, does not ask', async () => {
    const { controls } = bench.workbench;
    await bench.tell({ phase: 'paused', step: 860 });
    await controls.restarts.sameSeed();
    await bench.tell({ phase: 'failed', step: 2000, message: 'The loss is no longer a number.' });
    await controls.restarts.sameSeed();
    expect(bench.trainer.asked).toEqual(['open', 'restart', 'restart']);
  });
});

describe('restart', () => {
  it('with the same seed draws the same first weights', async () => {
    await bench.tell({ phase: 'finished', step: 860 });
    await bench.workbench.controls.restarts.sameSeed();
    expect(bench.trainer.requests.at(-1)).toMatchObject({ method: 'restart', params: { weights: 'first' } });
  });

  it('with a new seed shows it in the form', async () => {
    const { form, controls } = bench.workbench;
    await bench.tell({ phase: 'paused', step: 12 });
    await controls.restarts.newSeed();
    const { seed } = form.recipe.settings;
    expect(seed).not.toBe(7);
    expect(form.text('seed')).toBe(String(seed));
    expect(bench.trainer.asked).toEqual(['open', 'open', 'train']);
    expect(bench.trainer.requests[1].params).toMatchObject({ settings: { seed }, weights: 'first' });
  });

  it('with the present weights says whose they are', async () => {
    const { controls, messages } = bench.workbench;
    await bench.tell({ phase: 'finished', step: 860 });
    await controls.restarts.keepingWeights();
    expect(bench.trainer.requests.at(-1)).toMatchObject({ method: 'restart', params: { weights: 'keep' } });
    expect(messages.current?.text).toBe('Begun with the weights of step 860');
  });

  it('with the present weights takes changed settings along', async () => {
    const { form, controls } = bench.workbench;
    await bench.tell({ phase: 'finished', step: 860 });
    form.type('learningRate', '0.001');
    await controls.restarts.keepingWeights();
    expect(bench.trainer.asked).toEqual(['open', 'open', 'train']);
    expect(bench.trainer.requests[1].params).toMatchObject({ weights: 'keep', settings: { seed: 7 } });
  });
});
