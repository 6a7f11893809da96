import { betterOf, timeOfEpoch, type EpochPlan, type EpochTime, type MeasuredEpoch } from './epoch-time';
import { LatestOnly } from './latest-only';
import type { TrainerClient } from './trainer-client';

/** How long editing must rest before the trainer tries a few steps, milliseconds. */
const PAUSE = 120;

/** What is predicted, and what else there is to know it by. */
interface Context {
  /** Null while the recipe in the form cannot run. */
  readonly plan: EpochPlan | null;
  /** Seconds of an epoch of the present run, where its recipe is that of the form. */
  readonly ofRun: number | null;
  readonly isTraining: boolean;
}

/**
 * How long an epoch of the recipe in the form will take on this machine. An edit shows at once, by how much more work it is
 * than what was measured last; some steps of it are tried as soon as editing rests.
 */
export class EpochPrediction {
  #measured: MeasuredEpoch | null = $state.raw(null);
  readonly #context: () => Context;
  readonly #questions = new LatestOnly(() => this.#ask());
  #trainer: TrainerClient | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Of the recipe as it is now; null while that is not known. */
  readonly current: EpochTime | null = $derived.by(() => {
    const { plan, ofRun } = this.#context();
    return plan && timeOfEpoch(plan, this.#measured, ofRun);
  });

  constructor(context: () => Context) {
    this.#context = context;
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
    const { plan } = this.#context();
    if (!plan || !this.#trainer || !this.#isWorthAsking(plan)) return;
    try {
      const result = await this.#trainer.request('predictEpoch', plan.recipe);
      const now = this.#context().plan;
      // How many images there are may have become known meanwhile.
      const measured = { ...result, plan: now?.recipe === plan.recipe ? now : plan };
      this.#measured = betterOf(this.#measured, measured);
    } catch {
      // What cannot run is told by its cards; a figure that is missing is no news.
    }
  }

  /** Trying steps beside a training takes the time of both, and says less than what was measured alone. */
  #isWorthAsking({ recipe }: EpochPlan): boolean {
    const known = this.#measured;
    return !known || known.contended || (known.plan.recipe !== recipe && !this.#context().isTraining);
  }
}
