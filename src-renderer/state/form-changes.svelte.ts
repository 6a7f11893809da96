import { formatCount } from './format';
import { isLive } from './live-recipe';
import { changedParts, type RecipePart } from './recipe';
import type { RecipeForm } from './recipe-form.svelte';
import { changedSince } from './run-changes';
import type { Session } from './session.svelte';

/** How the form differs from what the present run is made from, and what is said beside each part of it. */
export class FormChanges {
  readonly #session: Session;
  readonly #form: RecipeForm;

  /** What of the form is not what the present run was made from. */
  readonly parts: ReadonlySet<RecipePart> = $derived.by(() => {
    const { recipe } = this.#form;
    return changedParts(recipe, this.#session.opened ?? recipe);
  });

  /** Since which step of the present run each part is as it is, of those that were changed while it went on. */
  readonly #since = $derived.by(() => changedSince(this.#session.changes));

  constructor(session: Session, form: RecipeForm) {
    this.#session = session;
    this.#form = form;
  }

  /** A word on a part that the run on screen is not trained by, nor will be. */
  restartNote(part: RecipePart): string | null {
    const waits = this.#session.hasRun && this.parts.has(part) && !this.#isLive(part);
    return waits ? 'applies at restart' : null;
  }

  /** A word on a part that the run on screen was not made from, or not from its first step on. */
  note(part: RecipePart): string | null {
    if (!this.#session.hasRun) return null;
    if (this.parts.has(part)) return this.#isLive(part) ? 'live, in a moment' : 'applies at restart';
    const since = this.#since.get(part);
    return since === undefined ? null : `live from step ${formatCount(since)}`;
  }

  #isLive(part: RecipePart): boolean {
    return this.#session.changesLive && isLive(part, this.parts);
  }
}
