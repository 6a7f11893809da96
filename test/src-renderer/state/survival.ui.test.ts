import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { tiny } from '../../../src-core/architecture/presets/tiny';
import type { TrainerEnd } from '../../../src-core/protocol/bridge';
import type { Status } from '../../../src-core/protocol/status';
import { TrainerClient } from '../../../src-renderer/state/trainer-client';
import { Workbench } from '../../../src-renderer/state/workbench.svelte';
import { fakeBridge } from '../support/fake-bridge';
import { FakeTrainer } from '../support/fake-trainer';
import { memoryChannel } from '../support/memory-channel';
import { runOf } from '../support/runs';
import { factsOf, lastEpochOf, statusOf } from '../support/samples';

const unfinished = (changes: Parameters<typeof runOf>[0] = {}) => runOf({ state: 'unfinished', step: 812, ...changes });
type Answers = ConstructorParameters<typeof FakeTrainer>[0];

const ID = unfinished().id;
const course = (steps: number) => ({
  losses: Float32Array.from({ length: steps }, (_, i) => i + 1),
  accuracies: new Float32Array(steps).fill(0.5),
  epochs: [lastEpochOf({ epoch: 1, step: 2 })],
  changes: [],
});
const recipe = { network: tiny.network, settings: tiny.settings };
const at = (phase: Status['phase'], step: number, run = 1): Status => statusOf({ id: ID, run, phase, step });

/** What a trainer answers that is at nothing and keeps nothing. */
const idle = (): NonNullable<Answers> => ({
  describeData: (params) => factsOf((params as { dataset: typeof lenet5.settings.dataset }).dataset),
  present: () => null,
  listRuns: () => ({ runs: [], damaged: [] }),
  open: () => statusOf(),
  train: () => ({}),
  pause: () => ({ step: 12 }),
});

