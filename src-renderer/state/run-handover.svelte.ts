import type { CommandQueue } from './command-queue';
import type { FormChanges } from './form-changes.svelte';
import type { RecipeOpening, RunSurroundings } from './recipe-opening.svelte';
import type { RestartQuestion } from './restart-question.svelte';
import type { TrainerClient } from './trainer-client';

/** False: there is no run to go on with. */
type TakeOver = (trainer: TrainerClient) => Promise<boolean>;

interface Ways {
  readonly commands: CommandQueue;
  readonly changes: FormChanges;
  readonly opening: RecipeOpening;
  readonly question: RestartQuestion;
}

/** How a run that was not begun by the form comes to the window: one that the trainer is at, or one of the disk. */
export class RunHandover {
  readonly #surroundings: RunSurroundings;
  readonly #ways: Ways;

  constructor(surroundings: RunSurroundings, ways: Ways) {
    this.#surroundings = surroundings;
    this.#ways = ways;
  }

  /**
   * There is a trainer, or another one. `takeOver` goes on with a run that is there, if there is one; else the form's recipe
   * is opened as the first run.
   */
  async begin(takeOver: TakeOver): Promise<void> {
    const { form, messages, data, opened } = this.#surroundings;
    const { commands, opening } = this.#ways;
    await commands.give(async (trainer) => {
      let isThere = false as boolean;
      await messages.guard(async () => {
        isThere = await takeOver(trainer);
      });
      if (!isThere) return opening.open(trainer, 'first', null);
      await data.ask(form.recipe.settings.dataset);
      opened();
    }, true);
  }

  /**
   * The trainer has gone on to another run by itself, the next one of a series, unless a command that is under way has begun it:
   * what it is made from is asked for. A form in which nothing was changed goes along: it is of the present run.
   */
  async follow(): Promise<void> {
    const { session, form } = this.#surroundings;
    const { commands, changes } = this.#ways;
    await commands.give(async (trainer) => {
      if (!session.isBehind) return;
      const isUnchanged = changes.parts.size === 0;
      await this.takePresent(trainer);
      const { opened } = session;
      if (isUnchanged && opened) form.change({ ...form.settings, seed: opened.settings.seed });
    });
  }

  /** Makes a kept run the present one, as it was last saved; one that is being trained halts. Whether it did. */
  async openRun(id: string): Promise<boolean> {
    const { session, messages, leave, opened } = this.#surroundings;
    let isOpen = false;
    await this.#ways.commands.give(async (trainer) => {
      this.#ways.question.keep();
      messages.dismiss();
      leave();
      session.takeOver(await trainer.request('openRun', { id }));
      opened();
      isOpen = true;
    });
    return isOpen;
  }

  /** Curves and all of what the trainer has made its present run. */
  async takePresent(trainer: TrainerClient): Promise<void> {
    const present = await trainer.request('present', {});
    if (present) this.#surroundings.session.takeOver(present);
  }
}
