import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openBench } from '../support/bench';

let bench: Awaited<ReturnType<typeof openBench>>;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.trainer.close());

describe('a run that goes on', () => {
  const changes = () => bench.trainer.requests.filter(({ method }) => method === 'change').map(({ params }) => params);

  it('takes over what was typed when that has come to rest, and not every half of a number', async () => {
    const { form } = bench.workbench;
    await bench.tell({ phase: 'training', step: 12 });
    form.type('learningRate', '5');
    form.type('learningRate', '0.05');
    await vi.waitFor(() => expect(changes()).toHaveLength(1), { timeout: 3000 });
    expect(changes()[0]).toMatchObject({ settings: { optimizer: { learningRate: 0.05 } } });
    expect(bench.workbench.session.opened?.settings.optimizer.learningRate).toBe(0.05);
  });

  it('takes over what is chosen at once, together with what else is new, but nothing that needs a restart', async () => {
    const { form, controls } = bench.workbench;
    await bench.tell({ phase: 'paused', step: 12 });
    form.change({ ...form.settings, seed: 8, clipNorm: 1, schedule: { kind: 'cosine', final: 0 } });
    await vi.waitFor(() => expect(changes()).toHaveLength(1));
    expect(changes()[0]).toMatchObject({ settings: { clipNorm: 1, schedule: { kind: 'cosine' } } });
    expect(controls.changes.note('clipNorm')).toBe('live from step 13');
    expect(controls.changes.note('seed')).toBe('applies at restart');
    expect(bench.workbench.session.opened?.settings).toMatchObject({ clipNorm: 1, seed: 7 });
  });

  it('goes on by what was typed right before Resume or Step was pressed', async () => {
    const { form, controls } = bench.workbench;
    await bench.tell({ phase: 'paused', step: 12 });
    form.type('learningRate', '0.05');
    await controls.primary();
    expect(bench.trainer.asked).toEqual(['open', 'change', 'train']);
    form.type('learningRate', '0.06');
    await controls.step();
    expect(bench.trainer.asked.slice(3)).toEqual(['change', 'step']);
  });

  it('is changed ten times a second at most, however a slider is dragged', async () => {
    const { form } = bench.workbench;
    await bench.tell({ phase: 'training', step: 12 });
    for (let rate = 1; rate <= 50; rate++) {
      form.change({ ...form.settings, clipNorm: rate });
      await Promise.resolve();
    }
    await vi.waitFor(() => expect(changes().at(-1)).toMatchObject({ settings: { clipNorm: 50 } }));
    expect(changes().length).toBeLessThanOrEqual(2);
  });

  it('that is over, and another network, are changed by a restart only', async () => {
    const { form, controls } = bench.workbench;
    await bench.tell({ phase: 'finished', step: 2580 });
    form.change({ ...form.settings, clipNorm: 1 });
    expect(controls.changes.note('clipNorm')).toBe('applies at restart');
    await bench.tell({ run: 2, phase: 'training', step: 3 });
    bench.workbench.choosePreset('notebook-000');
    expect(controls.changes.note('learningRate')).toBe('applies at restart');
    await controls.primary();
    expect(changes()).toEqual([]);
  });

  it('is begun anew by what it was changed to', async () => {
    const { form, controls } = bench.workbench;
    await bench.tell({ phase: 'paused', step: 12 });
    form.change({ ...form.settings, clipNorm: 1 });
    await vi.waitFor(() => expect(controls.changes.parts.size).toBe(0));
    await controls.restarts.sameSeed();
    expect(bench.trainer.asked).toEqual(['open', 'change', 'open', 'train']);
    expect(bench.trainer.requests[2].params).toMatchObject({ settings: { clipNorm: 1 } });
    expect(controls.changes.note('clipNorm')).toBeNull();
  });

  it('that is paused shows its maps and weights on, whatever of it is changed', async () => {
    const { workbench } = bench;
    const { form, controls, editor, maps, weights, session } = workbench;
    workbench.choosePreset('strong');
    await vi.waitFor(() => expect(session.opened?.network.name).toBe('strong'));
    await bench.tell({ run: session.status?.run ?? 0, phase: 'paused', step: 12 });
    editor.select(['conv1']);
    maps.live.watch(document.body);
    weights.live.watch(document.body);
    const isShown = (): boolean => maps.current !== null && weights.current !== null;
    await vi.waitFor(() => expect(isShown()).toBe(true));
    form.change({ ...form.settings, clipNorm: 1 });
    await vi.waitFor(() => expect(changes()).toHaveLength(1));
    await vi.waitFor(() => expect(controls.changes.parts.size).toBe(0));
    expect(isShown()).toBe(true);
    editor.edit({ kind: 'set', name: 'drop', settings: { rate: 0.3 } });
    await vi.waitFor(() => expect(changes()).toHaveLength(2));
    await vi.waitFor(() => expect(controls.changes.parts.size).toBe(0));
    await vi.waitFor(() => expect(isShown()).toBe(true));
  });

  it('of a series is trained as the others are', async () => {
    const { form, controls } = bench.workbench;
    await bench.tell({ phase: 'training', step: 12, series: { done: 1, count: 5 } });
    form.change({ ...form.settings, clipNorm: 1 });
    expect(controls.changes.note('clipNorm')).toBe('applies at restart');
    await bench.tell({ phase: 'paused', step: 12, series: { done: 1, count: 5 } });
    await controls.primary();
    expect(bench.trainer.asked).toEqual(['open', 'train']);
  });
});
