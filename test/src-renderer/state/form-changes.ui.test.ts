import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBench } from '../support/bench';

let bench: Awaited<ReturnType<typeof openBench>>;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.trainer.close());

describe('the recipe', () => {
  it('of a run is left alone: a change waits for the restart, and says so', async () => {
    const { form, controls } = bench.workbench;
    await bench.tell({ phase: 'paused', step: 12 });
    form.type('seed', '8');
    expect(controls.changes.restartNote('seed')).toBe('applies at restart');
    expect(controls.changes.restartNote('epochs')).toBeNull();
    await controls.primary();
    expect(bench.trainer.asked).toEqual(['open', 'train']);
    await controls.restarts.sameSeed();
    expect(bench.trainer.asked).toEqual(['open', 'train', 'open', 'train']);
    expect(bench.trainer.requests[2].params).toMatchObject({ settings: { seed: 8 } });
  });

  it('of a run stays on show when another preset is chosen', async () => {
    const { controls, shown } = bench.workbench;
    await bench.tell({ phase: 'finished', step: 2580 });
    bench.workbench.choosePreset('notebook-000');
    expect(bench.workbench.shown).toMatchObject(shown);
    expect(bench.workbench.network.name).toBe('lenet-5');
    expect(controls.changes.restartNote('network')).toBe('applies at restart');
    expect(controls.changes.restartNote('epochs')).toBe('applies at restart');
    expect(controls.changes.restartNote('seed')).toBeNull();
  });
});
