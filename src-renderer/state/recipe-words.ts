import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import type { Status } from '../../src-core/protocol/status';
import { examplesNoun, imagesOf, type DataLimits } from './data-fit';
import { formatCount, plural } from './format';
import { DATA_NAMES } from './words';

/** Steps of one epoch; null while it is not known how many examples there are. With a balanced set it may be a few less. */
export function stepsOf(settings: TrainingSettings, limits: DataLimits): number | null {
  const images = imagesOf(settings, limits);
  return images && Math.ceil(images.train / settings.batchSize);
}

/** "MNIST: 55,000 training, 5,000 validation, 10,000 test images" */
export function splitsWords(
  { train, validation, test }: Status['splits'],
  { settings, network }: { readonly settings: TrainingSettings; readonly network: NetworkSpec },
): string {
  const counts = `${formatCount(train)} training, ${formatCount(validation)} validation, ${formatCount(test)} test`;
  return `${DATA_NAMES[settings.dataset.kind]}: ${counts} ${examplesNoun(network.input.shape)}`;
}

/** What a recipe amounts to: "860 steps an epoch, 2,580 in all". */
export function recipeWords(settings: TrainingSettings, limits: DataLimits): string | null {
  const steps = stepsOf(settings, limits);
  if (steps === null) return null;
  if (settings.epochs === 1) return `${plural(steps, 'step')} in all`;
  return `${plural(steps, 'step')} an epoch, ${formatCount(steps * settings.epochs)} in all`;
}
