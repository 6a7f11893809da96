import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultPreset } from '../../../src-core/architecture/presets';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import type { Status } from '../../../src-core/protocol/status';
import { Workbench } from '../../../src-renderer/state/workbench.svelte';
import { openBench } from '../support/bench';
import { runOf } from '../support/runs';
import { statusOf } from '../support/samples';

let bench: Awaited<ReturnType<typeof openBench>>;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.trainer.close());

/** Tells the window a status and waits until it has it. */
async function tell(changes: Partial<Status>): Promise<void> {
  const status = statusOf(changes);
  bench.trainer.emit({ kind: 'status', status });
  await vi.waitFor(() => expect(bench.workbench.session.status).toEqual(status));
}

describe('the recipe', () => {
  it('is that of the preset which the window opens with', () => {
    const { recipe } = new Workbench(bench.bridge).form;
    expect(recipe).toEqual({ network: defaultPreset.network, settings: defaultPreset.settings });
  });

  it('is opened at the start, so that there is a network from the first moment', () => {
    expect(bench.trainer.asked).toEqual(['open']);
    expect(bench.workbench.session.phase).toBe('ready');
  });

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

  it('is in force when Train is pressed right after typing', async () => {
    bench.workbench.form.type('batchSize', '32');
    await bench.workbench.controls.primary();
    expect(bench.trainer.asked).toEqual(['open', 'open', 'train']);
  });

  it('keeps the last good value while nonsense is being typed', () => {
    const { form } = bench.workbench;
    form.type('batchSize', '');
    expect(form.error('batchSize')).toContain('1 to 4,096');
    expect(form.recipe.settings.batchSize).toBe(64);
    form.revert('batchSize');
    expect(form.text('batchSize')).toBe('64');
  });

  it.each(['ready', 'paused', 'finished'] as const)(
    'when %s, is not passed over where a field is not in force: nothing begins, and that is said',
    async (phase) => {
      const { form, controls, messages } = bench.workbench;
      await tell({ phase });
      form.type('batchSize', '0');
      await controls.primary();
      await controls.step();
      await controls.restart();
      await controls.restartWithNewSeed();
      await controls.restartKeepingWeights();
      await controls.reset();
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
    await tell({ phase: 'training', step: 3 });
    bench.workbench.form.type('batchSize', '0');
    await bench.workbench.controls.primary();
    expect(bench.trainer.asked).toEqual(['open', 'pause']);
  });

  it('of a run is left alone: a change waits for the restart, and says so', async () => {
    const { form, controls } = bench.workbench;
    await tell({ phase: 'paused', step: 12 });
    form.type('seed', '8');
    expect(controls.restartNote('seed')).toBe('applies at restart');
    expect(controls.restartNote('epochs')).toBeNull();
    await controls.primary();
    expect(bench.trainer.asked).toEqual(['open', 'train']);
    await controls.restart();
    expect(bench.trainer.asked).toEqual(['open', 'train', 'open', 'train']);
    expect(bench.trainer.requests[2].params).toMatchObject({ settings: { seed: 8 } });
  });

  it('of a run stays on show when another preset is chosen', async () => {
    const { controls, shown } = bench.workbench;
    await tell({ phase: 'finished', step: 2580 });
    bench.workbench.choosePreset('notebook-000');
    expect(bench.workbench.shown).toMatchObject(shown);
    expect(bench.workbench.network.name).toBe('lenet-5');
    expect(controls.restartNote('network')).toBe('applies at restart');
    expect(controls.restartNote('epochs')).toBe('applies at restart');
    expect(controls.restartNote('seed')).toBeNull();
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

describe('a run that goes on', () => {
  const changes = () => bench.trainer.requests.filter(({ method }) => method === 'change').map(({ params }) => params);

  it('takes over what was typed when that has come to rest, and not every half of a number', async () => {
    const { form } = bench.workbench;
    await tell({ phase: 'training', step: 12 });
    form.type('learningRate', '5');
    form.type('learningRate', '0.05');
    await vi.waitFor(() => expect(changes()).toHaveLength(1), { timeout: 3000 });
    expect(changes()[0]).toMatchObject({ settings: { optimizer: { learningRate: 0.05 } } });
    expect(bench.workbench.session.opened?.settings.optimizer.learningRate).toBe(0.05);
  });

  it('takes over what is chosen at once, together with what else is new, but nothing that needs a restart', async () => {
    const { form, controls } = bench.workbench;
    await tell({ phase: 'paused', step: 12 });
    form.change({ ...form.settings, seed: 8, clipNorm: 1, schedule: { kind: 'cosine', final: 0 } });
    await vi.waitFor(() => expect(changes()).toHaveLength(1));
    expect(changes()[0]).toMatchObject({ settings: { clipNorm: 1, schedule: { kind: 'cosine' } } });
    expect(controls.note('clipNorm')).toBe('live from step 13');
    expect(controls.note('seed')).toBe('applies at restart');
    expect(bench.workbench.session.opened?.settings).toMatchObject({ clipNorm: 1, seed: 7 });
  });

  it('goes on by what was typed right before Resume or Step was pressed', async () => {
    const { form, controls } = bench.workbench;
    await tell({ phase: 'paused', step: 12 });
    form.type('learningRate', '0.05');
    await controls.primary();
    expect(bench.trainer.asked).toEqual(['open', 'change', 'train']);
    form.type('learningRate', '0.06');
    await controls.step();
    expect(bench.trainer.asked.slice(3)).toEqual(['change', 'step']);
  });

  it('is changed ten times a second at most, however a slider is dragged', async () => {
    const { form } = bench.workbench;
    await tell({ phase: 'training', step: 12 });
    for (let rate = 1; rate <= 50; rate++) {
      form.change({ ...form.settings, clipNorm: rate });
      await Promise.resolve();
    }
    await vi.waitFor(() => expect(changes().at(-1)).toMatchObject({ settings: { clipNorm: 50 } }));
    expect(changes().length).toBeLessThanOrEqual(2);
  });

  it('that is over, and another network, are changed by a restart only', async () => {
    const { form, controls } = bench.workbench;
    await tell({ phase: 'finished', step: 2580 });
    form.change({ ...form.settings, clipNorm: 1 });
    expect(controls.note('clipNorm')).toBe('applies at restart');
    await tell({ run: 2, phase: 'training', step: 3 });
    bench.workbench.choosePreset('notebook-000');
    expect(controls.note('learningRate')).toBe('applies at restart');
    await controls.primary();
    expect(changes()).toEqual([]);
  });

  it('is begun anew by what it was changed to', async () => {
    const { form, controls } = bench.workbench;
    await tell({ phase: 'paused', step: 12 });
    form.change({ ...form.settings, clipNorm: 1 });
    await vi.waitFor(() => expect(controls.changed.size).toBe(0));
    await controls.restart();
    expect(bench.trainer.asked).toEqual(['open', 'change', 'open', 'train']);
    expect(bench.trainer.requests[2].params).toMatchObject({ settings: { clipNorm: 1 } });
    expect(controls.note('clipNorm')).toBeNull();
  });

  it('that has diverged goes on by the smaller rate also where another network stands in the form', async () => {
    const { form, controls, editor } = bench.workbench;
    const divergence = { step: 13, layer: 'conv1', learningRate: 0.02 };
    await tell({ phase: 'failed', step: 12, diverged: divergence, message: 'It diverged.' });
    editor.edit({ kind: 'set', name: 'conv2', settings: { filters: 7 } });
    const { learningRate } = form.settings.optimizer;
    await controls.goOnSmaller();
    expect(bench.trainer.asked).toEqual(['open', 'change', 'train']);
    expect(changes()[0]).toMatchObject({ settings: { optimizer: { learningRate: learningRate / 10 } } });
    expect(form.settings.optimizer.learningRate).toBe(learningRate);
  });

  it('that is paused shows its maps and weights on, whatever of it is changed', async () => {
    const { workbench } = bench;
    const { form, controls, editor, maps, weights, session } = workbench;
    workbench.choosePreset('strong');
    await vi.waitFor(() => expect(session.opened?.network.name).toBe('strong'));
    await tell({ run: session.status?.run ?? 0, phase: 'paused', step: 12 });
    editor.select(['conv1']);
    maps.live.watch(document.body);
    weights.live.watch(document.body);
    const isShown = (): boolean => maps.current !== null && weights.current !== null;
    await vi.waitFor(() => expect(isShown()).toBe(true));
    form.change({ ...form.settings, clipNorm: 1 });
    await vi.waitFor(() => expect(changes()).toHaveLength(1));
    await vi.waitFor(() => expect(controls.changed.size).toBe(0));
    expect(isShown()).toBe(true);
    editor.edit({ kind: 'set', name: 'drop', settings: { rate: 0.3 } });
    await vi.waitFor(() => expect(changes()).toHaveLength(2));
    await vi.waitFor(() => expect(controls.changed.size).toBe(0));
    await vi.waitFor(() => expect(isShown()).toBe(true));
  });

  it('of a series is trained as the others are', async () => {
    const { form, controls } = bench.workbench;
    await tell({ phase: 'training', step: 12, series: { done: 1, count: 5 } });
    form.change({ ...form.settings, clipNorm: 1 });
    expect(controls.note('clipNorm')).toBe('applies at restart');
    await tell({ phase: 'paused', step: 12, series: { done: 1, count: 5 } });
    await controls.primary();
    expect(bench.trainer.asked).toEqual(['open', 'train']);
  });

  it('of a series is taken over when it begins, also while a command is under way', async () => {
    const { session, controls } = bench.workbench;
    const opened = session.opened!;
    await tell({ phase: 'training', step: 12, series: { done: 0, count: 5 } });
    bench.trainer.answer('pause', undefined);
    const pausing = controls.primary();
    await vi.waitFor(() => expect(bench.trainer.asked).toContain('pause'));
    const next = statusOf({ run: 2, series: { done: 1, count: 5 } });
    const settings = { ...opened.settings, seed: opened.settings.seed + 1 };
    const course = { losses: new Float32Array(), accuracies: new Float32Array(), epochs: [], changes: [] };
    bench.trainer.answer('present', () => ({ status: next, network: opened.network, settings, ...course }));
    await tell(next);
    const { id } = bench.trainer.requests.find(({ method }) => method === 'pause')!;
    bench.trainer.send({ type: 'result', id, result: { step: 12 } });
    await pausing;
    await vi.waitFor(() => expect(session.opened?.settings).toEqual(settings));
    await vi.waitFor(() => expect(bench.workbench.form.settings.seed).toBe(settings.seed));
    expect(controls.changed.size).toBe(0);
  });

  it('of a series leaves a form alone in which something was changed', async () => {
    const { session, controls, form } = bench.workbench;
    const opened = session.opened!;
    await tell({ phase: 'training', step: 12, series: { done: 0, count: 5 } });
    form.change({ ...form.settings, batchSize: 8 });
    const next = statusOf({ run: 2, series: { done: 1, count: 5 } });
    const settings = { ...opened.settings, seed: opened.settings.seed + 1 };
    const course = { losses: new Float32Array(), accuracies: new Float32Array(), epochs: [], changes: [] };
    bench.trainer.answer('present', () => ({ status: next, network: opened.network, settings, ...course }));
    await tell(next);
    await vi.waitFor(() => expect(session.opened?.settings).toEqual(settings));
    expect([...controls.changed].sort()).toEqual(['batchSize', 'seed']);
  });

  it('can be paused while it goes to the end of an epoch', async () => {
    const { controls } = bench.workbench;
    bench.trainer.answer('step', undefined);
    await tell({ phase: 'paused', step: 12 });
    await controls.step('epoch');
    await controls.step('epoch');
    await tell({ phase: 'training', step: 12 });
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
    await tell({ phase, step: phase === 'ready' ? 0 : 40 });
    await bench.workbench.controls.primary();
    expect(bench.trainer.asked.at(-1)).toBe(method);
  });

  it('lets a paused run go on, whatever the edited network lacks, and begins none with it', async () => {
    const { controls, editor } = bench.workbench;
    await tell({ phase: 'paused', step: 40 });
    editor.edit({ kind: 'remove', names: ['flatten'] });
    expect(controls.fault).toBeNull();
    await controls.primary();
    expect(bench.trainer.asked.at(-1)).toBe('train');
    await tell({ phase: 'finished', step: 2580 });
    expect(controls.fault).toMatch(/fc1: needs a vector/);
    await controls.restart();
    expect(bench.trainer.asked.at(-1)).toBe('train');
    expect(bench.workbench.messages.current?.text).toMatch(/needs a vector.*Mend the network first/);
  });

  it('pressed twice in a hurry means it once', async () => {
    await tell({ phase: 'training', step: 3 });
    void bench.workbench.controls.primary();
    bench.trainer.emit({ kind: 'status', status: statusOf({ phase: 'paused', step: 4 }) });
    await bench.workbench.controls.primary();
    expect(bench.trainer.asked.filter((method) => method !== 'open')).toEqual(['pause']);
  });
});

describe('a run that is over', () => {
  it.each(['finished', 'stopped'] as const)('when %s, goes on from its weights by the main button', async (phase) => {
    await tell({ phase, step: 2580 });
    await bench.workbench.controls.primary();
    expect(bench.trainer.requests.at(-1)).toMatchObject({ method: 'restart', params: { weights: 'keep' } });
  });

  it('whose weights do not fit the chosen network can only be begun anew, and asks', async () => {
    const { controls } = bench.workbench;
    await tell({ phase: 'finished', step: 2580 });
    bench.workbench.choosePreset('notebook-000');
    expect(controls.primaryAction).toBe('restart');
    await controls.primary();
    expect(controls.asking).not.toBeNull();
  });

  it.each(['finished', 'stopped', 'failed'] as const)(
    'when %s, is left as it is by Space, which says so',
    async (phase) => {
      const { controls, messages } = bench.workbench;
      await tell({ phase, step: 286 });
      await controls.goOnOrPause();
      expect(bench.trainer.asked).toEqual(['open']);
      expect(messages.current).toMatchObject({ kind: 'info' });
      expect(messages.current?.text).toContain('Restart');
    },
  );
});

describe('a restart that throws much away', () => {
  it('waits for the word of the user, who may keep what there is', async () => {
    const { controls } = bench.workbench;
    await tell({ phase: 'finished', step: 2580 });
    await controls.restart();
    expect(bench.trainer.asked).toEqual(['open']);
    expect(controls.taught).toBe(2580);
    controls.keep();
    await controls.confirm();
    expect(bench.trainer.asked).toEqual(['open']);
    await controls.reset();
    await controls.confirm();
    expect(bench.trainer.asked).toEqual(['open', 'open']);
  });

  it('of less than an epoch, or of a run that failed, does not ask', async () => {
    const { controls } = bench.workbench;
    await tell({ phase: 'paused', step: 860 });
    await controls.restart();
    await tell({ phase: 'failed', step: 2000, message: 'The loss is no longer a number.' });
    await controls.restart();
    expect(bench.trainer.asked).toEqual(['open', 'restart', 'restart']);
  });
});

describe('restart', () => {
  it('with the same seed draws the same first weights', async () => {
    await tell({ phase: 'finished', step: 860 });
    await bench.workbench.controls.restart();
    expect(bench.trainer.requests.at(-1)).toMatchObject({ method: 'restart', params: { weights: 'first' } });
  });

  it('with a new seed shows it in the form', async () => {
    const { form, controls } = bench.workbench;
    await tell({ phase: 'paused', step: 12 });
    await controls.restartWithNewSeed();
    const { seed } = form.recipe.settings;
    expect(seed).not.toBe(7);
    expect(form.text('seed')).toBe(String(seed));
    expect(bench.trainer.asked).toEqual(['open', 'open', 'train']);
    expect(bench.trainer.requests[1].params).toMatchObject({ settings: { seed }, weights: 'first' });
  });

  it('with the present weights says whose they are', async () => {
    const { controls, messages } = bench.workbench;
    await tell({ phase: 'finished', step: 860 });
    await controls.restartKeepingWeights();
    expect(bench.trainer.requests.at(-1)).toMatchObject({ method: 'restart', params: { weights: 'keep' } });
    expect(messages.current?.text).toBe('Begun with the weights of step 860');
  });

  it('with the present weights takes changed settings along', async () => {
    const { form, controls } = bench.workbench;
    await tell({ phase: 'finished', step: 860 });
    form.type('learningRate', '0.001');
    await controls.restartKeepingWeights();
    expect(bench.trainer.asked).toEqual(['open', 'open', 'train']);
    expect(bench.trainer.requests[1].params).toMatchObject({ weights: 'keep', settings: { seed: 7 } });
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

it('shows why a run failed until a new one begins', async () => {
  const { messages, controls } = bench.workbench;
  await tell({ phase: 'failed', step: 4, message: 'The loss is no longer a number.' });
  expect(messages.current).toEqual({ kind: 'error', text: 'The loss is no longer a number.' });
  await controls.restart();
  expect(messages.current).toBeNull();
});

it('says why a run failed that was being begun, not that it cannot go on', async () => {
  const { messages, controls } = bench.workbench;
  await tell({ phase: 'paused', step: 4 });
  bench.trainer.answer('restart', () => {
    bench.trainer.emit({
      kind: 'status',
      status: statusOf({ run: 2, phase: 'failed', message: 'There is no such layer.' }),
    });
    throw new Error('This run is failed: restart it to train.');
  });
  await controls.restart();
  expect(messages.current?.text).toBe('There is no such layer.');
});

it('tells what the trainer has to say, as a complaint unless it is none', async () => {
  const { messages } = bench.workbench;
  bench.trainer.emit({ kind: 'notice', message: 'The disk is full.' });
  await vi.waitFor(() => expect(messages.current).toEqual({ kind: 'error', text: 'The disk is full.' }));
  bench.trainer.emit({ kind: 'notice', message: 'The run is saved again.', tone: 'info' });
  await vi.waitFor(() => expect(messages.current).toEqual({ kind: 'info', text: 'The run is saved again.' }));
});

it('forgets what was wrong with a run when there is another', async () => {
  const { messages } = bench.workbench;
  await tell({ phase: 'failed', message: 'The loss is no longer a number.' });
  await tell({ run: 2 });
  expect(messages.current).toBeNull();
});

it('stops complaining of a field as soon as that is as it was', async () => {
  const { form, controls, messages } = bench.workbench;
  form.type('batchSize', '0');
  await controls.primary();
  expect(messages.current?.kind).toBe('error');
  form.revert('batchSize');
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
    await tell({ phase: 'training', step: 1 });
    await vi.waitFor(() => expect(predictions()).toBe(before + 1));
    await tell({ phase: 'training', step: 1, imagesPerSecond: 500 });
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
