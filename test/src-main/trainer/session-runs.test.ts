import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Status } from '../../../src-core/protocol/status';
import { plainLenet5 } from '../../support/plain-recipe';
import { canMount, Disk, forbidWriting } from '../../support/disks';
import { Probe, small } from '../../support/probe';

let runs: string;
beforeEach(() => {
  runs = mkdtempSync(join(tmpdir(), 'kernelsmith-runs-'));
});
afterEach(() => {
  rmSync(runs, { recursive: true });
});

const { network } = plainLenet5;

/** A run of ten steps that has been trained to the end, or for so many steps. */
async function trained(steps?: number, settings = {}): Promise<Probe> {
  const probe = new Probe(runs);
  await probe.open(settings);
  if (steps === undefined) probe.session.train();
  else for (let i = 0; i < steps; i++) await probe.session.step();
  await probe.until(steps === undefined ? 'finished' : 'paused');
  await probe.session.settle();
  return probe;
}

/** What a run went through and where it ended, apart from the time. */
function contentOf(id: string): Record<string, string> {
  const sha = (file: string): string =>
    createHash('sha256')
      .update(readFileSync(join(runs, id, file)))
      .digest('hex');
  const newest = readdirSync(join(runs, id, 'checkpoints'))
    .sort()
    .at(-1)!;
  return { newest, checkpoint: sha(join('checkpoints', newest)), history: sha('history.ndjson') };
}

