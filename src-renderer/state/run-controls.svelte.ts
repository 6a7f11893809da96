import type { Params } from '../../src-core/protocol/methods';
import { formatCount } from './format';
import type { Messages } from './messages.svelte';
import { changedParts, type RecipePart } from './recipe';
import type { RecipeForm } from './recipe-form.svelte';
import type { Session } from './session.svelte';
import type { TrainerClient } from './trainer-client';
import { newSeed } from './seed';
import { transport, type TransportButton } from './transport';

type BeginWith = Params<'restart'>['weights'];

/** How long typing must rest before its result is opened, milliseconds. */
const TYPING_PAUSE = 250;

/** The buttons of the transport bar, and the way of the recipe from the form into the trainer. */
export class RunControls {
  readonly #session: Session;
  readonly #form: RecipeForm;
  readonly #messages: Messages;
  #trainer: TrainerClient | null = null;
  /** Commands are given one after the other. */
  #queue = Promise.resolve();
  #waiting = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** What of the form is not what the present run was made from. */
  readonly changed: ReadonlySet<RecipePart> = $derived.by(() => {
    const { recipe } = this.#form;
    return changedParts(recipe, this.#session.opened ?? recipe);
  });

  constructor(session: Session, form: RecipeForm, messages: Messages) {
    this.#session = session;
    this.#form = form;
    this.#messages = messages;
  }

  /** Whether a command is on its way. */
  get busy(): boolean {
    return this.#waiting > 0;
  }

  /** A word on a part that the run on screen was not made from. A new preset brings all else with it: one word will do. */
  restartNote(part: RecipePart): string | null {
    const { changed } = this;
    if (!this.#session.hasRun || !changed.has(part)) return null;
    return part !== 'preset' && changed.has('preset') ? null : 'applies at restart';
  }

  /** Opens the form's recipe as the first run. */
  async connect(trainer: TrainerClient): Promise<void> {
    this.#trainer = trainer;
    await this.#command((to) => this.#open(to));
  }

  /** While nothing has been learned there is nothing to lose: a changed recipe is opened at once. */
  applySoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.#command(async (trainer) => {
        if (!this.#session.hasRun) await this.#openChanges(trainer);
      });
    }, TYPING_PAUSE);
  }

  async primary(): Promise<void> {
    const meant = transport[this.#session.phase].primary;
    await this.#press('primary', async (trainer) => {
      if (transport[this.#session.phase].primary !== meant) return; // a second press, meant for the same
      if (meant === 'again') return this.#startOver(trainer);
      if (meant === 'train') await this.#openChanges(trainer);
      await trainer.request(meant === 'pause' ? 'pause' : 'train', {});
    });
  }

  async step(): Promise<void> {
    await this.#press('step', async (trainer) => {
      if (this.#session.phase === 'ready') await this.#openChanges(trainer);
      await trainer.request('step', {});
    });
  }

  async stop(): Promise<void> {
    await this.#press('stop', async (trainer) => {
      await trainer.request('stop', {});
    });
  }

  /** Same seed: the same first weights, the same batches. */
  async restart(): Promise<void> {
    await this.#press('restart', (trainer) => this.#startOver(trainer));
  }

  /** Other first weights, by a seed that the form shows from then on. */
  async restartWithNewSeed(): Promise<void> {
    await this.#press('restart', (trainer) => {
      this.#form.setSeed(newSeed(this.#form.recipe.settings.seed));
      return this.#startOver(trainer);
    });
  }

  /** Goes on learning from the present weights. The trainer refuses it for another network. */
  async restartKeepingWeights(): Promise<void> {
    await this.#press('restart', async (trainer) => {
      const step = this.#session.status?.step ?? 0;
      await this.#startOver(trainer, 'keep');
      this.#messages.say(`Begun with the weights of step ${formatCount(step)}`);
    });
  }

  async #startOver(trainer: TrainerClient, weights: BeginWith = 'first'): Promise<void> {
    if (this.changed.size === 0) {
      this.#messages.dismiss();
      await trainer.request('restart', { weights });
    } else {
      await this.#open(trainer, weights);
      await trainer.request('train', {});
    }
  }

  async #openChanges(trainer: TrainerClient): Promise<void> {
    if (!this.#session.opened || this.changed.size > 0) await this.#open(trainer);
  }

  async #open(trainer: TrainerClient, weights: BeginWith = 'first'): Promise<void> {
    const { recipe } = this.#form;
    this.#messages.dismiss();
    const status = await trainer.request('open', {
      network: recipe.preset.network,
      settings: recipe.settings,
      weights,
    });
    this.#session.opened = recipe;
    this.#session.receiveStatus(status);
  }

  /** A press of a button counts if the button is still enabled when its turn comes. */
  #press(button: TransportButton, action: (trainer: TrainerClient) => Promise<void>): Promise<void> {
    return this.#command(async (trainer) => {
      if (transport[this.#session.phase].enabled.includes(button)) await action(trainer);
    });
  }

  #command(action: (trainer: TrainerClient) => Promise<void>): Promise<void> {
    const trainer = this.#trainer;
    if (!trainer) return this.#queue;
    this.#waiting++;
    this.#queue = this.#queue.then(async () => {
      await this.#messages.guard(() => action(trainer));
      this.#waiting--;
    });
    return this.#queue;
  }
}
