import { liveSettingsOf, withLiveSettings, type LiveSettings } from '../architecture/live-settings';
import { NO_PLATEAU } from '../architecture/schedule';
import { configureOptimizer } from './create-optimizer';
import type { Training } from './prepare';

const differ = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

/**
 * Goes on by other settings. Returns the first step that they apply to, counted from 1: the next one. Training by the same
 * changes at the same steps gives the same bytes. Throws an InputError, nothing changed, for what cannot change so.
 */
export function changeTraining(training: Training, live: LiveSettings): number {
  const { optimizer, model, burst, progress } = training;
  const before = liveSettingsOf(training);
  const { network, settings } = withLiveSettings(training, live);
  const after = liveSettingsOf({ network, settings });
  configureOptimizer(optimizer, settings);
  model.setDropout(after.dropout);
  // Other numbers are read from tables; these are written in the recorded step.
  if (differ([before.clipNorm, before.dropout], [after.clipNorm, after.dropout])) burst.forget();
  if (differ(before.schedule, after.schedule)) progress.plateau = NO_PLATEAU;
  training.network = network;
  training.settings = settings;
  progress.changes++;
  return progress.step + 1;
}
