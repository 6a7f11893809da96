import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import { formatCount, plural } from './format';

/** What a recipe amounts to: "860 steps an epoch, 2,580 in all". `available`: images of the training set, null if unknown. */
export function recipeWords(settings: TrainingSettings, available: number | null): string | null {
  const images = settings.subset ?? (available === null ? null : available - settings.validation);
  if (images === null) return null;
  const steps = Math.ceil(images / settings.batchSize);
  if (settings.epochs === 1) return `${plural(steps, 'step')} in all`;
  return `${plural(steps, 'step')} an epoch, ${formatCount(steps * settings.epochs)} in all`;
}
