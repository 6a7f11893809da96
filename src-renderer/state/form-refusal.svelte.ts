import type { Messages } from './messages.svelte';
import type { RecipeForm } from './recipe-form.svelte';
import type { FieldId } from './settings-fields';

/** Nothing is begun past a field that the user believes to be in force. */
export class FormRefusal {
  readonly #form: RecipeForm;
  readonly #messages: Messages;

  /** Why nothing can be begun as the form stands; null when all of it is in force. */
  readonly words: string | null = $derived.by(() => {
    const { bad } = this.#form;
    return bad && `${bad.error} ${bad.advice}`;
  });

  constructor(form: RecipeForm, messages: Messages) {
    this.#form = form;
    this.#messages = messages;
  }

  /** Whether it refuses; if so it says which field, and goes there. `exceptFor`: what does not matter now. */
  refuses(exceptFor?: FieldId | 'network'): boolean {
    const { words } = this;
    const { bad } = this.#form;
    if (!bad || bad.id === exceptFor || words === null) return false;
    this.#messages.fail(words, () => this.words === words);
    this.#form.call(bad.id);
    return true;
  }
}
