import type { CommandQueue } from './command-queue';
import type { RecipeOpening, RunSurroundings } from './recipe-opening.svelte';

/** How long typing must rest before its result is opened, milliseconds. */
const PAUSE = 250;

/** The way of the form into a run that has not begun: nothing has been learned that could be lost, so it is opened anew. */
export class ReadyChanges {
  readonly #surroundings: RunSurroundings;
  readonly #commands: CommandQueue;
  readonly #opening: RecipeOpening;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(surroundings: RunSurroundings, commands: CommandQueue, opening: RecipeOpening) {
    this.#surroundings = surroundings;
    this.#commands = commands;
    this.#opening = opening;
  }

  /** When typing has come to rest. The next run of a series begins by itself: to open another would end the series. */
  soon(): void {
    const { session, form, messages, data } = this.#surroundings;
    clearTimeout(this.#timer);
    const { current: stale } = messages; // what is said from now on is not of the recipe before
    this.#timer = setTimeout(() => {
      void this.#commands.give(async (trainer) => {
        await data.ask(form.recipe.settings.dataset);
        if (!session.hasRun && !session.status?.series && form.fits) await this.#opening.openChanges(trainer, stale);
      });
    }, PAUSE);
  }
}
