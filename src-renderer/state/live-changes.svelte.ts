import { liveSettingsOf } from '../../src-core/architecture/live-settings';
import { liveRecipe } from './live-recipe';
import { Paced } from './paced';
import { changedParts, type Recipe } from './recipe';
import type { RecipeForm } from './recipe-form.svelte';
import type { Session } from './session.svelte';
import type { TrainerClient } from './trainer-client';

/** How long typing must rest before a run goes on by it: half of a number may be far from it. Milliseconds. */
const PAUSE = 800;
/** A slider that is dragged changes a run ten times a second at most, milliseconds. */
const INTERVAL = 100;

/** The way of the form into a run that goes on: what of it can change meanwhile does. */
export class LiveChanges {
  readonly #session: Session;
  readonly #form: RecipeForm;
  /** Is called when the run goes on by something else. */
  readonly #changed: () => void;
  readonly #sending: Paced;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `send` calls `goOn` when its turn among the commands has come. */
  constructor(session: Session, form: RecipeForm, send: () => Promise<void>, changed: () => void) {
    this.#session = session;
    this.#form = form;
    this.#changed = changed;
    this.#sending = new Paced(send, INTERVAL);
  }

  /** What was chosen counts at once, what was typed when typing has come to rest. */
  soon(typed: boolean): void {
    this.#forget();
    if (!this.#session.changesLive) return;
    if (typed) this.#timer = setTimeout(() => this.soon(false), PAUSE);
    else this.#sending.ask();
  }

  /** Typing is over. */
  rest(): void {
    if (this.#timer !== undefined) this.soon(false);
  }

  /** The page is about to go: what waits for typing to rest is told now, for there is no later. */
  last(): void {
    this.#forget();
    if (this.#session.changesLive) this.#sending.askNow();
  }

  /** The run goes on by all of the form that can change meanwhile, also by what is still being typed. */
  async goOn(trainer: TrainerClient): Promise<void> {
    const { opened, changesLive } = this.#session;
    if (opened && changesLive) await this.change(trainer, liveRecipe(this.#form.recipe, opened), opened);
  }

  /** The run that is trained by `opened` goes on by this recipe. */
  async change(trainer: TrainerClient, recipe: Recipe, opened: Recipe): Promise<void> {
    if (changedParts(recipe, opened).size === 0) return;
    const { step } = await trainer.request('change', { settings: liveSettingsOf(recipe) });
    this.#session.change(step, recipe);
    this.#changed();
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
