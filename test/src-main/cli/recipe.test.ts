import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { LIGHT_AUGMENTATION } from '../../../src-core/architecture/augmentation';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import { lenet5 } from '../../../src-core/architecture/presets/lenet-5';
import { notebook002 } from '../../../src-core/architecture/presets/notebook-002';
import { Augmenter } from '../../../src-core/data/augmentation/augmenter';
import { resample } from '../../../src-core/kernels/reference/resample';
import { recipeFrom } from '../../../src-main/cli/recipe';
import { cli, refusal, temporaryFolder } from '../../support/cli';
import { chainOf, dense, flatten } from '../../support/networks';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

function fileOf(network: NetworkSpec): string {
  const path = join(folder, 'net.json');
  writeFileSync(path, JSON.stringify(network));
  return path;
}

describe('the recipe of a network file', () => {
  it('is that of lenet-5, also for images of three channels, which can be augmented as well', async () => {
    const colours = chainOf([3, 8, 8], 3, [flatten('flatten'), dense('fc', 3)]);
    const { network, settings } = await recipeFrom({ network: fileOf(colours) });
    expect(network).toEqual(colours);
    expect(settings).toEqual(lenet5.settings);
    expect(() => new Augmenter(colours.input.shape, settings.augmentation!, resample)).not.toThrow();
  });

  it('is without augmentation for vectors, which have nothing to shift or turn', async () => {
    const { settings } = await recipeFrom({ network: fileOf(notebook002.network) });
    expect(settings).toEqual({ ...lenet5.settings, augmentation: null });
  });

  it('trains on vectors, unless an augmentation is asked for', async () => {
    const args = [
      'train',
      '--network',
      fileOf(notebook002.network),
      '--data',
      'xor',
      '--validation',
      '0',
      '--kernels',
      'reference',
    ];
    const report = JSON.parse(await cli(...args, '--out', join(folder, 'run'), '--json')) as object;
    expect(report).toMatchObject({ step: 3 });
    expect(await refusal(...args, '--out', join(folder, 'other'), '--augment')).toMatch(
      /^Augmentation: the examples are vectors of 2 values/,
    );
  });
});

it('the recipe of a preset is its own, with what the options change', async () => {
  expect((await recipeFrom({ preset: 'lenet-5' })).settings).toEqual(lenet5.settings);
  const changed = await recipeFrom({ preset: 'notebook-000', augment: true, batch: '8' });
  expect(changed.settings).toMatchObject({ augmentation: LIGHT_AUGMENTATION, batchSize: 8 });
});

describe('early stopping', () => {
  it('comes with a metric, and waits three epochs unless the options say how many', async () => {
    const stopping = async (options: Record<string, string>): Promise<unknown> =>
      (await recipeFrom({ preset: 'lenet-5', ...options })).settings.earlyStopping;
    expect(await stopping({})).toBeNull();
    const best = { metric: 'loss', patience: 3, restoreBest: true };
    expect(await stopping({ 'early-stopping': 'loss' })).toEqual(best);
    expect(await stopping({ 'early-stopping': 'accuracy', patience: '0' })).toEqual({
      ...best,
      metric: 'accuracy',
      patience: 0,
    });
    await expect(stopping({ patience: '2' })).rejects.toThrow(
      '--patience says how long --early-stopping waits, which is missing.',
    );
    await expect(stopping({ 'early-stopping': 'val_loss' })).rejects.toThrow(
      '--early-stopping is "val_loss", expected loss, accuracy.',
    );
  });

  it('is told of when it ends a run', async () => {
    const args = ['train', '--preset', 'notebook-002', '--early-stopping', 'accuracy', '--patience', '2'];
    const report = JSON.parse(
      await cli(...args, '--epochs', '500', '--kernels', 'reference', '--out', join(folder, 'run'), '--json'),
    ) as { end: { early: boolean; epoch: number; weightsOf: number }; finished: boolean; step: number };
    expect(report).toMatchObject({ finished: true, end: { early: true } });
    expect(report.end.weightsOf).toBe(report.end.epoch - 2);
    expect(report.step).toBeLessThan(500);
  });
});
