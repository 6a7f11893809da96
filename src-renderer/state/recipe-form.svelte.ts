import { defaultPreset, findPreset } from '../../src-core/architecture/presets';
import { changedParts, type Recipe } from './recipe';
import { readField, settingsFields, showField, type FieldId } from './settings-fields';

/** What is typed in a field, and why it is not in force, if so. */
interface Entry {
  readonly text: string;
  readonly error: string | null;
}

type Entries = Readonly<Partial<Record<FieldId, Entry>>>;

/** A field whose text is not in force. */
interface BadField {
  readonly id: FieldId;
  /** One sentence on what it takes. */
  readonly error: string;
  /** What is in force instead. */
  readonly inForce: string;
}

/** The form for the next run. `recipe` holds the last good value of every field, whatever is being typed. */
export class RecipeForm {
  recipe: Recipe = $state.raw({ preset: defaultPreset, settings: defaultPreset.settings });
  #entries: Entries = $state.raw({});
  /** The field that the user is called to; a new object at each call. */
  called: { readonly id: FieldId } | null = $state.raw(null);
  /** What stood in the form of the presets that were left, by their ids. */
  #left: Readonly<Record<string, { recipe: Recipe; entries: Entries } | undefined>> = {};
  readonly #changed: () => void;

  /** The first field with an error. */
  readonly bad: BadField | null = $derived.by(() => {
    for (const id of Object.keys(settingsFields) as FieldId[]) {
      const error = this.error(id);
      if (error) return { id, error, inForce: showField(id, this.recipe.settings) };
    }
    return null;
  });

  /** Something in the form is not as the preset has it. */
  readonly edited = $derived.by(() => {
    const { preset } = this.recipe;
    return this.bad !== null || changedParts(this.recipe, { preset, settings: preset.settings }).size > 0;
  });

  /** `changed` is called whenever the recipe has become another one. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  text(id: FieldId): string {
    return this.#entries[id]?.text ?? showField(id, this.recipe.settings);
  }

  error(id: FieldId): string | null {
    return this.#entries[id]?.error ?? null;
  }

  /** `available`: images of the training set, null while it is not known. */
  type(id: FieldId, text: string, available: number | null): void {
    const reading = readField(id, text, this.recipe.settings, available);
    this.#entries = { ...this.#entries, [id]: { text, error: reading.ok ? null : reading.error } };
    if (reading.ok) this.#accept({ ...this.recipe, settings: reading.settings });
  }

  /** The field is left: a good value is shown as it was understood, a bad one stays to be mended. */
  leave(id: FieldId): void {
    if (!this.error(id)) this.revert(id);
  }

  /** Shows the value in force again. */
  revert(id: FieldId): void {
    this.#entries = { ...this.#entries, [id]: undefined };
  }

  /** Brings the user to a field. */
  call(id: FieldId): void {
    this.called = { id };
  }

  /** A preset comes with the recipe that it is meant to be trained by, or as it was left in this session. */
  choosePreset(id: string): void {
    const preset = findPreset(id);
    this.#left = { ...this.#left, [this.recipe.preset.id]: { recipe: this.recipe, entries: this.#entries } };
    const left = this.#left[id];
    this.#entries = left?.entries ?? {};
    this.#accept(left?.recipe ?? { preset, settings: preset.settings });
  }

  /** Back to the recipe that the preset is meant to be trained by. */
  reset(): void {
    const { preset } = this.recipe;
    this.#entries = {};
    this.#accept({ preset, settings: preset.settings });
  }

  setShuffle(shuffle: boolean): void {
    this.#accept({ ...this.recipe, settings: { ...this.recipe.settings, shuffle } });
  }

  setSeed(seed: number): void {
    this.revert('seed');
    this.#accept({ ...this.recipe, settings: { ...this.recipe.settings, seed } });
  }

  #accept(recipe: Recipe): void {
    this.recipe = recipe;
    this.#changed();
  }
}
