import { isIdentity } from '../../src-core/architecture/augmentation';
import { Augmenter } from '../../src-core/data/augmentation/augmenter';
import { splitExamples, type Dataset } from '../../src-core/data/dataset';
import { resample } from '../../src-core/kernels/reference/resample';
import { pixelsOf, type Examples } from '../../src-core/data/examples';
import type { Params, Result } from '../../src-core/protocol/methods';

/** What the window has to know of a data set before it makes a run of it. */
export function factsOf({ description, classNames, training, test }: Dataset): Result<'describeData'> {
  const countByClass = ({ labels }: Examples): number[] => {
    const counts = classNames.map(() => 0);
    for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
    return counts;
  };
  return {
    description,
    classNames: [...classNames],
    shape: training.shape,
    training: countByClass(training),
    test: countByClass(test),
  };
}

/** One training example as the first epochs of these settings will see it. Throws an InputError when the settings do not fit the data. */
export function previewAugmentation(
  { training, test }: Dataset,
  { settings, example, epochs }: Params<'previewAugmentation'>,
): Result<'previewAugmentation'> {
  const { train } = splitExamples(training, test, settings);
  const index = example % train.count;
  const original = pixelsOf(train, index);
  const { augmentation, seed } = settings;
  const changes = augmentation && !isIdentity(augmentation) ? new Augmenter(train.shape, augmentation, resample) : null;
  const changed = Array.from({ length: epochs }, (_, epoch) => {
    const out = Float32Array.from(original);
    changes?.augment(original, out, { seed, epoch, example: index });
    return out;
  });
  return { example: index, count: train.count, shape: train.shape, label: train.labels[index] ?? 0, original, changed };
}
