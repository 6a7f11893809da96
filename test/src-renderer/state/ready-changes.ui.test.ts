import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openBench } from '../support/bench';

let bench: Awaited<ReturnType<typeof openBench>>;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.trainer.close());

describe('the recipe of a run that has not begun', () => {
  it('while nothing is learned, is opened again when it has been changed', async () => {
    bench.workbench.form.type('epochs', '1');
    bench.workbench.form.type('epochs', '12');
    await vi.waitFor(() => expect(bench.trainer.requests).toHaveLength(2));
    expect(bench.trainer.requests[1].params).toMatchObject({ settings: { epochs: 12 } });
  });

  it('that is opened by itself takes away what was said before it was changed, and nothing that was said since', async () => {
    const { form, messages } = bench.workbench;
    messages.say('Saved mine.json');
    form.type('epochs', '4');
    await vi.waitFor(() => expect(messages.current).toBeNull());
    form.type('epochs', '5');
    messages.say('Saved yours.json');
    await vi.waitFor(() => expect(bench.trainer.requests).toHaveLength(3));
    expect(messages.current?.text).toBe('Saved yours.json');
  });

  it('of a series is left alone between two of its runs: a changed form waits until it is told to begin', async () => {
    const { form, controls, session } = bench.workbench;
    const changed = vi.spyOn(bench.workbench.data, 'ask');
    await bench.tell({ phase: 'training', step: 12, series: { done: 0, count: 5 } });
    form.change({ ...form.settings, batchSize: 8 });
    await bench.tell({ phase: 'ready', series: { done: 1, count: 5 } });
    await vi.waitFor(() => expect(changed).toHaveBeenCalled());
    await vi.waitFor(() => expect(controls.busy).toBe(false));
    expect(bench.trainer.asked).toEqual(['open']);
    expect(session.opened?.settings.batchSize).toBe(64);
    expect(form.settings.batchSize).toBe(8);
  });
});
