import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openBench } from '../support/bench';
import { statusOf } from '../support/samples';

let bench: Awaited<ReturnType<typeof openBench>>;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.trainer.close());

describe('a run', () => {
  it('of a series is taken over when it begins, also while a command is under way', async () => {
    const { session, controls } = bench.workbench;
    const opened = session.opened!;
    await bench.tell({ phase: 'training', step: 12, series: { done: 0, count: 5 } });
    bench.trainer.answer('pause', undefined);
    const pausing = controls.primary();
    await vi.waitFor(() => expect(bench.trainer.asked).toContain('pause'));
    const next = statusOf({ run: 2, series: { done: 1, count: 5 } });
    const settings = { ...opened.settings, seed: opened.settings.seed + 1 };
    const course = { losses: new Float32Array(), accuracies: new Float32Array(), epochs: [], changes: [] };
    bench.trainer.answer('present', () => ({ status: next, network: opened.network, settings, ...course }));
    await bench.tell(next);
    const { id } = bench.trainer.requests.find(({ method }) => method === 'pause')!;
    bench.trainer.send({ type: 'result', id, result: { step: 12 } });
    await pausing;
    await vi.waitFor(() => expect(session.opened?.settings).toEqual(settings));
    await vi.waitFor(() => expect(bench.workbench.form.settings.seed).toBe(settings.seed));
    expect(controls.changes.parts.size).toBe(0);
  });

  it('of a series leaves a form alone in which something was changed', async () => {
    const { session, controls, form } = bench.workbench;
    const opened = session.opened!;
    await bench.tell({ phase: 'training', step: 12, series: { done: 0, count: 5 } });
    form.change({ ...form.settings, batchSize: 8 });
    const next = statusOf({ run: 2, series: { done: 1, count: 5 } });
    const settings = { ...opened.settings, seed: opened.settings.seed + 1 };
    const course = { losses: new Float32Array(), accuracies: new Float32Array(), epochs: [], changes: [] };
    bench.trainer.answer('present', () => ({ status: next, network: opened.network, settings, ...course }));
    await bench.tell(next);
    await vi.waitFor(() => expect(session.opened?.settings).toEqual(settings));
    expect([...controls.changes.parts].sort()).toEqual(['batchSize', 'seed']);
  });
});
