import { keptLayers } from '../../src-core/architecture/kept-layers';
import type { Command } from './command-queue';
import type { FormRefusal } from './form-refusal.svelte';
import { formatCount, plural } from './format';
import { weightsStep } from './measured';
import type { RecipeOpening, RunSurroundings } from './recipe-opening.svelte';
import type { RestartQuestion } from './restart-question.svelte';
import type { RunChoices } from './run-choices.svelte';
import type { RunHandover } from './run-handover.svelte';
import { newSeed } from './seed';
import { isMuch } from './teaching';

interface Ways {
  readonly choices: RunChoices;
  readonly refusal: FormRefusal;
  readonly opening: RecipeOpening;
  readonly handover: RunHandover;
  readonly question: RestartQuestion;
  /** Does it when its turn has come, if the restart button can still be pressed then. */
  readonly press: (command: Command) => Promise<void>;
}

/** The ways to begin another run in the place of the present one. */
export class Restarts {
  readonly #surroundings: RunSurroundings;
  readonly #ways: Ways;

  constructor(surroundings: RunSurroundings, ways: Ways) {
    this.#surroundings = surroundings;
    this.#ways = ways;
  }

  /** Same seed: the same first weights, the same batches. */
  async sameSeed(): Promise<void> {
    const { refusal, opening } = this.#ways;
    if (refusal.refuses()) return;
    await this.#beginAnew((trainer) => opening.startOver(trainer));
  }

  /** Other first weights, by a seed that the form shows from then on. */
  async newSeed(): Promise<void> {
    const { refusal, opening } = this.#ways;
    if (refusal.refuses('seed')) return;
    await this.#beginAnew((trainer) => {
      const { form } = this.#surroundings;
      form.change({ ...form.settings, seed: newSeed(form.settings.seed) });
      return opening.startOver(trainer);
    });
  }

  /** Goes on learning from the present weights, which must be of the same network. */
  async keepingWeights(): Promise<void> {
    const { choices, refusal, opening, press } = this.#ways;
    if (choices.keepRefusal !== null || refusal.refuses()) return;
    await press(async (trainer) => {
      const { session, form, messages } = this.#surroundings;
      const step = session.status ? weightsStep(session.status) : 0;
      const { network } = form.recipe;
      const { fresh } = keptLayers(session.opened?.network ?? network, network);
      this.#ways.question.keep();
      await this.#keepingTeaching(() => opening.startOver(trainer, 'keep'));
      const others = fresh.length > 0 ? `; new weights for ${fresh.join(', ')}` : '';
      messages.say(`Begun with the weights of step ${formatCount(step)}${others}`);
    });
  }

  /**
   * Another run with what has been changed in the form, the present one is kept. `same`: from the very first weights of the
   * present run; `here`: goes on from this step, with weights and optimizer as they are.
   */
  async fork(from: 'same' | 'here'): Promise<void> {
    const { refusal, opening, handover, press } = this.#ways;
    if (refusal.refuses()) return;
    await press(async (trainer) => {
      const { session, messages } = this.#surroundings;
      const words = from === 'same' ? 'the first weights' : `step ${formatCount(session.status?.step ?? 0)}`;
      this.#ways.question.keep();
      const open = (): Promise<void> => opening.open(trainer, from);
      await (from === 'here' ? this.#keepingTeaching(open) : open());
      if (from === 'here') await handover.takePresent(trainer);
      await trainer.request('train', {});
      messages.say(`Forked from ${words} of the run before`);
    });
  }

  /** Trains the present recipe again with the next seeds, one run after the other. */
  async repeat(count: number): Promise<void> {
    await this.#ways.press(async (trainer) => {
      this.#ways.question.keep();
      await trainer.request('repeat', { count });
    });
  }

  /** Back to the first weights of the seed, as the form has it; nothing is trained. */
  async reset(): Promise<void> {
    const { refusal, opening } = this.#ways;
    if (refusal.refuses()) return;
    await this.#beginAnew((trainer) => opening.open(trainer));
  }

  /** Steps whose teaching goes when another run begins from first weights. */
  get taught(): number {
    const { status, teaching } = this.#surroundings.session;
    return status ? teaching.amount.steps : 0;
  }

  /** Begins another run from first weights; asks before, where much that was learned would be lost. */
  async #beginAnew(command: Command): Promise<void> {
    const { status, phase, teaching } = this.#surroundings.session;
    const leavesMuch =
      status !== null &&
      (phase !== 'failed' || status.diverged !== null) &&
      isMuch(teaching.amount, status.stepsPerEpoch);
    const isKept = (status?.id ?? null) !== null; // on the disk, to be opened again
    const words = `The ${plural(this.taught, 'step')} before stay under Runs`;
    const begin = (): Promise<void> =>
      this.#ways.press(async (trainer) => {
        await command(trainer);
        if (leavesMuch && isKept) this.#surroundings.messages.say(words);
      });
    this.#ways.question.keep();
    if (leavesMuch && !isKept) this.#ways.question.ask(begin);
    else await begin();
  }

  /** The run that is begun by it goes on from what the present weights were taught. */
  async #keepingTeaching(begin: () => Promise<void>): Promise<void> {
    const { session } = this.#surroundings;
    session.teaching.keeps = true;
    await begin().finally(() => (session.teaching.keeps = false));
  }
}
