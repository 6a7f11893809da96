import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TrainingSettings } from '../../../src-core/architecture/training-settings';
import { referenceKernels } from '../../../src-core/kernels/reference';
import type { RunState } from '../../../src-core/protocol/runs';
import { prepareTraining, type Training } from '../../../src-core/training/prepare';
import { train } from '../../../src-core/training/train';
import { writeFork } from '../../../src-main/trainer/run-fork';
import { mustBeSaved, RunSaver } from '../../../src-main/trainer/run-saver';
import { RunStore } from '../../../src-main/trainer/run-store';
import { writeFileAtomically } from '../../../src-main/storage/write-file';
import { barSplits } from '../../support/examples';
import { barsNetwork, quickSettings } from '../../support/networks';

// As it is, but a test may look at what lies there between two writes.
vi.mock(import('../../../src-main/storage/write-file'), async (original) => {
  const { writeFileAtomically: write } = await original();
  return { writeFileAtomically: vi.fn(write) };
});

let runs: string;
beforeEach(() => {
  runs = mkdtempSync(join(tmpdir(), 'kernelsmith-standing-'));
});
afterEach(() => {
  vi.mocked(writeFileAtomically).mockReset();
  rmSync(runs, { recursive: true });
});

const splits = barSplits({ train: 30, validation: 10, test: 7 });
const recipe: TrainingSettings = { ...quickSettings, epochs: 3 };
const prepare = (settings: TrainingSettings): Training =>
  prepareTraining(barsNetwork, settings, splits, referenceKernels);

/** Trains so many steps, a second for each event, and closes the run in this state. */
async function trainInto(
  id: string,
  {
    settings = recipe,
    steps = Infinity,
    state,
  }: { settings?: TrainingSettings; steps?: number; state?: RunState } = {},
): Promise<void> {
  const training = prepare(settings);
  let seconds = 0;
  const saver = new RunSaver(
    training,
    mustBeSaved(() => seconds * 1000),
  );
  await saver.begin({ folder: join(runs, id) }, { network: barsNetwork, settings, kernels: 'reference' });
  saver.move();
  for (const event of train(training)) {
    seconds++;
    await saver.record(event);
    if (event.step >= steps) break;
  }
  await saver.close(state);
}

/** From now on the folder of a run is copied after each write, as if the program had been killed there; returns the copies. */
function killsOf(id: string): string[] {
  const copies: string[] = [];
  const write = vi.mocked(writeFileAtomically).getMockImplementation()!;
  vi.mocked(writeFileAtomically).mockImplementation(async (path, bytes) => {
    await write(path, bytes);
    copies.push(`${id}-${copies.length}`);
    cpSync(join(runs, id), join(runs, copies.at(-1)!), { recursive: true });
    writeFileSync(join(runs, copies.at(-1)!, 'writing'), '999999999\n');
  });
  return copies;
}

describe('where a run stands', () => {
  it('is that it is finished where early stopping ended it, also when that was not written down', async () => {
    const settings: TrainingSettings = {
      ...recipe,
      epochs: 40,
      optimizer: { kind: 'sgd', learningRate: 0.4, momentum: 0.9, nesterov: false, weightDecay: 0 },
      earlyStopping: { metric: 'loss', patience: 1, restoreBest: false },
    };
    await trainInto('run', { settings });
    const store = new RunStore(runs);
    const before = await store.summary('run');
    expect(before.epochsDone).toBeLessThan(40);
    rmSync(join(runs, 'run', 'standing.json'));
    expect(await store.summary('run')).toEqual({ ...before, seconds: null });
    expect((await store.open('run')).past.state).toBe('finished');
  });

  it('is known whatever a kill came between', async () => {
    const copies = killsOf('run');
    await trainInto('run', { steps: 7, state: 'stopped' });
    const { seconds } = await new RunStore(runs).summary('run');
    expect(seconds).toBeGreaterThan(7);
    const store = new RunStore(runs);
    const killed = await Promise.all(copies.map((id) => store.summary(id).catch(() => null)));
    const stopped = killed.slice(-2);
    expect(stopped).toMatchObject([{ state: 'stopped' }, { state: 'stopped', step: 7, seconds }]);
    expect(stopped[0]?.seconds).toBe(seconds);
    for (const run of killed) if (run) expect(run.seconds).not.toBeNull();
  });

  it('is known of a fork, too, whatever a kill came between', async () => {
    await trainInto('run', { steps: 7 });
    const store = new RunStore(runs);
    const { past } = await store.open('run');
    const copies = killsOf('fork');
    await writeFork({
      folder: join(runs, 'fork'),
      recipe: { network: barsNetwork, settings: recipe, kernels: 'reference' },
      origin: {},
      point: { folder: join(runs, 'run'), moment: past.checkpoint.progress },
      past,
      totalSteps: 12,
      stepsPerEpoch: 4,
    });
    const forks = await Promise.all(copies.map((id) => store.summary(id).catch(() => null)));
    expect(forks.at(-1)).toMatchObject({ step: 7, seconds: past.seconds });
    for (const fork of forks) if (fork) expect(fork.seconds).toBe(past.seconds);
    // It was no run before its last file was there.
    expect(forks.filter((fork) => fork)).toHaveLength(1);
  });

  it('is not that it is finished while the validation of its last epoch is not done', async () => {
    const copies = killsOf('run');
    const training = prepare(recipe);
    const saver = new RunSaver(
      training,
      mustBeSaved(() => 0),
    );
    await saver.begin({ folder: join(runs, 'run') }, { network: barsNetwork, settings: recipe, kernels: 'reference' });
    for (const event of train(training)) {
      await saver.record(event);
      if (event.kind === 'validating') await saver.settle(); // as for a pause
    }
    await saver.close();
    const store = new RunStore(runs);
    await store.tidy();
    for (const id of copies) {
      const run = await store.summary(id).catch(() => null);
      if (run) expect([id, run.state]).toEqual([id, run.epochsDone === 3 ? 'finished' : 'unfinished']);
      if (run) expect((await store.open(id)).past).toMatchObject({ state: run.state });
      if (run) expect((await store.open(id)).past.checkpoint.progress.epochsDone).toBe(run.epochsDone);
    }
    expect(await store.summary('run')).toMatchObject({ state: 'finished', step: 12, epochsDone: 3 });
    expect(readdirSync(runs).length).toBe(copies.length + 1);
  });
});
