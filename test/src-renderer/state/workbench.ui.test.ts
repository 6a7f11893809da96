import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultPreset } from '../../../src-core/architecture/presets';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import { Workbench } from '../../../src-renderer/state/workbench.svelte';
import { relu } from '../../support/networks';
import { openBench } from '../support/bench';
import { runOf } from '../support/runs';
import { statusOf } from '../support/samples';

let bench: Awaited<ReturnType<typeof openBench>>;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.trainer.close());

describe('the recipe', () => {
  it('is that of the preset which the window opens with', () => {
    const { recipe } = new Workbench(bench.bridge).form;
    expect(recipe).toEqual({ network: defaultPreset.network, settings: defaultPreset.settings });
  });

  it('is opened at the start, so that there is a network from the first moment', () => {
    expect(bench.trainer.asked).toEqual(['open']);
    expect(bench.workbench.session.phase).toBe('ready');
  });

  it('keeps the last good value while nonsense is being typed', () => {
    const { form } = bench.workbench;
    form.type('batchSize', '');
    expect(form.error('batchSize')).toContain('1 to 4,096');
    expect(form.recipe.settings.batchSize).toBe(64);
    form.revert('batchSize');
    expect(form.text('batchSize')).toBe('64');
  });
});

describe('a network that is too big', () => {
  it('is refused beforehand, with what it needs and what would help, at the size of the batch', async () => {
    const { form, controls, editor } = bench.workbench;
    editor.edit({ kind: 'set', name: 'conv2', settings: { filters: 4096 } });
    form.type('batchSize', '4096');
    expect(form.error('batchSize')).toMatch(
      /needs [\d,]+ MB of memory in batches of 4096.*a batch of at most \d+ fits/,
    );
    await controls.primary();
    expect(form.called).toEqual({ id: 'batchSize' });
    expect(bench.trainer.asked).toEqual(['open']);
    form.type('batchSize', '8');
    expect(form.error('batchSize')).toBeNull();
  });
});

it('a run is opened over an unsaved network only when the user lets that go, also where a rate of dropout alone is other', async () => {
  const { workbench, trainer } = bench;
  workbench.choosePreset('strong');
  workbench.file.rename('mine');
  const { network, settings } = workbench.form.recipe;
  const course = {
    losses: new Float32Array(3),
    accuracies: new Float32Array(3),
    epochs: [],
    changes: [{ step: 3, settings, dropout: Object.fromEntries(dropouts(network).map((name) => [name, 0.3])) }],
  };
  trainer.answer('readRun', () => ({ summary: runOf(), network, settings, kernels: 'reference', ...course }));
  trainer.answer('openRun', () => ({ status: statusOf({ run: 9, phase: 'paused' }), network, settings, ...course }));
  const opened = workbench.openRun(runOf());
  await vi.waitFor(() => expect(workbench.file.question.asked).not.toBeNull());
  workbench.file.question.answer('cancel');
  expect(await opened).toBe(false);
  expect(workbench.form.recipe.network).toBe(network);
  expect(workbench.file.dirty).toBe(true);
});

const dropouts = ({ layers }: NetworkSpec): string[] =>
  layers.filter(({ kind }) => kind === 'dropout').map(({ name }) => name);

it('tells what the trainer has to say, as a complaint unless it is none', async () => {
  const { messages } = bench.workbench;
  bench.trainer.emit({ kind: 'notice', message: 'The disk is full.' });
  await vi.waitFor(() => expect(messages.current).toEqual({ kind: 'error', text: 'The disk is full.' }));
  bench.trainer.emit({ kind: 'notice', message: 'The run is saved again.', tone: 'info' });
  await vi.waitFor(() => expect(messages.current).toEqual({ kind: 'info', text: 'The run is saved again.' }));
});

it('forgets what was wrong with a run when there is another', async () => {
  const { messages } = bench.workbench;
  await bench.tell({ phase: 'failed', message: 'The loss is no longer a number.' });
  await bench.tell({ run: 2 });
  expect(messages.current).toBeNull();
});

it('does not mix the curves of two runs', () => {
  const { session } = bench.workbench;
  const steps = { kind: 'steps', firstStep: 1, losses: Float32Array.of(2), accuracies: Float32Array.of(0) } as const;
  session.receive({ ...steps, run: 1 });
  session.receive({ ...steps, run: 2 });
  session.receive({ ...steps, run: 1 }); // late
  expect(session.curves).toMatchObject({ run: 2 });
  expect(session.curves.loss.raw).toHaveLength(1);
});

