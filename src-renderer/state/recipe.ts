import type { Preset } from '../../src-core/architecture/presets';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import { sameField, settingsFields, type FieldId } from './settings-fields';

/** What a run is made from: a network and how it is trained. */
export interface Recipe {
  readonly preset: Preset;
  readonly settings: TrainingSettings;
}

/** What of a recipe the user can change. */
export type RecipePart = FieldId | 'preset' | 'shuffle';

/** In which parts `draft` differs from the recipe that a run was made from. */
export function changedParts(draft: Recipe, running: Recipe): ReadonlySet<RecipePart> {
  const fields = Object.keys(settingsFields) as FieldId[];
  const changed = new Set<RecipePart>(fields.filter((id) => !sameField(id, draft.settings, running.settings)));
  if (draft.preset !== running.preset) changed.add('preset');
  if (draft.settings.shuffle !== running.settings.shuffle) changed.add('shuffle');
  return changed;
}
