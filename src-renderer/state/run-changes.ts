import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import { FIELD_IDS, fieldOf, hasField, sameField, showField, type FieldId } from './settings-fields';
import { SCHEDULE_NAMES } from './words';

/** What a run was trained by, from a step on. */
export interface SettingsChange {
  /** The first step that it applies to, from 1. */
  readonly step: number;
  readonly settings: TrainingSettings;
}

/** So many are named. */
const MOST_NAMED = 2;

/** "learning rate 0.005, momentum 0.9": what is other in the second settings, at most two of them by name. */
export function changeWords(before: TrainingSettings, after: TrainingSettings): string {
  const other = (id: FieldId): boolean => hasField(id, before) && hasField(id, after) && !sameField(id, before, after);
  const schedule = before.schedule.kind === after.schedule.kind ? [] : [SCHEDULE_NAMES[after.schedule.kind]];
  const words = [
    ...schedule.map((name) => `${name.toLowerCase()} schedule`),
    ...FIELD_IDS.filter(other).map((id) => fieldWords(id, after)),
  ];
  if (words.length <= MOST_NAMED) return words.join(', ');
  return `${words.slice(0, MOST_NAMED - 1).join(', ')} and ${words.length - MOST_NAMED + 1} more`;
}
function fieldWords(id: FieldId, settings: TrainingSettings): string {
  const field = fieldOf(id);
  return `${field.label.toLowerCase()} ${showField(id, settings) || field.whenEmpty}`;
}

/** Each change of a run but its beginning, in words. */
export function changeMarks(changes: readonly SettingsChange[]): { readonly step: number; readonly words: string }[] {
  return changes.slice(1).map(({ step, settings }, i) => ({
    step,
    words: changeWords((changes[i] ?? { settings }).settings, settings),
  }));
}
