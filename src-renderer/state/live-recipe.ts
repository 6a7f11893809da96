import { liveSettingsOf, withLiveSettings } from '../../src-core/architecture/live-settings';
import { sameButForRates, type Recipe, type RecipePart } from './recipe';

const OF_OPTIMIZER = [
  'learningRate',
  'momentum',
  'nesterov',
  'alpha',
  'beta1',
  'beta2',
  'epsilon',
  'weightDecay',
] as const;
const OF_SCHEDULE = [
  'schedule',
  'every',
  'rise',
  'divide',
  'finalDivide',
  'factor',
  'patience',
  'final',
  'warmup',
] as const;
const LIVE: readonly string[] = [...OF_OPTIMIZER, ...OF_SCHEDULE, 'clipNorm'] satisfies RecipePart[];

/**
 * Whether a part that was changed, as one of `changed`, comes into force while the run goes on. The recipe of another network
 * is meant for that network.
 */
export function isLive(part: RecipePart, changed: ReadonlySet<RecipePart>): boolean {
  if (changed.has('network')) return false;
  if ((OF_OPTIMIZER as readonly string[]).includes(part) && changed.has('optimizer')) return false;
  return part.startsWith('dropout.') || LIVE.includes(part);
}

/** The running recipe with everything of the draft that can come into force while it goes on. */
export function liveRecipe(draft: Recipe, running: Recipe): Recipe {
  if (!sameButForRates(draft.network, running.network)) return running;
  const live = liveSettingsOf(draft);
  const optimizer =
    live.optimizer.kind === running.settings.optimizer.kind ? live.optimizer : running.settings.optimizer;
  return withLiveSettings(running, { ...live, optimizer });
}