describe('the drawing', () => {
  const stroke = [[10, 10], [20, 40]] as const; // prettier-ignore

  it('is judged when it changes and whenever the network has learned', async () => {
    const { drawing } = bench.workbench;
    const predictions = (): number => bench.trainer.asked.filter((method) => method === 'predict').length;
    drawing.draw([stroke]);
    await vi.waitFor(() => expect(drawing.prediction?.probabilities).toHaveLength(10));
    const before = predictions();
    await bench.tell({ phase: 'training', step: 1 });
    await vi.waitFor(() => expect(predictions()).toBe(before + 1));
    await bench.tell({ phase: 'training', step: 1, imagesPerSecond: 500 });
    expect(predictions()).toBe(before + 1);
  });

  it('leaves nothing behind when it is cleared', async () => {
    const { drawing } = bench.workbench;
    drawing.draw([stroke]);
    await vi.waitFor(() => expect(drawing.prediction).not.toBeNull());
    drawing.clear();
    expect(drawing.prediction).toBeNull();
    expect(drawing.image).toBeNull();
  });
});

describe('the answer of a network', () => {
  const stroke = [[10, 10], [20, 40]] as const; // prettier-ignore

  it('is gone when another network takes its place, and when there is none', async () => {
    const { drawing } = bench.workbench;
    drawing.draw([stroke]);
    await vi.waitFor(() => expect(drawing.prediction).not.toBeNull());
    bench.trainer.answer('predict', () => {
      throw new Error('The worker ended.');
    });
    bench.workbench.choosePreset('notebook-000');
    await vi.waitFor(() => expect(bench.trainer.asked.filter((method) => method === 'open')).toHaveLength(2));
    await vi.waitFor(() => expect(drawing.prediction).toBeNull());
  });
});

it('keeps what the test set said with the run it was said of', async () => {
  const { session } = bench.workbench;
  const evaluation = bench.workbench.evaluateTest();
  expect(session.testProgress).toEqual({ done: 0, count: 10000 });
  await evaluation;
  expect(session.testProgress).toBeNull();
  expect(session.testResult).toMatchObject({ run: 1, count: 10000, step: 860 });
});

it('shows the matrix of the test set when it has come, and forgets an evaluation that was cancelled', async () => {
  const { session } = bench.workbench;
  await bench.workbench.evaluateTest();
  expect(session.matrixOf).toBe('test');
  const result = session.testResult;
  bench.trainer.answer('evaluateTest', () => null);
  session.matrixOf = 'validation';
  await bench.workbench.evaluateTest();
  expect(session.testProgress).toBeNull();
  expect(session.testResult).toBe(result);
  expect(session.matrixOf).toBe('validation');
});

describe('saving', () => {
  it('hands the bytes to main and says what was saved', async () => {
    await bench.workbench.saveWeights();
    const [[request]] = bench.bridge.saveFile.mock.calls as [[{ suggestedName: string; bytes: Uint8Array }]];
    expect(request).toEqual({ suggestedName: 'lenet-5.safetensors', bytes: Uint8Array.of(1, 2) });
    expect(bench.workbench.messages.current?.text).toBe('Saved lenet-5.safetensors, weights after step 860');
  });

  it('says nothing when the user thought better of it', async () => {
    bench.bridge.saveFile.mockResolvedValue({ kind: 'cancelled' });
    await bench.workbench.saveWeights();
    expect(bench.workbench.messages.current).toBeNull();
  });

  it('says why it could not', async () => {
    bench.bridge.saveFile.mockResolvedValue({
      kind: 'failed',
      message: 'a.safetensors was not saved: the disk is full (ENOSPC).',
    });
    await bench.workbench.saveWeights();
    expect(bench.workbench.messages.current).toEqual({
      kind: 'error',
      text: 'a.safetensors was not saved: the disk is full (ENOSPC).',
    });
  });
});

it('says that a network is full, until it is edited again', () => {
  const { editor, messages } = bench.workbench;
  const relus = Array.from({ length: 500 }, (_, i) => relu(`r${i}`, ['input']));
  editor.add(relus);
  expect(messages.current).toMatchObject({ kind: 'error' });
  expect(messages.current?.text).toContain('a network has at most 500 layers');
  editor.add(relus.slice(0, 1));
  expect(messages.current).toBeNull();
});
