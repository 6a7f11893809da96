import type { Command } from './command-queue';
import type { FormChanges } from './form-changes.svelte';
import type { FormRefusal } from './form-refusal.svelte';
import type { LiveChanges } from './live-changes.svelte';
import { isLive, liveRecipe } from './live-recipe';
import type { RunSurroundings } from './recipe-opening.svelte';
import type { Restarts } from './restarts.svelte';
import type { RunChoices } from './run-choices.svelte';

interface Ways {
  readonly changes: FormChanges;
  readonly choices: RunChoices;
  readonly refusal: FormRefusal;
  readonly live: LiveChanges;
  readonly restarts: Restarts;
  /** Does it when its turn has come, if the main button can still be pressed then. */
  readonly press: (command: Command) => Promise<void>;
}

/** What helps a run that has diverged: a smaller learning rate. */
export class SmallerRate {
  readonly #surroundings: RunSurroundings;
  readonly #ways: Ways;

  constructor(surroundings: RunSurroundings, ways: Ways) {
    this.#surroundings = surroundings;
    this.#ways = ways;
  }

  /** The run goes on by it, from its last finite weights. */
  async goOn(): Promise<void> {
    const { session, form } = this.#surroundings;
    const { changes, choices, refusal, live, press } = this.#ways;
    const learningRate = choices.remedy?.smaller;
    if (learningRate === undefined || refusal.refuses('network')) return;
    if (isLive('learningRate', changes.parts)) this.#takeRate(learningRate); // else the form is for another run
    await press(async (trainer) => {
      const { opened } = session;
      if (!opened || !session.diverged) return; // a second press, meant for the same
      const { network, settings } = liveRecipe(form.recipe, opened);
      const optimizer = { ...settings.optimizer, learningRate };
      await live.change(trainer, { network, settings: { ...settings, optimizer } }, opened);
      await trainer.request('train', {});
    });
  }

  /** The run begins anew by one that is far from what it had. */
  async restart(): Promise<void> {
    const { choices, restarts } = this.#ways;
    if (choices.remedy) this.#takeRate(choices.remedy.restart);
    await restarts.sameSeed();
  }

  #takeRate(learningRate: number): void {
    const { form } = this.#surroundings;
    form.change({ ...form.settings, optimizer: { ...form.settings.optimizer, learningRate } });
  }
}