let trainers: FakeTrainer[] = [];
beforeEach(() => {
  trainers = [];
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => {
  vi.useRealTimers();
  trainers.forEach((trainer) => trainer.close());
});

function startTrainer(answers: Answers): FakeTrainer {
  const trainer = new FakeTrainer({ ...idle(), ...answers }, memoryChannel());
  trainers.push(trainer);
  return trainer;
}

/** What comes of the wish for a trainer: one that answers like this, or the end of one that rests. */
type Attempt = NonNullable<Answers> | TrainerEnd;

/** A page that has this come of its wishes for a trainer, one after the other. */
async function openPage(...attempts: readonly Attempt[]) {
  const bridge = fakeBridge();
  const client = new TrainerClient();
  const left = [...attempts];
  const connect = async (): Promise<TrainerEnd | null> => {
    const attempt = await Promise.resolve(left.shift() ?? {}); // the port comes a little later
    if ('rest' in attempt) return attempt;
    client.connect(startTrainer(attempt).port);
    return null;
  };
  const workbench = new Workbench(bridge, { connect, storage: localStorage, windowStorage: sessionStorage });
  await workbench.file.recover();
  workbench.file.welcome();
  await workbench.start(client);
  return { workbench, bridge };
}

const last = (): FakeTrainer => {
  const trainer = trainers.at(-1);
  if (!trainer) throw new Error('There is no trainer.');
  return trainer;
};
const steps = (firstStep: number, ...losses: number[]) =>
  ({
    kind: 'steps',
    run: 1,
    firstStep,
    losses: Float32Array.from(losses),
    accuracies: Float32Array.from(losses, () => 0.5),
  }) as const;

describe('a trainer that ends', () => {
  /** A page whose trainer has died after step 4 of a run that was saved at step 2. */
  async function openDead(phase: Status['phase'] = 'training') {
    const next = { openRun: () => ({ status: at('paused', 2), ...recipe, ...course(2) }) };
    const page = await openPage({}, next, next);
    last().emit({ kind: 'status', status: at(phase, 4) });
    last().emit(steps(1, 1, 2, 3, 4));
    last().emit({ kind: 'epochs', run: 1, epochs: [lastEpochOf({ epoch: 1, step: 2 })] });
    const { session } = page.workbench;
    await vi.waitFor(() => expect(session.curves.epochs).toHaveLength(1));
    page.bridge.endTrainer({ savedStep: 2, rest: 0 });
    return page;
  }

  it('is told until something is done about it, and nothing can be begun meanwhile', async () => {
    const { workbench } = await openDead();
    const { survival, controls, messages, session } = workbench;
    expect(survival.loss.words?.text).toContain('at step 4. Steps 3 to 4 are trained again.');
    expect(session.lost).toBe(true);
    const asked = last().requests.length;
    await controls.primary();
    await controls.restarts.sameSeed();
    await workbench.saveWeights();
    expect(last().requests).toHaveLength(asked);
    expect(messages.current).toBeNull();
  });

  it('is followed by another that goes on from the newest checkpoint; no point of the curves is lost or there twice', async () => {
    const { workbench } = await openDead();
    const { survival, session } = workbench;
    await survival.loss.restart();
    expect(survival.loss.words).toBeNull();
    expect(session.lost).toBe(false);
    expect(last().asked.filter((method) => method === 'openRun' || method === 'train')).toEqual(['openRun', 'train']);
    expect(last().requests.find(({ method }) => method === 'openRun')?.params).toEqual({ id: ID });
    expect(session.repeats).toBe(true);
    last().emit(steps(3, 3, 4, 5));
    last().emit({ kind: 'epochs', run: 1, epochs: [lastEpochOf({ epoch: 1 }), lastEpochOf({ epoch: 2 })] });
    await vi.waitFor(() => expect(session.curves.epochs).toHaveLength(2));
    expect([...session.curves.loss.raw]).toEqual([1, 2, 3, 4, 5]);
    expect(workbench.network.name).toBe('tiny');
  });

  it('once more before its run was trained again is followed by one that trains it', async () => {
    let end: () => void = () => undefined;
    const openRun = () => ({ status: at('paused', 2), ...recipe, ...course(2) });
    const train = (): object => (end(), {});
    const { workbench, bridge } = await openPage({}, { openRun, train }, { openRun });
    const { loss } = workbench.survival;
    end = () => bridge.endTrainer({ savedStep: 2, rest: 0 });
    last().emit({ kind: 'status', status: at('training', 4) });
    await vi.waitFor(() => expect(workbench.session.phase).toBe('training'));
    end();
    await loss.restart();
    expect([loss.words?.action, loss.restarting]).toEqual(['Restart and resume', false]);
    await loss.restart();
    expect(last().asked.filter((method) => method === 'openRun' || method === 'train')).toEqual(['openRun', 'train']);
    expect(loss.words).toBeNull();
  });

  it('while one draws is followed by another that reads the drawing, also where nobody looks at the maps', async () => {
    const prediction = { probabilities: new Float32Array(10).fill(0.1), step: 2 };
    const next = {
      openRun: () => ({ status: at('paused', 2), ...recipe, ...course(2) }),
      predict: () => prediction,
    };
    const { workbench, bridge } = await openPage(
      { present: () => ({ status: at('paused', 2), ...recipe, ...course(2) }) },
      next,
    );
    bridge.endTrainer({ savedStep: 2, rest: 0 });
    workbench.drawing.draw([[[0.1, 0.2]]]);
    await workbench.survival.loss.restart();
    await vi.waitFor(() => expect(workbench.drawing.prediction).toEqual(prediction));
  });

  it('does not make a paused run train', async () => {
    const { workbench } = await openDead('paused');
    await workbench.survival.loss.restart();
    expect(last().asked).toContain('openRun');
    expect(last().asked).not.toContain('train');
  });

  it('before anything was learned, is followed by one that opens the recipe', async () => {
    const { workbench, bridge } = await openPage();
    bridge.endTrainer({ savedStep: null, rest: 0 });
    await workbench.survival.loss.restart();
    expect(last().asked).toEqual(['open']);
    expect(workbench.session.phase).toBe('ready');
  });

  it.each([1, 3])('after run %i, which is not kept, is followed by one that counts them anew', async (run) => {
    const { workbench, bridge } = await openPage();
    const { session } = workbench;
    last().emit({ kind: 'status', status: statusOf({ run, phase: 'paused', step: 4 }) });
    last().emit({ ...steps(1, 1, 2, 3, 4), run });
    await vi.waitFor(() => expect(session.curves.loss.raw).toHaveLength(4));
    session.testResult = { run, step: 4, count: 10000, loss: 0.07, accuracy: 0.97, confusion: [[10000]] };
    bridge.endTrainer({ savedStep: null, rest: 0 });
    await workbench.survival.loss.restart();
    expect([session.status?.run, session.phase]).toEqual([1, 'ready']);
    expect(session.curves.loss.raw).toHaveLength(0);
    expect(session.testResult.run).not.toBe(1);
    last().emit({ kind: 'status', status: statusOf({ phase: 'training', step: 2 }) });
    last().emit(steps(1, 5, 6));
    await vi.waitFor(() => expect([...session.curves.loss.raw]).toEqual([5, 6]));
  });

  it('while another goes on with its run is told of as the one before, and of that only', async () => {
    const { workbench, bridge } = await openPage(
      {},
      {
        openRun: () => {
          bridge.endTrainer({ savedStep: 2, rest: 10_000 });
          return { status: at('paused', 2), ...recipe, ...course(2) };
        },
      },
    );
    last().emit({ kind: 'status', status: at('training', 4) });
    await vi.waitFor(() => expect(workbench.session.phase).toBe('training'));
    bridge.endTrainer({ savedStep: 2, rest: 0 });
    await workbench.survival.loss.restart();
    expect(workbench.survival.loss.words?.text).toContain('three times');
    expect(workbench.session.lost).toBe(true);
    expect(workbench.messages.current).toBeNull();
  });

  it('whose run cannot be read again is followed by one that opens the recipe, and that is said', async () => {
    const { workbench, bridge } = await openPage(
      {},
      {
        openRun: () => {
          throw new Error('run.json: is not valid JSON.');
        },
      },
    );
    last().emit({ kind: 'status', status: at('training', 4) });
    await vi.waitFor(() => expect(workbench.session.phase).toBe('training'));
    bridge.endTrainer({ savedStep: 2, rest: 0 });
    await workbench.survival.loss.restart();
    expect(last().asked).toEqual(['openRun', 'open']);
    expect(workbench.messages.current?.text).toBe('run.json: is not valid JSON.');
    expect(workbench.survival.loss.words).toBeNull();
  });

  it('again and again rests before it is started once more, and its run goes on then', async () => {
    const { workbench, bridge } = await openDead();
    const { loss } = workbench.survival;
    vi.useFakeTimers();
    bridge.endTrainer({ savedStep: null, rest: 10_000 });
    await loss.restart();
    expect(trainers).toHaveLength(1);
    expect(loss.secondsLeft).toBe(10);
    await vi.advanceTimersByTimeAsync(9500);
    await loss.restart();
    expect([trainers.length, loss.secondsLeft]).toEqual([1, 1]);
    await vi.advanceTimersByTimeAsync(500);
    expect(loss.secondsLeft).toBe(0);
    await loss.restart();
    expect(last().asked.filter((method) => method === 'openRun' || method === 'train')).toEqual(['openRun', 'train']);
    expect([workbench.session.lost, loss.words]).toEqual([false, null]);
  });

  it('before its port comes is not waited for', async () => {
    const { workbench, bridge } = await openDead();
    const { loss } = workbench.survival;
    const restarted = loss.restart();
    bridge.endTrainer({ savedStep: 2, rest: 0 });
    await restarted;
    expect([loss.restarting, workbench.controls.busy]).toEqual([false, false]);
    await loss.restart();
    expect(loss.words).toBeNull();
  });
});

describe('a page that is loaded while there is a run', () => {
  const present = { status: at('training', 3), ...recipe, ...course(3) };

  it('takes it over with all its points, and what comes next follows them', async () => {
    const { workbench } = await openPage({ present: () => present });
    const { session } = workbench;
    expect(last().asked).not.toContain('open');
    expect(session.phase).toBe('training');
    expect(session.opened?.network).toEqual(tiny.network);
    last().emit(steps(3, 3, 4));
    await vi.waitFor(() => expect([...session.curves.loss.raw]).toEqual([1, 2, 3, 4]));
    expect(session.curves.epochs).toHaveLength(1);
    expect(workbench.survival.unfinished.offer).toBeNull();
  });

  it('is not misled by events that come before it knows what went before', async () => {
    const { workbench } = await openPage({
      present: () => {
        last().emit(steps(3, 3));
        return present;
      },
    });
    expect([...workbench.session.curves.loss.raw]).toEqual([1, 2, 3]);
  });

  it('puts its recipe into the form, where that was not kept', async () => {
    const { workbench } = await openPage({ present: () => present });
    expect(workbench.form.recipe.network).toEqual(tiny.network);
    expect(workbench.file.dirty).toBe(false);
  });

  it.each([true, false])('looks at the image that was pinned; with a drawing: %s', async (hasDrawing) => {
    const before = await openPage({ present: () => present });
    if (hasDrawing) before.workbench.drawing.draw([[[0.1, 0.2]]]);
    before.workbench.maps.turn(7);
    const { workbench } = await openPage({ present: () => present });
    expect(workbench.maps.image).toEqual({ kind: 'validation', index: 7 });
  });

  it('goes on by what was still being typed in the page before', async () => {
    const live = { ...tiny.settings, optimizer: { ...tiny.settings.optimizer, learningRate: 0.05 } };
    const before = await openPage({ present: () => present });
    before.workbench.form.type('learningRate', '0.05');
    before.workbench.leave(); // without a trainer that would hear it
    const { workbench } = await openPage({ present: () => present, change: () => ({ step: 4 }) });
    expect(workbench.form.text('learningRate')).toBe('0.05');
    await vi.waitFor(() => expect(workbench.session.opened?.settings).toEqual(live));
    expect(last().requests.find(({ method }) => method === 'change')?.params).toMatchObject({
      settings: { optimizer: { learningRate: 0.05 } },
    });
  });

  it('sends what is still being typed before it goes, in that moment', async () => {
    const { workbench } = await openPage({ present: () => present });
    workbench.form.type('learningRate', '0.05');
    const { requests } = last();
    workbench.leave();
    for (let i = 0; i < 10; i++) await Promise.resolve(); // no timer runs any more
    expect(requests.at(-1)).toMatchObject({
      method: 'change',
      params: { settings: { optimizer: { learningRate: 0.05 } } },
    });
  });

  it('has the table as it was: network, its file, what was not saved, the form, the drawing', async () => {
    const before = await openPage({ present: () => present });
    before.bridge.openFile.mockResolvedValue({
      kind: 'opened',
      file: { id: 'mine', name: 'mine.json' },
      text: JSON.stringify(lenet5.network),
    });
    await before.workbench.file.open();
    before.workbench.file.rename('mine');
    before.workbench.form.type('batchSize', '32');
    before.workbench.drawing.draw([[[0.1, 0.2]]]);
    await vi.waitFor(() => expect(before.bridge.keepDraft).toHaveBeenCalled());

    const { workbench } = await openPage({ present: () => present });
    const { file, form, drawing, editor } = workbench;
    expect([file.name, file.dirty, file.file?.name]).toEqual(['mine', true, 'mine.json']);
    expect(form.recipe.settings.batchSize).toBe(32);
    expect(drawing.strokes).toEqual([[[0.1, 0.2]]]);
    expect(workbench.messages.current).toBeNull();
    editor.undo();
    expect([file.name, file.dirty, editor.canUndo]).toEqual(['lenet-5', false, false]);
    editor.redo();
    expect(file.name).toBe('mine');
  });
});

describe('a page that is loaded while the trainer rests', () => {
  const rests: TrainerEnd = { savedStep: 812, rest: 10_000 };
  const left = { listRuns: () => ({ runs: [unfinished()], damaged: [] }) };

  it('has the network from the draft, to be edited, undone and saved, and says what is missing', async () => {
    const before = await openPage();
    before.workbench.file.rename('mine');
    await vi.waitFor(() => expect(before.bridge.keepDraft).toHaveBeenCalled());

    const { workbench, bridge } = await openPage(rests);
    const { file, editor, survival, session, form } = workbench;
    expect([file.name, file.dirty, session.lost]).toEqual(['mine', true, true]);
    expect(survival.loss.words?.text).toContain('three times within ten seconds. Its run is kept up to step 812.');
    expect(survival.loss.secondsLeft).toBe(10);
    expect([workbench.messages.current, form.bad]).toEqual([null, null]);
    file.rename('yours');
    editor.undo();
    expect(file.name).toBe('mine');
    bridge.command({ kind: 'save' });
    await vi.waitFor(() => expect(file.dirty).toBe(false));
    expect(bridge.writeFileAs).toHaveBeenCalledOnce();
  });

  it('goes on when there is one: the recipe is opened, its data and the runs are known, the last one is offered', async () => {
    vi.useFakeTimers();
    const { workbench } = await openPage(rests, left);
    const { survival, session, form, runs } = workbench;
    expect([survival.unfinished.offer, runs.isKnown]).toEqual([null, false]);
    await vi.advanceTimersByTimeAsync(10_000);
    await survival.loss.restart();
    await vi.advanceTimersByTimeAsync(1000);
    expect([session.phase, session.lost, survival.loss.words]).toEqual(['ready', false, null]);
    expect([form.facts === null, runs.isKnown, survival.unfinished.offer?.id]).toEqual([false, true, ID]);
  });

  it('is told when it is refused once more', async () => {
    vi.useFakeTimers();
    const { workbench } = await openPage(rests, rests);
    const { loss } = workbench.survival;
    await vi.advanceTimersByTimeAsync(10_000);
    await loss.restart();
    expect([loss.secondsLeft, loss.restarting]).toEqual([10, false]);
  });
});

describe('a page', () => {
  it('does not wait for a trainer that ends before its port comes', async () => {
    const bridge = fakeBridge();
    const client = new TrainerClient();
    const connect = (): Promise<null> => {
      bridge.endTrainer({ savedStep: null, rest: 0 });
      client.connect(startTrainer({ present: undefined }).port); // it will never answer
      return Promise.resolve(null);
    };
    const workbench = new Workbench(bridge, { connect, storage: null, windowStorage: null });
    await workbench.start(client);
    expect([workbench.session.lost, workbench.controls.busy]).toEqual([true, false]);
  });

  it('can be worked with while the trainer does not answer', async () => {
    const bridge = fakeBridge();
    const workbench = new Workbench(bridge, {
      connect: () => new Promise(() => undefined),
      storage: null,
      windowStorage: null,
    });
    await workbench.file.recover();
    workbench.file.welcome();
    void workbench.start(new TrainerClient());
    workbench.file.rename('mine');
    bridge.command({ kind: 'save' });
    await vi.waitFor(() => expect(workbench.file.dirty).toBe(false));
  });

  it('keeps what was opened before it knew of a run', async () => {
    const present = { status: at('training', 3), ...recipe, ...course(3) };
    let answer: () => void = () => undefined;
    const bridge = fakeBridge();
    bridge.readFile.mockResolvedValue({
      kind: 'opened',
      file: { id: 'mine', name: 'mine.json' },
      text: JSON.stringify({ ...lenet5.network, name: 'mine' }),
    });
    const client = new TrainerClient();
    const workbench = new Workbench(bridge, {
      connect: () => new Promise((resolve) => (answer = () => resolve(null))),
      storage: null,
      windowStorage: null,
    });
    workbench.file.welcome();
    const started = workbench.start(client);
    bridge.command({ kind: 'read', file: { id: 'mine', name: 'mine.json' } });
    await vi.waitFor(() => expect(workbench.file.name).toBe('mine'));
    client.connect(startTrainer({ present: () => present }).port);
    answer();
    await started;
    expect([workbench.file.name, workbench.network.name]).toEqual(['mine', 'tiny']);
  });
});

describe('a run that the last session left unfinished', () => {
  const left = {
    listRuns: () => ({ runs: [unfinished()], damaged: [] }),
    openRun: () => ({ status: at('paused', 3, 2), ...recipe, ...course(3) }),
  };

  it('is offered beside the network that the window opens with', async () => {
    const { workbench } = await openPage(left);
    expect(workbench.survival.unfinished.offer?.id).toBe(ID);
    expect(workbench.session.phase).toBe('ready');
    expect(workbench.network.name).toBe('lenet-5');
  });

  it('is found in the list of runs, which is asked for once', async () => {
    const listRuns = vi.fn(left.listRuns);
    const { workbench } = await openPage({ ...left, listRuns });
    expect(workbench.survival.unfinished.offer?.id).toBe(ID);
    expect(listRuns).toHaveBeenCalledTimes(1);
  });

  it('goes on with its curves and its recipe', async () => {
    const { workbench } = await openPage(left);
    await workbench.survival.unfinished.goOn();
    const { session } = workbench;
    expect(last().asked.slice(-2)).toEqual(['openRun', 'train']);
    expect([...session.curves.loss.raw]).toEqual([1, 2, 3]);
    expect(workbench.form.recipe.network).toEqual(tiny.network);
    expect(workbench.outdated).toBe(false);
    expect(workbench.survival.unfinished.offer).toBeNull();
  });

  it('that cannot be opened stays offered, also at the next start', async () => {
    const { workbench } = await openPage({
      ...left,
      openRun: () => {
        throw new Error('run.json: is not valid JSON.');
      },
    });
    const { unfinished } = workbench.survival;
    await unfinished.goOn();
    expect(workbench.messages.current?.text).toBe('run.json: is not valid JSON.');
    expect([unfinished.offer?.id, unfinished.opening]).toEqual([ID, false]);
    last().answer('openRun', left.openRun);
    expect((await openPage(left)).workbench.survival.unfinished.offer?.id).toBe(ID);
  });

  it('is opened once, however often that is pressed', async () => {
    const { workbench } = await openPage(left);
    const { unfinished } = workbench.survival;
    const pressed = [unfinished.goOn(), unfinished.goOn()];
    unfinished.leave();
    expect(unfinished.offer?.id).toBe(ID);
    await Promise.all(pressed);
    expect(last().asked.slice(1)).toEqual(['openRun', 'train']);
    expect(unfinished.offer).toBeNull();
    expect((await openPage(left)).workbench.survival.unfinished.offer).toBeNull();
  });

  it('leaves a network on the table that has changes in no file', async () => {
    const { workbench } = await openPage(left);
    workbench.file.rename('mine');
    await workbench.survival.unfinished.goOn();
    expect(workbench.file.name).toBe('mine');
    expect(workbench.network.name).toBe('tiny');
    expect(workbench.outdated).toBe(true);
  });

  it('that is left is not offered again, unless it has gone on since', async () => {
    const { workbench } = await openPage(left);
    workbench.survival.unfinished.leave();
    expect(workbench.survival.unfinished.offer).toBeNull();
    expect((await openPage(left)).workbench.survival.unfinished.offer).toBeNull();
    const further = { listRuns: () => ({ runs: [unfinished({ step: 900 })], damaged: [] }) };
    expect((await openPage({ ...left, ...further })).workbench.survival.unfinished.offer?.step).toBe(900);
  });

  it('is no longer offered when something else is trained, nor when that is reset', async () => {
    const { workbench } = await openPage(left);
    last().emit({ kind: 'status', status: statusOf({ phase: 'training', step: 1 }) });
    await vi.waitFor(() => expect(workbench.survival.unfinished.offer).toBeNull());
    last().emit({ kind: 'status', status: statusOf({ run: 2 }) });
    await vi.waitFor(() => expect(workbench.session.phase).toBe('ready'));
    expect(workbench.survival.unfinished.offer).toBeNull();
  });

  it('waits until there is a trainer', async () => {
    const { workbench, bridge } = await openPage(left, left);
    bridge.endTrainer({ savedStep: null, rest: 0 });
    expect(workbench.survival.unfinished.offer).toBeNull();
    await workbench.survival.loss.restart();
    expect(workbench.survival.unfinished.offer?.id).toBe(ID);
  });

  it('is no longer offered when it is deleted', async () => {
    const { workbench } = await openPage({ ...left, deleteRun: () => ({}) });
    await vi.waitFor(() => expect(workbench.runs.runs).toHaveLength(1));
    await workbench.runs.remove(workbench.runs.runs);
    expect(workbench.survival.unfinished.offer).toBeNull();
  });
});
