import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import type { Result } from '../../src-core/protocol/methods';
import { LatestOnly } from './latest-only';
import type { RecipeForm } from './recipe-form.svelte';
import type { TrainerClient } from './trainer-client';
import { sentenceOf } from './words';

/** Epochs in which the example is shown. */
export const PREVIEW_EPOCHS = 6;

/** One training example as the first epochs of the form's recipe will see it. */
export class AugmentationPreview {
  latest: Result<'previewAugmentation'> | null = $state.raw(null);
  /** Why it cannot be shown; one sentence. */
  refusal: string | null = $state.raw(null);
  #example = 0;
  #trainer: TrainerClient | null = null;
  readonly #form: RecipeForm;
  readonly #fetching = new LatestOnly(() => this.#fetch());

  constructor(form: RecipeForm) {
    this.#form = form;
  }

  connect(trainer: TrainerClient): void {
    this.#trainer = trainer;
  }

  /** Shows what these settings, which are the form's, make of the example; `useful`: they go with their data, and somebody looks. */
  show({ augmentation }: TrainingSettings, useful: boolean): void {
    if (augmentation !== null && useful) this.#fetching.ask();
    else this.latest = this.refusal = null;
  }

  /** The next example. */
  turn(): void {
    this.#example = (this.latest?.example ?? 0) + 1;
    this.#fetching.ask();
  }

  async #fetch(): Promise<void> {
    const { settings } = this.#form.recipe;
    if (!this.#trainer || settings.augmentation === null || !this.#form.fits) return;
    const params = { settings, example: this.#example, epochs: PREVIEW_EPOCHS };
    try {
      this.latest = await this.#trainer.request('previewAugmentation', params);
      this.refusal = null;
    } catch (error) {
      this.refusal = sentenceOf(error);
    }
  }
}
