import type { Params } from '../../src-core/protocol/methods';
import { namedAfter } from './data-fit';
import type { DataFacts } from './data-facts.svelte';
import type { FormChanges } from './form-changes.svelte';
import type { Message, Messages } from './messages.svelte';
import type { RecipeForm } from './recipe-form.svelte';
import type { RunChoices } from './run-choices.svelte';
import type { Session } from './session.svelte';
import type { TrainerClient } from './trainer-client';

type BeginWith = Params<'restart'>['weights'];

/** What of the window has to do with beginning a run, and what is told of it. */
export interface RunSurroundings {
  readonly session: Session;
  readonly form: RecipeForm;
  readonly messages: Messages;
  readonly data: DataFacts;
  /** Is called when the network on show is about to give way to another. */
  readonly leave: () => void;
  /** Is called when the trainer has a network that can be asked about, or one that was changed. */
  readonly opened: () => void;
}

/** The way of the form's recipe into the trainer, which makes a new run of it. */
export class RecipeOpening {
  readonly #surroundings: RunSurroundings;
  readonly #changes: FormChanges;
  readonly #choices: RunChoices;

  constructor(surroundings: RunSurroundings, changes: FormChanges, choices: RunChoices) {
    this.#surroundings = surroundings;
    this.#changes = changes;
    this.#choices = choices;
  }

  /** `stale`: the message that is out of date by it; without one, whichever is on show. */
  async open(
    trainer: TrainerClient,
    weights: Params<'open'>['weights'] = 'first',
    stale?: Message | null,
  ): Promise<void> {
    const { session, form, messages, data, leave, opened } = this.#surroundings;
    const { recipe } = form;
    const { settings } = recipe;
    messages.dismiss(stale);
    await data.ask(settings.dataset);
    const network = namedAfter(recipe.network, data.of(settings.dataset)?.classNames ?? null);
    if (this.#choices.keepRefusal !== null) leave();
    const status = await trainer.request('open', { network, settings, weights });
    session.begin({ ...recipe, network }, status);
    opened();
    if (status.phase === 'failed') throw new Error(status.message ?? 'The run could not begin.');
  }

  /** Opens the form's recipe where the present run is not made from it. */
  async openChanges(trainer: TrainerClient, stale?: Message | null): Promise<void> {
    if (!this.#surroundings.session.opened || this.#changes.parts.size > 0) await this.open(trainer, 'first', stale);
  }

  /** Trains the form's recipe from its first step. */
  async startOver(trainer: TrainerClient, weights: BeginWith = 'first'): Promise<void> {
    const { session, messages } = this.#surroundings;
    // A run that was changed on its way is begun anew by what it has come to.
    if (this.#changes.parts.size === 0 && session.changes.length <= 1) {
      messages.dismiss();
      await trainer.request('restart', { weights });
      const { opened, status } = session;
      if (opened && status) session.begin(opened, status);
    } else {
      await this.open(trainer, weights);
      await trainer.request('train', {});
    }
  }
}
