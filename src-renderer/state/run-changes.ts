import type { RunChange } from '../../src-core/architecture/recipe-course';
import { formatCount } from './format';
import { changedParts, type Recipe, type RecipePart } from './recipe';
import { fieldOf, hasField, showField, type FieldId } from './settings-fields';
import { SCHEDULE_NAMES } from './words';

/** So many are named. */
const MOST_NAMED = 2;

/** "learning rate 0.005, momentum 0.9": what is other in the second recipe, at most two of them by name. */
export function changeWords(before: Recipe, after: Recipe): string {
  const words = [...changedParts(after, before)].map((part) => partWords(part, after));
  if (words.length <= MOST_NAMED) return words.join(', ');
  return `${words.slice(0, MOST_NAMED - 1).join(', ')} and ${words.length - MOST_NAMED + 1} more`;
}

function partWords(part: RecipePart, { network, settings }: Recipe): string {
  const layer = network.layers.find(({ name }) => part === `dropout.${name}`);
  if (layer?.kind === 'dropout') return `${layer.name} rate ${layer.rate}`;
  if (part === 'schedule') return `${SCHEDULE_NAMES[settings.schedule.kind].toLowerCase()} schedule`;
  if (part === 'nesterov')
    return 'nesterov' in settings.optimizer && settings.optimizer.nesterov ? 'Nesterov' : 'no Nesterov';
  const id = part as FieldId;
  if (!hasField(id, settings)) return part;
  const field = fieldOf(id);
  return `${field.label.toLowerCase()} ${showField(id, settings) || field.whenEmpty}`;
}

/** Each change of a run but its beginning, in words. */
export function changeMarks(changes: readonly RunChange[]): { readonly step: number; readonly words: string }[] {
  return changes.slice(1).map((change, i) => ({ step: change.step, words: changeWords(changes[i] ?? change, change) }));
}

/** So many are told one by one. */
const MOST_TOLD = 3;

/** Of the changes of a run the latest ones, the newest first, and how many there were before: a slider that is dragged makes hundreds. */
export function latestChanges<Change>(changes: readonly Change[]): { latest: readonly Change[]; before: number } {
  const latest = changes.slice(-MOST_TOLD).reverse();
  return { latest, before: changes.length - latest.length };
}

/** "learning rate 0.01 from step 812": what was changed while a run was trained, of many changes the last; empty: nothing. */
export function onTheWay(changes: readonly RunChange[]): string {
  const told = changeMarks(changes).map(({ step, words }) => `${words} from step ${formatCount(step)}`);
  if (told.length <= MOST_NAMED) return told.join(', ');
  return `${formatCount(told.length)} changes, the last: ${told.at(-1)}`;
}

/** Since which step each part is as it is, of those that have changed since the beginning of the run. */
export function changedSince(changes: readonly RunChange[]): ReadonlyMap<RecipePart, number> {
  const since = new Map<RecipePart, number>();
  changes.slice(1).forEach((change, i) => {
    for (const part of changedParts(change, changes[i] ?? change)) since.set(part, change.step);
  });
  return since;
}
