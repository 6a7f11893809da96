import { defaultPreset, findPreset } from '../../src-core/architecture/presets';
import type { Recipe } from './recipe';
import { readField, showField, type FieldId } from './settings-fields';

/** What is typed in a field, and why it is not in force, if so. */
interface Entry {
  readonly text: string;
  readonly error: string | null;
}

type Entries = Readonly<Partial<Record<FieldId, Entry>>>;

/** The form for the next run. `recipe` holds the last good value of every field, whatever is being typed. */
export class RecipeForm {
  recipe: Recipe = $state.raw({ preset: defaultPreset, settings: defaultPreset.settings });
  #entries: Entries = $state.raw({});
  readonly #changed: () => void;

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

  /** A preset comes with the recipe that it is meant to be trained by. */
  choosePreset(id: string): void {
    const preset = findPreset(id);
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
