import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LIGHT_AUGMENTATION } from '../../../src-core/architecture/augmentation';
import { splitExamples } from '../../../src-core/data/dataset';
import { referenceKernels } from '../../../src-core/kernels/reference';
import type { Kernels } from '../../../src-core/kernels/kernels';
import { RandomStream } from '../../../src-core/random/random-stream';
import { restoreCheckpoint } from '../../../src-core/training/checkpoint';
import { prepareTraining, type Training } from '../../../src-core/training/prepare';
import { train } from '../../../src-core/training/train';
import { openKernelsOnLanes } from '../../../src-main/trainer/kernels';
import { readRunParts, type RunRecipe } from '../../../src-main/trainer/run-file';
import { RunWriter } from '../../../src-main/trainer/run-folder';
import { mustBeSaved, RunSaver } from '../../../src-main/trainer/run-saver';
import { plainLenet5 } from '../../support/plain-recipe';
import { shelf, small } from '../../support/probe';
import { fingerprintOf } from '../../support/run-files';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'kernelsmith-resume-'));
});
afterEach(() => {
  rmSync(parent, { recursive: true });
});

const settings = { ...small, subset: 2560, augmentation: LIGHT_AUGMENTATION };
const recipe: RunRecipe = { network: plainLenet5.network, settings, kernels: 'wasm' };
const newSaver = (training: Training): RunSaver =>
  new RunSaver(
    training,
    mustBeSaved(() => performance.now()),
  );

async function prepare({ network, settings: wanted }: RunRecipe, kernels: Kernels): Promise<Training> {
  const { training, test } = await shelf.load(wanted.dataset);
  return prepareTraining(network, wanted, splitExamples(training, test, wanted), kernels);
}

async function begin(folder: string, kernels: Kernels): Promise<{ training: Training; saver: RunSaver }> {
  const training = await prepare(recipe, kernels);
  const saver = newSaver(training);
  await saver.begin({ folder }, recipe);
  return { training, saver };
}

async function resume(folder: string, kernels: Kernels): Promise<{ training: Training; saver: RunSaver }> {
  const training = await prepare(await readRunParts(folder), kernels);
  const { writer, checkpoint } = await RunWriter.resume(folder);
  restoreCheckpoint(training, checkpoint, folder);
  const saver = newSaver(training);
  saver.resume(writer, null);
  return { training, saver };
}

/** Trains to the end, or for so many events; then the program is gone without a word. */
async function go({ training, saver }: { training: Training; saver: RunSaver }, events = Infinity): Promise<boolean> {
  let left = events;
  for (const event of train(training, () => Math.min(2, saver.stepsToMilestone))) {
    await saver.record(event);
    if (--left === 1) await saver.settle();
    if (left <= 0) return false;
  }
  await saver.close();
  return true;
}

const withLanes = async <T>(lanes: number, use: (kernels: Kernels) => Promise<T>): Promise<T> => {
  const { kernels, terminate } = openKernelsOnLanes(resolve('out/main/training-worker.js'), lanes);
  return use(kernels).finally(terminate);
};

describe('a run that is cut off and resumed', () => {
  it('twenty times in the middle of epochs, on one, two and four lanes, ends with the same bytes as one that never stopped', async () => {
    const [straight, broken] = [join(parent, 'straight'), join(parent, 'broken')];
    await withLanes(1, async (kernels) => go(await begin(straight, kernels)));

    const random = new RandomStream(20261126, 'cuts');
    const events = (cycle: number): number => 2 + random.below(cycle, 3);
    await withLanes(2, async (kernels) => go(await begin(broken, kernels), events(0)));
    for (let cycle = 1; cycle < 20; cycle++) {
      const lanes = [1, 2, 4][cycle % 3];
      expect(await withLanes(lanes, async (kernels) => go(await resume(broken, kernels), events(cycle)))).toBe(false);
    }
    expect(await withLanes(4, async (kernels) => go(await resume(broken, kernels)))).toBe(true);
    expect(fingerprintOf(broken)).toEqual(fingerprintOf(straight));
  }, 60_000);

  it('goes on from a run of version 1 to the bytes that version came to', async () => {
    const [whole, folder] = [resolve('test/fixtures/runs/version-1'), join(parent, 'old')];
    cpSync(whole, folder, { recursive: true });
    rmSync(join(folder, 'checkpoints/step-00000018.safetensors'));
    const { training, saver } = await resume(folder, referenceKernels);
    expect(training.progress.step).toBe(6);
    expect(await go({ training, saver })).toBe(true);
    const sha = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
    expect(sha(join(folder, 'history.ndjson'))).toBe(sha(join(whole, 'history.ndjson')));
    expect(fingerprintOf(folder).step).toBe(18);
  });

  it('is left alone while another process writes it', async () => {
    const folder = join(parent, 'held');
    await go(await begin(folder, referenceKernels), 2);
    writeFileSync(join(folder, 'writing'), `${process.ppid}\n`);
    const sentence = `${folder}: process ${process.ppid} is training this run; end that first.`;
    await expect(resume(folder, referenceKernels)).rejects.toThrow(sentence);
    writeFileSync(join(folder, 'writing'), '999999999\n'); // left by one that was killed
    const { saver } = await resume(folder, referenceKernels);
    await saver.close();
    expect(existsSync(join(folder, 'writing'))).toBe(false);
  });
});
