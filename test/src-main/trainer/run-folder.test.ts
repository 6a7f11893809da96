import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrainingSettings } from '../../../src-core/architecture/training-settings';
import { writeCheckpoint } from '../../../src-core/formats/checkpoint';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { namedWeights } from '../../../src-core/model/weights';
import { restoreCheckpoint, takeCheckpoint } from '../../../src-core/training/checkpoint';
import { prepareTraining, type Training } from '../../../src-core/training/prepare';
import { train } from '../../../src-core/training/train';
import { readRun, RunWriter } from '../../../src-main/trainer/run-folder';
import { barSplits } from '../../support/examples';
import { barsNetwork, quickSettings } from '../../support/networks';
import { stepsOf } from '../../support/steps';

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'kernelsmith-run-'));
  folder = join(parent, 'deep', 'run');
});
afterEach(() => {
  rmSync(parent, { recursive: true });
});

const settings: TrainingSettings = { ...quickSettings, epochs: 3 };
const recipe = { network: barsNetwork, settings, kernels: 'reference' };
const origin = { startedAt: 1_700_000_000_000, parent: null, series: null, seriesCount: null, number: 3 };
const parts = { ...recipe, ...origin, takenOver: 0 };
const splits = barSplits({ train: 30, validation: 10, test: 7 });
const prepare = (): Training => prepareTraining(barsNetwork, settings, splits, referenceKernels);

/** Trains on for so many events, saving the last moment and each epoch, as whoever trains does. */
async function go(writer: RunWriter, training: Training, events = Infinity): Promise<void> {
  let left = events;
  for (const event of train(training)) {
    if (event.kind !== 'validating') writer.record(event);
    if (event.kind === 'epoch') await writer.checkpoint(takeCheckpoint(training));
    if (--left === 0) break;
  }
  await writer.checkpoint(takeCheckpoint(training));
}

async function write(events?: number): Promise<Training> {
  const [writer, training] = [await RunWriter.create(folder, recipe, origin), prepare()];
  await writer.checkpoint(takeCheckpoint(training));
  await go(writer, training, events);
  writer.close();
  return training;
}

const historyOf = (path: string): string => readFileSync(join(path, 'history.ndjson'), 'utf8');
const checkpointsOf = (path: string): string[] => readdirSync(join(path, 'checkpoints')).sort();

