import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBench } from '../support/bench';
import { statusOf } from '../support/samples';

let bench: Awaited<ReturnType<typeof openBench>>;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.trainer.close());

describe('Train', () => {
  it('begins by what was typed right before it was pressed', async () => {
    bench.workbench.form.type('batchSize', '32');
    await bench.workbench.controls.primary();
    expect(bench.trainer.asked).toEqual(['open', 'open', 'train']);
  });
});

describe('Step', () => {
  it('can be paused while it goes to the end of an epoch', async () => {
    const { controls } = bench.workbench;
    bench.trainer.answer('step', undefined);
    await bench.tell({ phase: 'paused', step: 12 });
    await controls.step('epoch');
    await controls.step('epoch');
    await bench.tell({ phase: 'training', step: 12 });
    await controls.primary();
    expect(bench.trainer.asked).toEqual(['open', 'step', 'pause']);
  });
});

describe('the main button', () => {
  it.each([
    ['ready', 'train'],
    ['training', 'pause'],
    ['paused', 'train'],
    ['finished', 'restart'],
    ['stopped', 'restart'],
    ['failed', 'restart'],
  ] as const)('when %s asks for %s', async (phase, method) => {
    await bench.tell({ phase, step: phase === 'ready' ? 0 : 40 });
    await bench.workbench.controls.primary();
    expect(bench.trainer.asked.at(-1)).toBe(method);
  });

  it('lets a paused run go on, whatever the edited network lacks, and begins none with it', async () => {
    const { controls, editor } = bench.workbench;
    await bench.tell({ phase: 'paused', step: 40 });
    editor.edit({ kind: 'remove', names: ['flatten'] });
    expect(controls.choices.fault).toBeNull();
    await controls.primary();
    expect(bench.trainer.asked.at(-1)).toBe('train');
    await bench.tell({ phase: 'finished', step: 2580 });
    expect(controls.choices.fault).toMatch(/fc1: needs a vector/);
    await controls.restarts.sameSeed();
    expect(bench.trainer.asked.at(-1)).toBe('train');
    expect(bench.workbench.messages.current?.text).toMatch(/needs a vector.*Mend the network first/);
  });

  it('pressed twice in a hurry means it once', async () => {
    await bench.tell({ phase: 'training', step: 3 });
    void bench.workbench.controls.primary();
    bench.trainer.emit({ kind: 'status', status: statusOf({ phase: 'paused', step: 4 }) });
    await bench.workbench.controls.primary();
    expect(bench.trainer.asked.filter((method) => method !== 'open')).toEqual(['pause']);
  });
});

describe('a run that is over', () => {
  it.each(['finished', 'stopped'] as const)('when %s, goes on from its weights by the main button', async (phase) => {
    await bench.tell({ phase, step: 2580 });
    await bench.workbench.controls.primary();
    expect(bench.trainer.requests.at(-1)).toMatchObject({ method: 'restart', params: { weights: 'keep' } });
  });

  it('whose weights do not fit the chosen network can only be begun anew, and asks', async () => {
    const { controls } = bench.workbench;
    await bench.tell({ phase: 'finished', step: 2580 });
    bench.workbench.choosePreset('notebook-000');
    expect(controls.choices.primaryAction).toBe('restart');
    await controls.primary();
    expect(controls.question.isAsked).toBe(true);
  });

  it.each(['finished', 'stopped', 'failed'] as const)(
    'when %s, is left as it is by Space, which says so',
    async (phase) => {
      const { controls, messages } = bench.workbench;
      await bench.tell({ phase, step: 286 });
      await controls.goOnOrPause();
      expect(bench.trainer.asked).toEqual(['open']);
      expect(messages.current).toMatchObject({ kind: 'info' });
      expect(messages.current?.text).toContain('Restart');
    },
  );
});

it('shows why a run failed until a new one begins', async () => {
  const { messages, controls } = bench.workbench;
  await bench.tell({ phase: 'failed', step: 4, message: 'The loss is no longer a number.' });
  expect(messages.current).toEqual({ kind: 'error', text: 'The loss is no longer a number.' });
  await controls.restarts.sameSeed();
  expect(messages.current).toBeNull();
});

it('says why a run failed that was being begun, not that it cannot go on', async () => {
  const { messages, controls } = bench.workbench;
  await bench.tell({ phase: 'paused', step: 4 });
  bench.trainer.answer('restart', () => {
    bench.trainer.emit({
      kind: 'status',
      status: statusOf({ run: 2, phase: 'failed', message: 'There is no such layer.' }),
    });
    throw new Error('This run is failed: restart it to train.');
  });
  await controls.restarts.sameSeed();
  expect(messages.current?.text).toBe('There is no such layer.');
});
