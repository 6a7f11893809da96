import { liveSettingsOf, withLiveSettings, type LiveSettings } from '../../src-core/architecture/live-settings';
import { parseNetwork } from '../../src-core/architecture/network-spec';
import { sameContent } from '../../src-core/architecture/same-content';
import { InputError } from '../../src-core/input-error';
import type { Options } from './options';
import { hasRecipe, namesNetwork, recipeFrom, type Recipe } from './recipe';

/** A run that is to go on: as it began, and as it stands with what was changed since. */
interface Resumed {
  readonly folder: string;
  readonly begun: Recipe;
  readonly present: Recipe;
}

/**
 * What a run is to go on by; null: by what it stands at. An option changes that; a preset or a network file with options that the
 * run began by changes nothing. Throws an InputError that names what cannot change on the way.
 */
export async function changeOnResume(
  { folder, begun, present }: Resumed,
  options: Options,
): Promise<LiveSettings | null> {
  if (!hasRecipe(options)) return null;
  const isNamed = namesNetwork(options);
  const wanted = await recipeFrom(options, isNamed ? null : present);
  const live = liveSettingsOf(wanted);
  const reference = isNamed ? begun : present;
  if (wanted.settings.optimizer.kind === begun.settings.optimizer.kind)
    checkSame(folder, withLiveSettings(reference, live), wanted);
  else checkSame(folder, reference, wanted);
  return sameContent(live, liveSettingsOf(reference)) ? null : live;
}

/** Names the first thing in which what the command line asks for differs from the run. */
function checkSame(folder: string, run: Recipe, wanted: Recipe): void {
  if (JSON.stringify(run.network) !== JSON.stringify(parseNetwork(wanted.network))) {
    throw new InputError(`${folder}: this run has another network: it can be resumed only as it was begun.`);
  }
  for (const [name, value] of Object.entries(wanted.settings)) {
    const own = run.settings[name as keyof typeof run.settings];
    if (sameContent(own, value)) continue;
    throw new InputError(
      `${folder}: this run has ${name} ${JSON.stringify(own)}, not ${JSON.stringify(value)}: it can be resumed only as it was begun.`,
    );
  }
}

/** "learningRate 0.001, warmup 20": what is other than before. */
export function changeWords(before: LiveSettings, after: LiveSettings): string {
  const flat = ({ optimizer, schedule, warmup, clipNorm, dropout }: LiveSettings): Record<string, unknown> => ({
    ...optimizer,
    ...(({ kind, ...numbers }) => ({ schedule: kind, ...numbers }))(schedule),
    ...{ warmup, clipNorm, ...dropout },
  });
  const [own, now] = [flat(before), flat(after)];
  const other = Object.keys(now).filter((name) => !sameContent(own[name], now[name]));
  return other.map((name) => `${name} ${String(now[name])}`).join(', ');
}
