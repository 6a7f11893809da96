import type { RecipeForm } from './recipe-form.svelte';
import { remedyFor, type Remedy } from './remedy';
import { forkHereRefusal, keepRefusal } from './run-refusals';
import type { Session } from './session.svelte';
import { primaryActionOf, transportOf, type PrimaryAction, type TransportButton } from './transport';

/** What can be done with the present run as it and the form stand, and why the rest cannot. */
export class RunChoices {
  readonly #session: Session;
  readonly #form: RecipeForm;

  /** What helps the present run, which has diverged; null for any other. */
  readonly remedy: Remedy | null = $derived.by(() => {
    const { diverged, opened } = this.#session;
    return diverged && opened ? remedyFor(opened.settings.optimizer, this.#form.preset) : null;
  });

  /** Settings were changed where the present run has diverged: it may go on by them. */
  readonly #isMended = $derived.by(() => {
    const { diverged, changes } = this.#session;
    return diverged !== null && changes.length > 1 && (changes.at(-1)?.step ?? 0) >= diverged.step;
  });

  /** Why the present weights cannot be kept for the next run; null when they can. */
  readonly keepRefusal: string | null = $derived.by(() =>
    keepRefusal(this.#session.opened?.network ?? null, this.#form.recipe.network),
  );

  /** Why no run can go on from the present step as the form stands; null when one can. Before the first step nothing is kept but weights. */
  readonly forkHereRefusal: string | null = $derived.by(() => {
    const { opened, status, epochsDone } = this.#session;
    return opened && status?.step
      ? forkHereRefusal(opened, this.#form.recipe, { ...status, epochsDone })
      : this.keepRefusal;
  });

  /** Whether there is no network yet, which is no mistake. */
  readonly isEmpty: boolean = $derived.by(() => this.#form.recipe.network.layers.length === 0);

  /** Why nothing can be trained as the network in the form stands; null when it can, and while a run goes on with its own. */
  readonly fault: string | null = $derived.by(() => {
    return this.#session.goesOn ? null : this.#form.networkError;
  });

  readonly #transport = $derived.by(() => transportOf(this.#session.status));

  /** The buttons that can be pressed. */
  readonly enabled: readonly TransportButton[] = $derived.by(() => (this.#session.lost ? [] : this.#transport.enabled));

  /** What the main button does. */
  readonly primaryAction: PrimaryAction = $derived.by(() =>
    primaryActionOf(this.#transport.primary, {
      hasWeights: this.keepRefusal === null && (this.#session.status?.step ?? 0) > 0,
      // To resume as it is would only fail again.
      remedy: this.#isMended ? null : this.remedy,
    }),
  );

  constructor(session: Session, form: RecipeForm) {
    this.#session = session;
    this.#form = form;
  }
}
