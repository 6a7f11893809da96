import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Params, Result } from '../../../src-core/protocol/methods';
import { openBench } from '../support/bench';
import { lastEpochOf, statusOf } from '../support/samples';

let bench: Awaited<ReturnType<typeof openBench>>;
let asked: Params<'predictEpoch'>[] = [];
beforeEach(async () => {
  bench = await openBench();
  asked = [];
  answer({ seconds: 2, contended: false });
  bench.workbench.prediction.askSoon();
  await vi.waitFor(() => expect(prediction()).toMatchObject({ seconds: 2, basis: 'steps' }));
});
afterEach(() => {
  bench.trainer.close();
  vi.restoreAllMocks();
});

const prediction = () => bench.workbench.prediction.current;
const answer = (result: Result<'predictEpoch'>): void =>
  bench.trainer.answer('predictEpoch', (params) => {
    asked.push(params as Params<'predictEpoch'>);
    return result;
  });
const filters = (count: number): void =>
  bench.workbench.editor.edit({ kind: 'set', name: 'conv2', settings: { filters: count } });
/** Tells the window in which phase the run is. */
async function enter(phase: 'training' | 'paused'): Promise<void> {
  bench.trainer.emit({ kind: 'status', status: statusOf({ phase, step: 12 }) });
  await vi.waitFor(() => expect(bench.workbench.session.phase).toBe(phase));
}

describe('the predicted time of an epoch', () => {
  it('follows an edit at once, and is measured afterwards', async () => {
    answer({ seconds: 3.5, contended: false });
    filters(32);
    expect(prediction()?.basis).toBe('work');
    expect(prediction()?.seconds).toBeGreaterThan(2);
    await vi.waitFor(() => expect(prediction()).toMatchObject({ seconds: 3.5, basis: 'steps' }));
    expect(asked.at(-1)?.network.layers[3]).toMatchObject({ filters: 32 });
  });

  it('follows a change of the recipe as well', () => {
    bench.workbench.form.type('subset', '5500');
    expect(prediction()?.basis).toBe('work');
    expect(prediction()?.seconds).toBeLessThan(1);
  });

  it('is not known of a network that cannot run, and is again once it can', () => {
    bench.workbench.editor.edit({ kind: 'set', name: 'conv2', settings: { kernelSize: 99 } });
    expect(prediction()).toBeNull();
    bench.workbench.editor.undo();
    expect(prediction()?.seconds).toBeCloseTo(2, 12);
  });

  it('is left an estimate beside a training, and measured when that is over', async () => {
    const before = asked.length;
    await enter('training');
    answer({ seconds: 3.5, contended: false });
    filters(32);
    await new Promise((done) => setTimeout(done, 200));
    expect(asked).toHaveLength(before);
    expect(prediction()?.basis).toBe('work');
    await enter('paused');
    await vi.waitFor(() => expect(prediction()).toMatchObject({ seconds: 3.5, basis: 'steps' }));
    expect(asked).toHaveLength(before + 1);
  });

  it('does not take what was measured beside a training for better', async () => {
    answer({ seconds: 9, contended: true });
    filters(32);
    const estimate = prediction();
    await vi.waitFor(() => expect(asked.at(-1)?.network.layers[3]).toMatchObject({ filters: 32 }));
    await new Promise((done) => setTimeout(done, 50));
    expect(prediction()).toEqual(estimate);
  });

  it('is that of the run’s own epochs, until the recipe is another one', async () => {
    await enter('training');
    const clock = vi.spyOn(performance, 'now');
    for (const [epoch, time] of [
      [1, 1000],
      [2, 4000],
    ]) {
      clock.mockReturnValue(time);
      bench.trainer.emit({ kind: 'epochs', run: 1, epochs: [lastEpochOf({ epoch })] });
      await vi.waitFor(() => expect(bench.workbench.session.lastEpoch?.epoch).toBe(epoch));
    }
    expect(prediction()).toMatchObject({ seconds: 3, basis: 'run' });
    filters(32);
    expect(prediction()?.basis).toBe('work');
    bench.workbench.editor.undo();
    expect(prediction()?.basis).toBe('run');
  });
});