describe('an old run', () => {
  it('is used at once as it ended, and can be kept on with', async () => {
    const before = await trained();
    const { id } = before.status;
    const probe = new Probe(runs);
    const present = await probe.session.openRun({ id: id! });
    expect(present.status).toMatchObject({ id, phase: 'finished', step: 10, totalSteps: 10 });
    expect(present.status).toMatchObject({ best: before.status.best, end: before.status.end });
    expect([...present.losses]).toEqual(before.losses);
    expect(present.epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(probe.weightsHash).toBe(before.weightsHash);
    expect(probe.session.predict({ pixels: new Float32Array(784) }).step).toBe(10);
    expect((await probe.session.evaluateTest())?.step).toBe(10);
    expect(() => probe.session.train()).toThrow('This run is finished: restart it to train.');
    const best = await probe.session.exportWeights({ weights: 'best' });
    expect(best.step).toBe(before.status.best?.step);

    expect((await probe.open({}, network, 'keep')).phase).toBe('ready');
    expect(probe.weightsHash).toBe(before.weightsHash);
    probe.session.train();
    await probe.until('finished');
    await probe.session.settle();
    const [child] = (await probe.session.listRuns()).runs;
    expect(child).toMatchObject({ parent: { id, step: 10 }, state: 'finished' });
  });

  it('that goes on is training until it stands still', async () => {
    const halted = await trained(3);
    const probe = new Probe(runs);
    await probe.session.openRun({ id: halted.status.id! });
    const told = probe.events.length;
    probe.session.train();
    await probe.until('finished');
    const phases = probe.events.slice(told).flatMap((event) => (event.kind === 'status' ? [event.status.phase] : []));
    expect(new Set(phases)).toEqual(new Set(['training', 'finished']));
  });

  it('goes on from its exact step', async () => {
    const straight = await trained();
    const halted = await trained(3);
    const { id } = halted.status;
    const probe = new Probe(runs);
    const present = await probe.session.openRun({ id: id! });
    expect(present.status).toMatchObject({ id, phase: 'paused', step: 3 });
    expect(await probe.session.step()).toEqual({ step: 4 });
    probe.session.train();
    await probe.until('finished');
    await probe.session.settle();
    expect(contentOf(id!)).toEqual(contentOf(straight.status.id!));
    expect(probe.session.presentNow?.losses).toEqual(straight.session.presentNow?.losses);
    expect(probe.weightsHash).toBe(straight.weightsHash);
  });

  it('stays stopped when it was stopped', async () => {
    const halted = await trained(3);
    await halted.session.stop();
    await halted.session.settle();
    const probe = new Probe(runs);
    const { status } = await probe.session.openRun({ id: halted.status.id! });
    expect(status).toMatchObject({ phase: 'stopped', step: 3 });
  });

  it('can be stopped before it goes on', async () => {
    const { id } = (await trained(3)).status;
    const probe = new Probe(runs);
    await probe.session.openRun({ id: id! });
    expect(await probe.session.stop()).toEqual({ step: 3 });
    await probe.session.settle();
    expect((await probe.session.listRuns()).runs).toMatchObject([{ id, state: 'stopped', step: 3 }]);
  });

  it('keeps the one before it: paused and saved', async () => {
    const old = await trained();
    const probe = new Probe(runs);
    await probe.open({ subset: 3200, epochs: 100 });
    probe.session.train();
    while (probe.status.step < 2) await new Promise((done) => setTimeout(done, 5));
    await expect.poll(() => probe.status.id).not.toBeNull();
    const { id } = probe.status;
    await probe.session.openRun({ id: old.status.id! });
    const left = (await probe.session.listRuns()).runs.find((run) => run.id === id)!;
    expect(left.state).toBe('unfinished');
    expect((await probe.session.openRun({ id: id! })).status).toMatchObject({ phase: 'paused', step: left.step });
  });

  it('that another program has gone on with since it was opened is not written over, and can be opened anew', async () => {
    const other = await trained(1);
    const id = other.status.id!;
    const probe = new Probe(runs);
    await probe.session.openRun({ id });
    for (let i = 0; i < 4; i++) await other.session.step();
    await other.session.settle();
    const content = contentOf(id);
    probe.session.train();
    await expect.poll(() => probe.status.phase).not.toBe('training');
    await probe.session.settle();
    expect(contentOf(id)).toEqual(content);
    const message = `${join(runs, id)}: another program has trained this run on, to step 5: open it again to go on from there.`;
    expect(probe.status).toMatchObject({ phase: 'failed', message });
    await probe.session.openRun({ id });
    expect(probe.status).toMatchObject({ id, phase: 'paused', step: 5 });
    await probe.session.step();
    await probe.session.settle();
    expect(probe.status).toMatchObject({ phase: 'paused', step: 6, savedStep: 6, saveFailure: null });
  });

  it('is refused in one sentence when there is none', async () => {
    const probe = new Probe(runs);
    await expect(probe.session.openRun({ id: 'none' })).rejects.toThrow(/none\/run\.json: cannot be read: .*ENOENT/);
  });
});

describe('a fork', () => {
  it('from step 0 has the same first weights, whatever else is changed', async () => {
    const parent = await trained();
    const { id } = parent.status;
    await parent.open({ seed: 8, batchSize: 16 }, network, 'same');
    const first = new Probe(runs);
    await first.open();
    expect(parent.weightsHash).toBe(first.weightsHash);
    await parent.session.step();
    await parent.session.settle();
    expect((await parent.session.listRuns()).runs[0].parent).toEqual({ id, step: 0 });
  });

  it('from here goes on with all that the run was, and what it had gone through', async () => {
    const straight = await trained();
    const parent = await trained(6);
    const { id } = parent.status;
    const status = await parent.open({}, network, 'here');
    expect(status).toMatchObject({ phase: 'paused', step: 6, savedStep: 6 });
    expect(status.id).not.toBe(id);
    parent.session.train();
    await parent.until('finished');
    await parent.session.settle();
    expect(parent.status.id).not.toBe(id);
    expect(contentOf(parent.status.id!)).toEqual(contentOf(straight.status.id!));
    const [child] = (await parent.session.listRuns()).runs;
    expect(child).toMatchObject({ parent: { id, step: 6 }, state: 'finished', step: 10 });
    expect((await parent.session.readRun({ id: id! })).summary).toMatchObject({ state: 'unfinished', step: 6 });
  });

  it('from here takes more epochs and another learning rate, and nothing that it could not go on with', async () => {
    const parent = await trained();
    const optimizer = { ...small.optimizer, learningRate: 0.001 };
    await expect(parent.open({ batchSize: 16 }, network, 'here')).rejects.toThrow(
      'From here a run goes on with its own batchSize, which is 32, not 16: fork from step 0 instead.',
    );
    await expect(parent.open({}, { ...network, layers: network.layers.slice(1) }, 'here')).rejects.toThrow();
    expect(await parent.open({ epochs: 3, optimizer }, network, 'here')).toMatchObject({ phase: 'paused', step: 10 });
    parent.session.train();
    await parent.until('finished');
    expect(parent.status).toMatchObject({ step: 15, epochs: 3, end: { early: false, epoch: 3 } });
  });

  it('from here is refused where no step is left, and the run that is over stays what it is', async () => {
    const parent = await trained();
    const { run, id } = parent.status;
    for (const epochs of [2, 1])
      await expect(parent.open({ epochs }, network, 'here')).rejects.toThrow(
        `From here a run needs more than ${epochs} epochs, which are done: raise the epochs, or fork from step 0 instead.`,
      );
    expect(parent.status).toMatchObject({ run, id, phase: 'finished' });
    expect(await parent.session.openRun({ id: id! })).toMatchObject({ status: { run, phase: 'finished' } });
  });

  it('from here of a run that stopped early goes on, and waits for something better anew', async () => {
    const optimizer = { ...small.optimizer, learningRate: 1e-30 }; // nothing is learned
    const earlyStopping = { metric: 'loss', patience: 1, restoreBest: false } as const;
    const parent = await trained(undefined, { epochs: 4, optimizer, earlyStopping });
    expect(parent.status).toMatchObject({ step: 10, end: { early: true, epoch: 2 } });
    await parent.open({ epochs: 4, optimizer, earlyStopping }, network, 'here');
    parent.session.train();
    await parent.until('finished');
    await parent.session.settle();
    expect(parent.status).toMatchObject({ step: 15, end: { early: true, epoch: 3 } });
    expect((await parent.session.listRuns()).runs).toHaveLength(2);
  });
});

it('a run with the weights of one that is being trained knows after how many steps those stood', async () => {
  const probe = new Probe(runs);
  await probe.open({ subset: 3200, epochs: 100 });
  probe.session.train();
  await expect.poll(() => probe.status.id).not.toBeNull();
  const { id } = probe.status;
  // Nothing is heard of the steps that are done meanwhile.
  for (const start = performance.now(); performance.now() - start < 300;);
  const { step } = probe.session.predict({ pixels: new Float32Array(784) });
  expect(step).toBeGreaterThan(probe.status.step);
  await probe.open({}, network, 'keep');
  await probe.session.step();
  await probe.session.settle();
  const { parent } = (await probe.session.readRun({ id: probe.status.id! })).summary;
  expect(parent).toMatchObject({ id });
  expect(parent!.step).toBeGreaterThanOrEqual(step);
});

describe('a fork from here', () => {
  it('is on the disk at once, and goes on whatever becomes of its parent', async () => {
    const straight = await trained();
    const probe = await trained(6);
    const { id } = probe.status;
    const fork = await probe.open({}, network, 'here');
    expect((await probe.session.readRun({ id: fork.id! })).summary).toMatchObject({
      ...{ state: 'unfinished', step: 6, totalSteps: 10, epochsDone: 1, parent: { id, step: 6 } },
    });
    await probe.session.deleteRun({ id: id! });
    probe.session.train();
    await probe.until('finished');
    await probe.session.settle();
    expect(probe.status).toMatchObject({ id: fork.id, savedStep: 10 });
    expect(contentOf(fork.id!)).toEqual(contentOf(straight.status.id!));
  });

  it('makes another list of runs, which is told at once', async () => {
    const { id } = (await trained(1)).status;
    const probe = new Probe(runs);
    await probe.session.openRun({ id: id! });
    expect(probe.events).not.toContainEqual({ kind: 'runs' });
    await probe.open({}, network, 'here');
    expect(probe.events).toContainEqual({ kind: 'runs' });
  });

  it('is refused where it cannot be written, and leaves nothing behind', async () => {
    const probe = await trained(1);
    const { id } = probe.status;
    const before = readdirSync(runs);
    const giveBack = forbidWriting(runs);
    await expect(probe.open({}, network, 'here'))
      .rejects.toThrow(/no run can be written there: you have no right to \(EACCES\)/)
      .finally(giveBack);
    expect(readdirSync(runs)).toEqual(before);
    expect(probe.session.presentNow?.status).toMatchObject({ id, phase: 'paused', step: 1 });
  });
});

describe('a fork from here whose newest checkpoints are damaged', () => {
  /** One of step 6, two steps on by another learning rate than its parent had by then. */
  async function forked(): Promise<string> {
    const probe = await trained(3);
    const { optimizer, schedule, warmup, clipNorm } = small;
    const settings = { schedule, warmup, clipNorm, optimizer: { ...optimizer, learningRate: 0.001 }, dropout: {} };
    await probe.session.change({ settings });
    for (let i = 0; i < 3; i++) await probe.session.step();
    await probe.open({}, network, 'here');
    for (let i = 0; i < 2; i++) await probe.session.step();
    await probe.session.settle();
    return probe.status.id!;
  }

  function damage(id: string, step: number): void {
    const path = join(runs, id, 'checkpoints', `step-0000000${step}.safetensors`);
    const bytes = readFileSync(path);
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(path, bytes);
  }

  it('goes on by its own settings from an older one, but never by those of its parent', async () => {
    const id = await forked();
    damage(id, 8);
    const probe = new Probe(runs);
    expect((await probe.session.openRun({ id })).status).toMatchObject({ step: 7, phase: 'paused' });
    expect(probe.session.presentNow?.settings).toEqual(small);
    const message =
      'The newest checkpoint of this run, after step 8, is damaged: it goes on from step 7, the newest that is whole.';
    expect(probe.events.filter(({ kind }) => kind === 'notice')).toEqual([{ kind: 'notice', message, tone: 'error' }]);
    damage(id, 7);
    await expect(new Probe(runs).session.openRun({ id })).rejects.toThrow(
      `${join(runs, id, 'checkpoints')}: no checkpoint of step 6 or later can be read, and those before are of the run that this one goes on from.`,
    );
  });
});

describe('what cannot be written', () => {
  it('is a moment from which a fork could go on', async () => {
    const probe = await trained(1);
    const inTheWay = join(runs, probe.status.id!, 'checkpoints', 'step-00000002.safetensors');
    mkdirSync(join(inTheWay, 'x'), { recursive: true }); // no file can take the place of a folder that holds something
    await probe.session.step();
    await expect(probe.open({}, network, 'here')).rejects.toThrow(
      'Step 2 of this run could not be saved, so nothing can go on from here.',
    );
    rmSync(inTheWay, { recursive: true });
    expect(await probe.open({}, network, 'here')).toMatchObject({ phase: 'paused', step: 2 });
  });

  it('is that the test set was opened: it is noted the next time', async () => {
    const probe = await trained(1);
    const inTheWay = join(runs, probe.status.id!, 'test-looks.ndjson');
    mkdirSync(inTheWay);
    await probe.session.evaluateTest();
    expect(probe.events).toContainEqual(expect.objectContaining({ kind: 'notice' }));
    rmSync(inTheWay, { recursive: true });
    await probe.session.evaluateTest();
    const [run] = (await probe.session.listRuns()).runs;
    expect(run.testLooks).toHaveLength(2);
  });
});

it('a paused run that could not be saved is saved when it is left, if it can be by then', async () => {
  const place = join(runs, 'place');
  writeFileSync(place, '');
  const probe = new Probe(join(place, 'runs'));
  await probe.open();
  await probe.session.step();
  await probe.session.settle();
  expect(probe.status).toMatchObject({ phase: 'paused', step: 1, id: null });
  rmSync(place);
  await probe.session.settle();
  expect((await probe.session.listRuns()).runs).toMatchObject([{ state: 'unfinished', step: 1 }]);
  expect(probe.status).toMatchObject({ phase: 'paused', step: 1 });
  expect(await probe.session.step()).toEqual({ step: 2 });
});

describe('a run that comes to a standstill while nothing can be written', () => {
  /** What nothing can be written below, and how to make that possible. */
  function closedPlace(): { folder: string; open: () => void } {
    const place = join(runs, 'place');
    writeFileSync(place, '');
    const open = (): void => {
      rmSync(place);
    };
    return { folder: join(place, 'runs'), open };
  }

  it.each([
    ['finished', (probe: Probe) => probe.session.train()],
    ['stopped', (probe: Probe) => probe.session.step().then(() => probe.session.stop())],
    ['paused', (probe: Probe) => probe.session.step()],
  ] as const)('is saved by itself as soon as that can be: %s', async (phase, move) => {
    const { folder, open } = closedPlace();
    const probe = new Probe(folder);
    await probe.open();
    await move(probe);
    await probe.until(phase);
    await probe.session.settle();
    expect(probe.status.saveFailure).toMatch(/ENOTDIR/);
    expect(probe.status).toMatchObject({ phase, id: null, savedStep: null });
    const notices = probe.events.flatMap((event) => (event.kind === 'notice' ? [event.message] : []));
    expect(
      notices.filter((words) => words.endsWith('The run is kept in memory, and saving is tried again.')),
    ).toHaveLength(1);
    open();
    await expect.poll(() => probe.status.saveFailure, { timeout: 10_000 }).toBeNull();
    const { id, step, savedStep } = probe.status;
    expect(savedStep).toBe(step);
    await probe.session.settle();
    const state = phase === 'paused' ? 'unfinished' : phase;
    expect((await probe.session.listRuns()).runs).toMatchObject([{ id, state, step }]);
    if (phase !== 'finished') return;
    const straight = await trained();
    expect(contentOf(join('place', 'runs', id!))).toEqual(contentOf(straight.status.id!));
  });

  it('is told of as lost when it gives way to another', async () => {
    const { folder } = closedPlace();
    const probe = new Probe(folder);
    await probe.open();
    await probe.session.step();
    await probe.open();
    const message = 'lenet-5 could not be saved: all of it is lost.';
    expect(probe.events).toContainEqual({ kind: 'notice', message });
  });

  it('holds up the series that it is one of until it is saved', async () => {
    const { folder, open } = closedPlace();
    const probe = new Probe(folder);
    await probe.open();
    void probe.session.repeat({ count: 2 });
    await probe.until('finished');
    await probe.session.settle();
    expect(probe.status.saveFailure).not.toBeNull();
    expect(probe.status).toMatchObject({ phase: 'finished', step: 10, run: 1, series: { done: 0, count: 2 } });
    open();
    await expect.poll(() => probe.status.series, { timeout: 10_000 }).toBeNull();
    await probe.session.settle();
    const { runs: all } = await probe.session.listRuns();
    expect(all.map(({ seed, state }) => [seed, state])).toEqual([8, 7].map((seed) => [seed, 'finished']));
  });
});

it('a run that was just told to stop is stopped, also when it is left in the same moment', async () => {
  const probe = new Probe(runs);
  await probe.open({ subset: 3200, epochs: 100 });
  await probe.session.step();
  probe.session.train();
  const stopping = probe.session.stop();
  await probe.session.settle();
  expect(await stopping).toEqual({ step: probe.status.step });
  expect(probe.status.phase).toBe('stopped');
  expect((await probe.session.listRuns()).runs).toMatchObject([{ state: 'stopped', step: probe.status.step }]);
});

it('what is said of runs is written before the trainer may end', async () => {
  const probe = await trained(1);
  const id = probe.status.id!;
  void probe.session.editRun({ id, change: { name: 'Mine' } });
  await probe.session.settle();
  expect(JSON.parse(readFileSync(join(runs, id, 'notes.json'), 'utf8'))).toMatchObject({ name: 'Mine' });
});

it.skipIf(!canMount)(
  'a run of which nothing could be saved leaves nothing behind that is taken for a run',
  async () => {
    const disk = Disk.mount(1 << 17)!; // less than a checkpoint
    onTestFinished(() => {
      disk.unmount();
    });
    const probe = new Probe(join(disk.path, 'runs'));
    await probe.open();
    await probe.session.step();
    await probe.session.settle();
    expect(probe.status.saveFailure).toMatch(/ENOSPC/);
    await probe.open();
    expect(await probe.session.listRuns()).toEqual({ runs: [], damaged: [] });
  },
);

describe('a deleted run', () => {
  it('can be taken back until the program starts anew', async () => {
    const probe = await trained();
    const { id } = probe.status;
    await probe.session.editRun({ id: id!, change: { name: 'Mine' } });
    await probe.session.deleteRun({ id: id! });
    expect((await probe.session.listRuns()).runs).toEqual([]);
    expect(probe.session.predict({ pixels: new Float32Array(784) }).step).toBe(10);
    expect(await probe.session.restoreRun({ id: id! })).toMatchObject({ id, name: 'Mine', state: 'finished' });
    expect((await probe.session.listRuns()).runs).toHaveLength(1);
  });

  it('is not one that is being trained', async () => {
    const probe = new Probe(runs);
    await probe.open({ subset: 3200, epochs: 100 });
    probe.session.train();
    await expect.poll(() => probe.status.id).not.toBeNull();
    const id = probe.status.id!;
    await expect(probe.session.deleteRun({ id })).rejects.toThrow('This run is being trained: pause or stop it');
    await probe.session.pause();
    await probe.session.deleteRun({ id });
    expect(probe.status).toMatchObject({ phase: 'stopped', id: null });
  });

  it('is saved where it stands, also when it is told to go on meanwhile', async () => {
    const probe = new Probe(runs);
    await probe.open({ subset: 3200, epochs: 100 });
    await probe.session.step();
    await expect.poll(() => probe.status.id).not.toBeNull();
    const { step } = await probe.session.step({ unit: 'epoch' });
    const id = probe.status.id!;
    const deleting = probe.session.deleteRun({ id });
    probe.session.train();
    await deleting;
    expect(probe.status).toMatchObject({ phase: 'stopped', step, id: null });
    expect(await probe.session.restoreRun({ id })).toMatchObject({ state: 'unfinished', step });
  });
});

/** The first status from now on that is like this, in the moment at which it is told. */
function firstStatus({ events }: Probe, isThat: (status: Status) => boolean): Promise<void> {
  const push = events.push.bind(events);
  return new Promise((resolve) => {
    events.push = (...told) => {
      const length = push(...told);
      if (told.some((event) => event.kind === 'status' && isThat(event.status))) resolve();
      return length;
    };
  });
}

describe('a series', () => {
  const liveBy = (learningRate: number) => {
    const { optimizer, schedule, warmup, clipNorm } = small;
    return { schedule, warmup, clipNorm, optimizer: { ...optimizer, learningRate }, dropout: {} };
  };

  it('trains the recipe with the seeds that follow', async () => {
    const probe = await trained();
    await probe.session.repeat({ count: 3 });
    expect(probe.status.series).toEqual({ done: 1, count: 3 });
    await expect.poll(() => probe.status.series, { timeout: 10_000 }).toBeNull();
    await probe.session.settle();
    const { runs: all } = await probe.session.listRuns();
    expect(all.map(({ seed, state }) => [seed, state])).toEqual([9, 8, 7].map((seed) => [seed, 'finished']));
    expect(new Set(all.map(({ series }) => series)).size).toBe(1);
    expect(all[0].series).not.toBeNull();
  });

  it('begins once, also where it is asked for while the run that has ended is still being saved', async () => {
    const probe = new Probe(runs);
    await probe.open();
    const { session } = probe;
    session.train();
    await firstStatus(probe, ({ phase }) => phase === 'finished');
    void session.repeat({ count: 3 });
    await expect.poll(() => probe.status.series, { timeout: 10_000 }).toBeNull();
    await session.settle();
    const { runs: all } = await session.listRuns();
    expect(all.map(({ seed, state }) => [seed, state])).toEqual([9, 8, 7].map((seed) => [seed, 'finished']));
  });

  it('can be stopped in the moment at which one of its runs is over', async () => {
    const probe = await trained();
    const over = firstStatus(probe, ({ series }) => series?.done === 1);
    void probe.session.repeat({ count: 3 });
    await over;
    expect(await probe.session.stop()).toEqual({ step: 10 });
    await new Promise((done) => setTimeout(done, 100));
    expect(probe.status).toMatchObject({ phase: 'finished', run: 1, series: null });
  });

  it('that is asked for once more in the moment at which one of its runs is over leaves out no seed', async () => {
    const probe = await trained();
    const over = firstStatus(probe, ({ series }) => series?.done === 1);
    void probe.session.repeat({ count: 3 });
    await over;
    await probe.session.repeat({ count: 3 });
    await firstStatus(probe, ({ series }) => series === null);
    await probe.session.settle();
    const { runs: all } = await probe.session.listRuns();
    expect(all.map(({ seed, state }) => [seed, state])).toEqual([9, 8, 7].map((seed) => [seed, 'finished']));
  });

  it('gives way to a run that is being opened when one of its runs is over, and goes on where that is refused', async () => {
    const old = await trained(3);
    const { id } = old.status;
    const probe = await trained();
    const goesOn = firstStatus(probe, ({ run }) => run === 2);
    const refused = probe.session.openRun({ id: 'none' });
    void probe.session.repeat({ count: 9 });
    await expect(refused).rejects.toThrow(/ENOENT/);
    await goesOn;
    await firstStatus(probe, ({ run, phase }) => run === 2 && phase === 'finished');
    expect((await probe.session.openRun({ id: id! })).status).toMatchObject({ id, phase: 'paused', series: null });
    await new Promise((done) => setTimeout(done, 100));
    expect(probe.status).toMatchObject({ id, phase: 'paused' });
  });

  it('ends when its present run is deleted', async () => {
    const probe = new Probe(runs);
    await probe.open({ subset: 3200, epochs: 100 });
    void probe.session.repeat({ count: 2 });
    await expect.poll(() => probe.status.id).not.toBeNull();
    await probe.session.pause();
    await probe.session.deleteRun({ id: probe.status.id! });
    expect(probe.status).toMatchObject({ phase: 'stopped', series: null });
  });

  it('is not made of a run that has learned before', async () => {
    const probe = await trained(3);
    await probe.open({}, network, 'here');
    await expect(probe.session.repeat({ count: 2 })).rejects.toThrow('This run goes on from another one: restart it');
    await probe.open({}, network, 'keep');
    await expect(probe.session.repeat({ count: 2 })).rejects.toThrow('This run goes on from another one: restart it');
  });

  it('is there for a page that is loaded while the next run is built', async () => {
    const probe = await trained();
    await probe.session.repeat({ count: 2 });
    while (probe.session.presentNow) await new Promise((done) => setImmediate(done));
    expect((await probe.session.present())?.status).toMatchObject({ series: { done: 1, count: 2 }, phase: 'ready' });
    await expect.poll(() => probe.status.series, { timeout: 10_000 }).toBeNull();
  });

  it('can be stopped while the next run is built', async () => {
    const probe = await trained();
    await probe.session.repeat({ count: 3 });
    while (probe.session.presentNow) await new Promise((done) => setImmediate(done));
    expect(await probe.session.stop()).toEqual({ step: 0 });
    expect((await probe.session.present())?.status).toMatchObject({ phase: 'ready', series: null });
    await new Promise((done) => setTimeout(done, 50));
    expect(probe.status).toMatchObject({ phase: 'ready', step: 0 });
  });

  /** A series of three of which the second run was left in its midst. */
  async function leftInTheSecond(): Promise<Probe> {
    const probe = await trained();
    await probe.session.repeat({ count: 3 });
    const pause = probe.events.push.bind(probe.events);
    probe.events.push = (...told) => {
      const length = pause(...told);
      const hasBegun = told.some((event) => event.kind === 'status' && event.status.run === 2 && event.status.step > 0);
      if (hasBegun) void probe.session.pause();
      return length;
    };
    while (probe.status.run !== 2 || probe.status.phase !== 'paused') await new Promise((done) => setTimeout(done, 5));
    await probe.session.settle();
    return probe;
  }

  const seedsAndStates = async ({ session }: Probe) =>
    (await session.listRuns()).runs.map(({ seed, state, seriesCount }) => [seed, state, seriesCount]);

  it('goes on with its unfinished run in another session, and trains the seeds that are missing', async () => {
    const before = await leftInTheSecond();
    const probe = new Probe(runs);
    const { status } = await probe.session.openRun({ id: before.status.id! });
    expect(status).toMatchObject({ phase: 'paused', series: { done: 1, count: 3 } });
    probe.session.train();
    await expect.poll(() => probe.status.series, { timeout: 10_000 }).toBeNull();
    await probe.session.settle();
    expect(await seedsAndStates(probe)).toEqual([9, 8, 7].map((seed) => [seed, 'finished', 3]));
  });

  it('that was stopped is completed with any of its runs, and only as long as something is missing', async () => {
    const before = await leftInTheSecond();
    await before.session.stop();
    await before.session.settle();
    const [first] = (await before.session.listRuns()).runs.filter(({ seed }) => seed === 7);
    const probe = new Probe(runs);
    expect(await probe.session.openRun({ id: first.id })).toMatchObject({ status: { series: null } });
    await probe.session.repeat({ count: 3 });
    expect(probe.status.series).toEqual({ done: 1, count: 3 });
    await expect.poll(() => probe.status.series, { timeout: 10_000 }).toBeNull();
    await probe.session.settle();
    expect(await seedsAndStates(probe)).toEqual([
      ...[9, 8].map((seed) => [seed, 'finished', 3]),
      [8, 'stopped', 3],
      [7, 'finished', 3],
    ]);
    const all = 'All 3 runs of this series are trained: restart it to make another one.';
    await expect(probe.session.repeat({ count: 3 })).rejects.toThrow(all);
  });

  it('is of runs that are listed with the learning rate that they came to on their way', async () => {
    const probe = await trained(3);
    await probe.session.change({ settings: liveBy(0.001) });
    await probe.session.step();
    await probe.session.settle();
    const rates = { learningRate: small.optimizer.learningRate, lastLearningRate: 0.001 };
    expect((await probe.session.listRuns()).runs).toMatchObject([rates]);
    rmSync(join(probe.folder, 'standing.json'));
    expect((await probe.session.listRuns()).runs).toMatchObject([rates]);
  });

  it('is made of runs by the same settings only', async () => {
    const probe = await trained(3);
    const settings = liveBy(0.001);
    await probe.session.change({ settings });
    await expect(probe.session.repeat({ count: 2 })).rejects.toThrow(
      'Settings of this run were changed while it was trained',
    );
    // A fork goes on by the settings that it is given, not by those that were in force.
    expect((await probe.open({}, network, 'here')).step).toBe(3);
    expect(probe.session.presentNow?.settings.optimizer.learningRate).toBe(small.optimizer.learningRate);
    await probe.session.step();
    await probe.session.settle();
    const { id } = probe.status;
    const other = new Probe(runs);
    await other.session.openRun({ id: id! });
    expect(other.session.presentNow?.settings.optimizer).toEqual(small.optimizer);
    expect(await other.session.step()).toEqual({ step: 5 });
  });

  it('is made of a run whose settings were changed and taken back before they applied to a step', async () => {
    const probe = await trained(3);
    await probe.session.change({ settings: liveBy(0.001) });
    await probe.session.change({ settings: liveBy(small.optimizer.learningRate) });
    void probe.session.repeat({ count: 2 });
    await expect.poll(() => probe.status.series, { timeout: 10_000 }).toBeNull();
    await probe.session.settle();
    expect(probe.status).toMatchObject({ phase: 'finished', run: 2 });
  });

  it('ends when it is stopped', async () => {
    const probe = new Probe(runs);
    await probe.open({ subset: 3200, epochs: 100 });
    await probe.session.repeat({ count: 2 });
    expect(probe.status).toMatchObject({ phase: 'training', series: { done: 0, count: 2 } });
    await probe.session.stop();
    expect(probe.status).toMatchObject({ phase: 'stopped', series: null, run: 1 });
  });

  it('does not begin with a run that was stopped', async () => {
    const probe = await trained(3);
    await probe.session.stop();
    await expect(probe.session.repeat({ count: 2 })).rejects.toThrow('This run is stopped: restart it to repeat it.');
    await probe.session.settle();
  });
});

it('looks at the test set are counted for the session and for each run', async () => {
  const first = await trained(3);
  await first.session.evaluateTest();
  const probe = new Probe(runs);
  await probe.open();
  await probe.session.evaluateTest();
  expect(probe.status).toMatchObject({ testLooks: 1, runTestLooks: 1 });
  const { status } = await probe.session.openRun({ id: first.status.id! });
  expect(status).toMatchObject({ testLooks: 2, runTestLooks: 1 });
});
