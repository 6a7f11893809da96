import type { Result } from '../../src-core/protocol/methods';
import { LatestOnly } from './latest-only';
import type { Recipe } from './recipe';
import type { TrainerClient } from './trainer-client';

/** How long editing must rest before the trainer tries a few steps, milliseconds. */
const PAUSE = 120;

/** How long an epoch of the recipe in the form will take on this machine. */
export class EpochPrediction {
  #answer: { recipe: Recipe; result: Result<'predictEpoch'> } | null = $state.raw(null);
  readonly #recipe: () => Recipe | null;
  readonly #questions = new LatestOnly(() => this.#ask());
  #trainer: TrainerClient | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `recipe`: what is to be predicted; null while it cannot run. */
  constructor(recipe: () => Recipe | null) {
    this.#recipe = recipe;
  }

  /** Of the recipe as it is now; null while that is not known. */
  get current(): Result<'predictEpoch'> | null {
    return this.#answer?.recipe === this.#recipe() ? this.#answer.result : null;
  }

  connect(trainer: TrainerClient): void {
    this.#trainer = trainer;
    this.askSoon();
  }

  askSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#questions.ask(), PAUSE);
  }

  async #ask(): Promise<void> {
    const recipe = this.#recipe();
    if (!recipe || !this.#trainer) return;
    try {
      this.#answer = { recipe, result: await this.#trainer.request('predictEpoch', recipe) };
    } catch {
      // What cannot run is told by its cards; a figure that is missing is no news.
    }
  }
}
