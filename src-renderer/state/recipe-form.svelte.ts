import { defaultPreset, findPreset, type Preset } from '../../src-core/architecture/presets';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import { limitsOf, misfit, sizeRefusal } from './data-fit';
import type { DataFacts } from './data-facts.svelte';
import type { NetworkEditor } from './network-editor.svelte';
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
type PlaceId = FieldId | 'dataset' | 'network';

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
  settings: TrainingSettings = $state.raw(defaultPreset.settings);
  /** Whose recipe is taken up where nothing else is said. */
  preset: Preset = $state.raw(defaultPreset);
  #entries: Entries = $state.raw({});
  /** What the user is called to; a new object at each call. */
  called: { readonly id: PlaceId } | null = $state.raw(null);
  /** Custom was chosen, though its numbers may be those of the light one. */
  #customAugmentation = $state(false);
  /** What stood in the form of the presets that were left, by their ids. */
  #left: Readonly<Record<string, { settings: TrainingSettings; entries: Entries } | undefined>> = {};
  readonly #editor: NetworkEditor;
  readonly #data: DataFacts;
  readonly #changed: (typed: boolean) => void;
  readonly #done: () => void;

  readonly recipe: Recipe = $derived.by(() => ({ network: this.#editor.network, settings: this.settings }));

  /** What is known of the recipe's data; null while that is nothing. */
  readonly facts = $derived.by(() => this.#data.of(this.recipe.settings.dataset));
  readonly limits = $derived.by(() => limitsOf(this.facts, this.recipe.settings));

  /** Why the recipe's data cannot be used; null when it can. */
  readonly dataError: string | null = $derived.by(() => {
    const { network, settings } = this.recipe;
    const refusal = this.#data.refusal(settings.dataset);
    return refusal ?? (this.facts && misfit(network, DATA_NAMES[settings.dataset.kind], this.facts));
  });

  /** Why the network cannot run; null when it can. */
  readonly networkError: string | null = $derived.by(() => this.#editor.analysis.errors[0] ?? null);

  /** Why the network is too big to be trained by batches of this size; null when it is not, and while that is not known. */
  readonly sizeError: string | null = $derived.by(() => {
    const { network, settings } = this.recipe;
    const { training } = this.limits;
    return this.networkError !== null || training === null ? null : sizeRefusal(network, settings, training);
  });

  /** Whether the recipe in force goes with its data, as far as that is known. */
  readonly fits = $derived.by(
    () =>
      this.dataError === null &&
      this.networkError === null &&
      this.sizeError === null &&
      FIELD_IDS.every((id) => misfitOf(id, this.recipe.settings, this.limits) === null),
  );

  /** The first place with an error. */
  readonly bad: BadPlace | null = $derived.by(() => {
    if (this.networkError) return { id: 'network', error: this.networkError, advice: 'Mend the network first.' };
    if (this.dataError) return { id: 'dataset', error: this.dataError, advice: 'Choose another data set first.' };
    for (const id of FIELD_IDS) {
      const error = this.error(id);
      if (error) return { id, error, advice: this.#adviceFor(id) };
    }
    return null;
  });

  /** Something in the form is not as the preset has it. */
  readonly edited = $derived.by(() => {
    const { network } = this.recipe;
    return this.bad !== null || changedParts(this.recipe, { network, settings: this.preset.settings }).size > 0;
  });

  /** `changed` is called whenever the recipe has become another one, `typed` where more may be typed; `done` when a field is left. */
  constructor(data: DataFacts, editor: NetworkEditor, changed: (typed: boolean) => void, done = (): void => undefined) {
    this.#data = data;
    this.#editor = editor;
    this.#changed = changed;
    this.#done = done;
  }

  text(id: FieldId): string {
    return this.#entries[id]?.text ?? showField(id, this.recipe.settings);
  }

  error(id: FieldId): string | null {
    if (!hasField(id, this.recipe.settings)) return null;
    const error = this.#entries[id]?.error ?? misfitOf(id, this.recipe.settings, this.limits);
    return error ?? (id === 'batchSize' ? this.sizeError : null);
  }

  get augmentation(): AugmentationMode {
    const mode = augmentationMode(this.recipe.settings.augmentation);
    return mode === 'light' && this.#customAugmentation ? 'custom' : mode;
  }

  type(id: FieldId, text: string): void {
    const reading = readField(id, text, this.recipe.settings, this.limits);
    this.#entries = { ...this.#entries, [id]: { text, error: reading.ok ? null : reading.error } };
    if (reading.ok) this.#accept(reading.settings, true);
  }

  /** The field is left: a good value is shown as it was understood, a bad one stays to be mended. */
  leave(id: FieldId): void {
    if (!this.#entries[id]?.error) this.revert(id);
    this.#done();
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
    this.#left = { ...this.#left, [this.preset.id]: { settings: this.settings, entries: this.#entries } };
    const left = this.#left[id];
    this.#entries = left?.entries ?? {};
    this.#customAugmentation = false;
    this.preset = preset;
    this.#accept(left?.settings ?? preset.settings);
  }

  /** Back to the recipe that the preset is meant to be trained by. */
  reset(): void {
    this.#entries = {};
    this.#customAugmentation = false;
    this.#accept(this.preset.settings);
  }

  /** Something was chosen. What was typed for numbers that have become others, or are gone, goes too. */
  change(settings: TrainingSettings): void {
    const before = this.recipe.settings;
    const kept = FIELD_IDS.filter((id) => sameField(id, before, settings)).map((id) => [id, this.#entries[id]]);
    this.#entries = Object.fromEntries(kept) as Entries;
    this.#accept(settings);
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

  #accept(settings: TrainingSettings, typed = false): void {
    this.settings = settings;
    this.#changed(typed);
  }
}
