import type { LayerSpec } from '../../src-core/architecture/layer-spec';
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

/** The rate of a dropout layer, by the layer's name. */
export type RatePart = `dropout.${string}`;

export const ratePart = (layer: string): RatePart => `dropout.${layer}`;

/** What of a recipe the user can change. */
export type RecipePart = FieldId | ChoiceId | 'network' | RatePart;

/**
 * In which parts `draft` differs from the recipe that a run was made from. A number that only one of them has comes or goes
 * with a choice, which is named instead, and a rate of dropout with the network, if that is another one.
 */
export function changedParts(draft: Recipe, running: Recipe): ReadonlySet<RecipePart> {
  const inBoth = (id: FieldId): boolean => hasField(id, draft.settings) && hasField(id, running.settings);
  const fields = FIELD_IDS.filter((id) => inBoth(id) && !sameField(id, draft.settings, running.settings));
  const choices = (Object.keys(settingsChoices) as ChoiceId[]).filter(
    (id) => settingsChoices[id](draft.settings) !== settingsChoices[id](running.settings),
  );
  return new Set<RecipePart>([...fields, ...choices, ...networkParts(draft.network, running.network)]);
}

function networkParts(draft: NetworkSpec, running: NetworkSpec): RecipePart[] {
  if (sameNetwork(draft, running)) return [];
  if (!sameButForRates(draft, running)) return ['network'];
  return draft.layers
    .filter((layer, i) => rateOf(layer) !== rateOf(running.layers[i]))
    .map(({ name }) => ratePart(name));
}

const rateOf = (layer: LayerSpec | undefined): number | null => (layer?.kind === 'dropout' ? layer.rate : null);

/** Whether two networks compute the same once trained: dropout only learns differently. */
export function sameButForRates(a: NetworkSpec, b: NetworkSpec): boolean {
  return sameNetwork(withoutRates(a), withoutRates(b));
}

const withoutRates = (network: NetworkSpec): NetworkSpec => ({
  ...network,
  layers: network.layers.map((layer) => (layer.kind === 'dropout' ? { ...layer, rate: 0 } : layer)),
});
