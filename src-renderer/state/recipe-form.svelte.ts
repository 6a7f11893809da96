import { defaultPreset, findPreset } from '../../src-core/architecture/presets';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import { limitsOf, misfit } from './data-fit';
import type { DataFacts } from './data-facts.svelte';
import { changedParts, type Recipe } from './recipe';
import { augmentationMode, withAugmentation, type AugmentationMode } from './settings-choices';
import {
  FIELD_IDS,
  fieldOf,
  hasField,
  misfitOf,
  readField,
  sameField,
  showField,
  type FieldId,
} from './settings-fields';
import { DATA_NAMES } from './words';

/** What is typed in a field, and why it is not in force, if so. */
interface Entry {
  readonly text: string;
  readonly error: string | null;
}

type Entries = Readonly<Partial<Record<FieldId, Entry>>>;

/** What of a form can have an error. */
type PlaceId = FieldId | 'dataset';

/** What has to be mended before anything begins. */
interface BadPlace {
  readonly id: PlaceId;
  /** One sentence on what it takes. */
  readonly error: string;
  /** One sentence on what helps. */
  readonly advice: string;
}

/** The form for the next run. `recipe` holds the last good value of every field, whatever is being typed. */
export class RecipeForm {
  recipe: Recipe = $state.raw({ preset: defaultPreset, settings: defaultPreset.settings });
  #entries: Entries = $state.raw({});
  /** What the user is called to; a new object at each call. */
  called: { readonly id: PlaceId } | null = $state.raw(null);
  /** Custom was chosen, though its numbers may be those of the light one. */
  #customAugmentation = $state(false);
  /** What stood in the form of the presets that were left, by their ids. */
  #left: Readonly<Record<string, { recipe: Recipe; entries: Entries } | undefined>> = {};
  readonly #data: DataFacts;
  readonly #changed: () => void;

  /** What is known of the recipe's data; null while that is nothing. */
  readonly facts = $derived.by(() => this.#data.of(this.recipe.settings.dataset));
  readonly limits = $derived.by(() => limitsOf(this.facts, this.recipe.settings));

  /** Why the recipe's data cannot be used; null when it can. */
  readonly dataError: string | null = $derived.by(() => {
    const { preset, settings } = this.recipe;
    const refusal = this.#data.refusal(settings.dataset);
    return refusal ?? (this.facts && misfit(preset.network, DATA_NAMES[settings.dataset.kind], this.facts));
  });

  /** Whether the recipe in force goes with its data, as far as that is known. */
  readonly fits = $derived.by(
    () => this.dataError === null && FIELD_IDS.every((id) => misfitOf(id, this.recipe.settings, this.limits) === null),
  );

  /** The first place with an error. */
  readonly bad: BadPlace | null = $derived.by(() => {
    if (this.dataError) return { id: 'dataset', error: this.dataError, advice: 'Choose another data set first.' };
    for (const id of FIELD_IDS) {
      const error = this.error(id);
      if (error) return { id, error, advice: this.#adviceFor(id) };
    }
    return null;
  });

  /** Something in the form is not as the preset has it. */
  readonly edited = $derived.by(() => {
    const { preset } = this.recipe;
    return this.bad !== null || changedParts(this.recipe, { preset, settings: preset.settings }).size > 0;
  });

  /** `changed` is called whenever the recipe has become another one. */
  constructor(data: DataFacts, changed: () => void) {
    this.#data = data;
    this.#changed = changed;
  }

  text(id: FieldId): string {
    return this.#entries[id]?.text ?? showField(id, this.recipe.settings);
  }

  error(id: FieldId): string | null {
    if (!hasField(id, this.recipe.settings)) return null;
    return this.#entries[id]?.error ?? misfitOf(id, this.recipe.settings, this.limits);
  }

  get augmentation(): AugmentationMode {
    const mode = augmentationMode(this.recipe.settings.augmentation);
    return mode === 'light' && this.#customAugmentation ? 'custom' : mode;
  }

  type(id: FieldId, text: string): void {
    const reading = readField(id, text, this.recipe.settings, this.limits);
    this.#entries = { ...this.#entries, [id]: { text, error: reading.ok ? null : reading.error } };
    if (reading.ok) this.#accept({ ...this.recipe, settings: reading.settings });
  }

  /** The field is left: a good value is shown as it was understood, a bad one stays to be mended. */
  leave(id: FieldId): void {
    if (!this.#entries[id]?.error) this.revert(id);
  }

  /** Shows the value in force again. */
  revert(id: FieldId): void {
    this.#entries = { ...this.#entries, [id]: undefined };
  }

  /** Brings the user to a place that has to be mended. */
  call(id: PlaceId): void {
    this.called = { id };
  }

  /** A preset comes with the recipe that it is meant to be trained by, or as it was left in this session. */
  choosePreset(id: string): void {
    const preset = findPreset(id);
    this.#left = { ...this.#left, [this.recipe.preset.id]: { recipe: this.recipe, entries: this.#entries } };
    const left = this.#left[id];
    this.#entries = left?.entries ?? {};
    this.#customAugmentation = false;
    this.#accept(left?.recipe ?? { preset, settings: preset.settings });
  }

  /** Back to the recipe that the preset is meant to be trained by. */
  reset(): void {
    const { preset } = this.recipe;
    this.#entries = {};
    this.#customAugmentation = false;
    this.#accept({ preset, settings: preset.settings });
  }

  /** Something was chosen. What was typed for numbers that have become others, or are gone, goes too. */
  change(settings: TrainingSettings): void {
    const before = this.recipe.settings;
    const kept = FIELD_IDS.filter((id) => sameField(id, before, settings)).map((id) => [id, this.#entries[id]]);
    this.#entries = Object.fromEntries(kept) as Entries;
    this.#accept({ ...this.recipe, settings });
  }

  chooseAugmentation(mode: AugmentationMode): void {
    this.#customAugmentation = mode === 'custom';
    this.change(withAugmentation(this.recipe.settings, mode, this.limits.side === 0));
  }

  #adviceFor(id: FieldId): string {
    if (!this.#entries[id]?.error) return 'Mend it first.';
    const inForce = showField(id, this.recipe.settings) || fieldOf(id).whenEmpty;
    return `Mend it first, or press Escape in it to keep ${inForce ?? 'what it was'}.`;
  }

  #accept(recipe: Recipe): void {
    this.recipe = recipe;
    this.#changed();
  }
}
