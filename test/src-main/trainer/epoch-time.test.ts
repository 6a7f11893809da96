import { describe, expect, it } from 'vitest';
import { notebook003 } from '../../../src-core/architecture/presets/notebook-003';
import type { TrainingSettings } from '../../../src-core/architecture/training-settings';
import { splitExamples } from '../../../src-core/data/dataset';
import type { Kernels } from '../../../src-core/kernels/kernels';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { timeOfEpoch } from '../../../src-main/trainer/epoch-time';
import { RunWriter } from '../../../src-main/trainer/run-folder';
import { firstDigits } from '../../support/digits';
import { dense, flatten, networkOf } from '../../support/networks';

const digits = firstDigits(60);
const writer = RunWriter.discarded();
const network = networkOf([1, 28, 28], 10, [flatten('flatten', ['input']), dense('fc', 10, ['flatten'])]);

/**
 * Times an epoch of a network of one layer, by a clock that goes on by so much with each image that passes it; `lost` to
 * others are so many milliseconds until so many images have passed.
 */
async function timed(
  millisecondsAnImage: number,
  changes: Partial<TrainingSettings>,
  lost = (_images: number): number => 0,
): Promise<{ seconds: number; images: number }> {
  let images = 0;
  const kernels: Kernels = {
    ...referenceKernels,
    dense: (x, weight, bias, y, n, inFeatures, outFeatures) => {
      images += n;
      referenceKernels.dense(x, weight, bias, y, n, inFeatures, outFeatures);
    },
  };
  const settings = { ...notebook003.settings, batchSize: 8, ...changes };
  const splits = splitExamples(digits, digits, settings);
  const task = { network, settings, splits };
  const seconds = await timeOfEpoch(task, kernels, writer, () => images * millisecondsAnImage + lost(images));
  return { seconds, images };
}

describe('timeOfEpoch', () => {
  it('counts all images of an epoch, those of validation too', async () => {
    expect((await timed(0.1, { validation: 0 })).seconds).toBeCloseTo(0.006, 9);
    expect((await timed(0.1, { validation: 20 })).seconds).toBeCloseTo(0.006, 9);
    expect((await timed(0.1, { validation: 20, subset: 12 })).seconds).toBeCloseTo(0.0032, 9);
  });

  it('takes as many steps as there is time for, over many epochs where these are short', async () => {
    const { images, seconds } = await timed(0.05, { validation: 0, subset: 10 });
    expect(seconds).toBeCloseTo(0.0005, 9);
    expect(images * 0.05).toBeGreaterThanOrEqual(50);
    expect(images * 0.05).toBeLessThan(60);
  });

  it('takes one step to be warm and two that count where a step is long', async () => {
    const { images, seconds } = await timed(100, { validation: 0 });
    expect(seconds).toBeCloseTo(6, 9);
    expect(images).toBe(3 * 8);
    expect((await timed(100, { validation: 30 })).images).toBe(6 * 8);
  });

  it('saves nothing, also where an epoch is one long step', async () => {
    expect((await timed(100, { validation: 0, batchSize: 60 })).seconds).toBeCloseTo(6, 9);
  });

  it('is that of undisturbed steps where something else takes two thirds of the processor for half of the time', async () => {
    const lost = (images: number): number => 0.1 * Math.min(images, 216);
    expect((await timed(0.05, { validation: 0 }, lost)).seconds).toBeCloseTo(0.003, 9);
  });
});
