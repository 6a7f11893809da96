import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { sameNetwork } from '../../src-core/architecture/same-network';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import { settingsChoices, type ChoiceId } from './settings-choices';
import { FIELD_IDS, hasField, sameField, type FieldId } from './settings-fields';

/** What a run is made from: a network and how it is trained. */
export interface Recipe {
  readonly network: NetworkSpec;
  readonly settings: TrainingSettings;
}

/** What of a recipe the user can change. */
export type RecipePart = FieldId | ChoiceId | 'network';

/**
 * In which parts `draft` differs from the recipe that a run was made from. A number that only one of them has comes or goes
 * with a choice, which is named instead.
 */
export function changedParts(draft: Recipe, running: Recipe): ReadonlySet<RecipePart> {
  const inBoth = (id: FieldId): boolean => hasField(id, draft.settings) && hasField(id, running.settings);
  const fields = FIELD_IDS.filter((id) => inBoth(id) && !sameField(id, draft.settings, running.settings));
  const choices = (Object.keys(settingsChoices) as ChoiceId[]).filter(
    (id) => settingsChoices[id](draft.settings) !== settingsChoices[id](running.settings),
  );
  return new Set<RecipePart>([
    ...fields,
    ...choices,
    ...(sameNetwork(draft.network, running.network) ? [] : (['network'] as const)),
  ]);
}
