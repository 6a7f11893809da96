import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRunParts } from '../../../src-main/trainer/run-file';
import { readNewestCheckpoint, readRun, readRunCourse } from '../../../src-main/trainer/run-folder';
import { cli, refusal, temporaryFolder } from '../../support/cli';
import { chainOf, dense, flatten } from '../../support/networks';

it('a run that diverges ends in one sentence, and is kept as it stood before', async () => {
  const folder = temporaryFolder();
  // Nothing between them holds back what grows.
  const layers = ['fc1', 'fc2', 'fc3', 'fc4'].map((name) => dense(name, 10));
  const network = chainOf([1, 28, 28], 10, [flatten('flatten'), ...layers]);
  const file = join(folder, 'net.json');
  writeFileSync(file, JSON.stringify(network));
  const run = join(folder, 'run');
  const args = ['train', '--network', file, '--subset', '300', '--validation', '0', '--epochs', '50', '--seed', '7'];
  const sentence = await refusal(...args, '--optimizer', 'sgd', '--lr', '100', '--kernels', 'reference', '--out', run);
  const step = Number(/^Training stopped at step (\d+): /.exec(sentence)?.[1]);
  expect(sentence).toMatch(/ no longer finite\. The weights from .* are back; try a learning rate below 4\.39\.$/);
  const kept = await readRun(run);
  expect(kept.step).toBe(step - 1);
  for (const { values } of kept.weights) expect(values.every(Number.isFinite)).toBe(true);
});

describe('a run that is resumed', () => {
  const newest = async (run: string) => readNewestCheckpoint(run, await readRunParts(run));
  const RECIPE = ['--preset', 'lenet-5', '--subset', '96', '--validation', '0', '--epochs', '2', '--batch', '32'];

  /** A run of six steps that was killed after its second one. */
  async function halted(): Promise<string> {
    const run = join(temporaryFolder(), 'run');
    await cli('train', ...RECIPE, '--kernels', 'reference', '--out', run);
    const checkpoints = join(run, 'checkpoints');
    for (const name of readdirSync(checkpoints)) if (name > 'step-00000003') rmSync(join(checkpoints, name));
    return run;
  }

  it('by another learning rate has that as a change from its next step on, which is in force', async () => {
    const run = await halted();
    await cli('train', '--resume', '--out', run, '--lr', '0.001', '--kernels', 'reference');
    const checkpoint = await newest(run);
    const { changes } = await readRunCourse({ folder: run, moment: checkpoint.progress });
    expect(changes).toMatchObject([{ step: 3, settings: { optimizer: { learningRate: 0.001 }, batchSize: 32 } }]);
    expect(checkpoint).toMatchObject({
      progress: { step: 6, changes: 1 },
      live: { optimizer: { learningRate: 0.001 } },
    });
    expect((await readRunParts(run)).settings.optimizer.learningRate).not.toBe(0.001);
  });

  it('by the options that it began with goes on as it stands', async () => {
    const run = await halted();
    await cli('train', '--resume', '--out', run, ...RECIPE, '--kernels', 'reference');
    expect(await newest(run)).toMatchObject({ progress: { step: 6, changes: 0 } });
  });

  it('changes in nothing that it could not go on with, and not when it is finished', async () => {
    const run = await halted();
    const resumed = ['train', '--resume', '--out', run, '--kernels', 'reference'] as const;
    expect(await refusal(...resumed, '--batch', '16')).toBe(
      `${run}: this run has batchSize 32, not 16: it can be resumed only as it was begun.`,
    );
    expect(await refusal(...resumed, '--optimizer', 'sgd')).toMatch(
      /^.*: this run has optimizer .*"adamW".*, not .*"sgd"/,
    );
    expect(await refusal(...resumed, '--preset', 'notebook-000')).toContain('this run has another network');
    await cli(...resumed);
    expect(await refusal(...resumed, '--lr', '0.001')).toContain('this run is finished');
  });
});