describe('a run folder', () => {
  it('gives back what was written, and leaves nothing else behind', async () => {
    const { model, totalSteps } = await write();
    expect(await readRun(folder)).toEqual({ ...parts, step: totalSteps, weights: namedWeights(model.parameters) });
    expect(readdirSync(folder).sort()).toEqual(['checkpoints', 'history.ndjson', 'run.json']);
    const events = historyOf(folder).trim().split('\n');
    expect(events.map((line) => JSON.parse(line) as unknown)).toEqual(
      [...train(prepare())].flatMap((event): object[] => {
        if (event.kind === 'validating') return [];
        return event.kind === 'epoch' ? [event] : stepsOf([event]).map((step) => ({ kind: 'step', ...step }));
      }),
    );
  });

  it('keeps the first checkpoint, the newest two and that of the best epoch', async () => {
    await write();
    const epochs = [...train(prepare())].flatMap((event) => (event.kind === 'epoch' ? event : []));
    const best = epochs.reduce((a, b) => (b.validation!.accuracy > a.validation!.accuracy ? b : a));
    const kept = new Set([0, best.step, 8, 12].map((step) => `step-${String(step).padStart(8, '0')}.safetensors`));
    expect(checkpointsOf(folder)).toEqual([...kept].sort());
  });

  it.each([0, 1, 4, 6, 11])('resumed after %i events, ends as if it had never stopped', async (events) => {
    const whole = await write();
    const history = historyOf(folder);
    const newest = checkpointsOf(folder).at(-1)!;
    const bytes = readFileSync(join(folder, 'checkpoints', newest));

    folder = join(parent, 'resumed');
    await write(events || 1);
    // What was written after the last checkpoint, and a line that was torn by the end.
    appendFileSync(
      join(folder, 'history.ndjson'),
      '{"kind":"step","step":999,"batchSize":8,"loss":1,"accuracy":0}\n{"ki',
    );
    const { writer, checkpoint } = await RunWriter.resume(folder);
    const training = prepare();
    restoreCheckpoint(training, checkpoint, folder);
    await go(writer, training);
    writer.close();
    expect(historyOf(folder)).toBe(history);
    expect(checkpointsOf(folder).at(-1)).toBe(newest);
    expect(readFileSync(join(folder, 'checkpoints', newest)).equals(bytes)).toBe(true);
    expect(writeCheckpoint(takeCheckpoint(training))).toEqual(writeCheckpoint(takeCheckpoint(whole)));
  });

  it('is not there when what it was to take over cannot be read', async () => {
    const past = { folder, moment: takeCheckpoint(await write()).progress };
    mkdirSync(join(folder, 'checkpoints', 'step-00000003.safetensors'));
    const fork = join(parent, 'forks', 'fork');
    await expect(RunWriter.create(fork, recipe, {}, past)).rejects.toThrow('step-00000003.safetensors');
    expect(readdirSync(join(parent, 'forks'))).toEqual([]);
    rmSync(join(folder, 'checkpoints', 'step-00000003.safetensors'), { recursive: true });
    (await RunWriter.create(fork, recipe, {}, past)).close();
  });

  it('goes back to the checkpoint before when the newest is damaged', async () => {
    await write();
    const newest = join(folder, 'checkpoints', checkpointsOf(folder).at(-1)!);
    const bytes = readFileSync(newest);
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(newest, bytes);
    expect((await readRun(folder)).step).toBe(8);
    rmSync(join(folder, 'checkpoints'), { recursive: true });
    await expect(readRun(folder)).rejects.toThrow(
      `${join(folder, 'checkpoints')}: there is no checkpoint in this folder.`,
    );
  });

  it('is never overwritten and belongs to who came first', async () => {
    const sentence = `${folder}: already holds a run; choose another folder.`;
    await RunWriter.create(folder, recipe);
    await expect(RunWriter.create(folder, recipe)).rejects.toThrow(sentence);
  });

  it('is not begun where checkpoints of another lie, which may be all that is left of it', async () => {
    await write();
    const before = checkpointsOf(folder);
    for (const name of ['run.json', 'history.ndjson']) rmSync(join(folder, name));
    await expect(RunWriter.create(folder, recipe)).rejects.toThrow('already holds a run; choose another folder.');
    expect(readdirSync(folder)).toEqual(['checkpoints']);
    expect(checkpointsOf(folder)).toEqual(before);
  });

  it('is free again when it could not be begun, and held by nobody', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'history.ndjson'), 'of another program');
    await expect(RunWriter.create(folder, recipe)).rejects.toThrow('already holds a run; choose another folder.');
    expect(readdirSync(folder)).toEqual(['history.ndjson']);
  });

  it('that was begun by a process that was killed before its first checkpoint is free again', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const writer = await RunWriter.create(folder, recipe);
    expect(existsSync(join(folder, 'run.json'))).toBe(false);
    writeFileSync(join(folder, 'writing'), `${pid}\n`);
    mkdirSync(join(folder, 'checkpoints'));
    await write();
    expect((await readRun(folder)).step).toBe(prepare().totalSteps);
    writer.close();
  });

  it('is refused before any training where nothing can be written', async () => {
    writeFileSync(join(parent, 'file'), '');
    await expect(RunWriter.create(join(parent, 'file', 'run'), recipe)).rejects.toThrow(
      `${join(parent, 'file', 'run')}: no run can be written there: a part of the path is no folder (ENOTDIR).`,
    );
  });

  it('says what is missing or damaged', async () => {
    await expect(readRun(folder)).rejects.toThrow(
      `${join(folder, 'run.json')}: cannot be read: there is no such folder or file (ENOENT); a run folder holds this file.`,
    );
    await write(1);
    writeFileSync(join(folder, 'run.json'), '{"format":');
    await expect(readRun(folder)).rejects.toThrow(`${join(folder, 'run.json')}: is not valid JSON.`);
    writeFileSync(join(folder, 'run.json'), '{"format":"kernelsmith.run","version":3}');
    await expect(readRun(folder)).rejects.toThrow(
      `${join(folder, 'run.json')}: is of version 3, expected at most 2: a newer Kernelsmith wrote this run.`,
    );
  });
});
