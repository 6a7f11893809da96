import { smoothLosses, suggestedRate, type RatePoint } from '../../src-core/metrics/rate-range';
import type { RecipeForm } from './recipe-form.svelte';
import type { TrainerClient } from './trainer-client';
import { sentenceOf } from './words';

/** As exact as a range of rates can tell. */
const DIGITS = 2;

/** The search for a learning rate: what has been tried, and which rate is meant. */
export class RateFinder {
  /** All that have been tried, the lowest first. */
  points: readonly RatePoint[] = $state.raw([]);
  isOpen: boolean = $state(false);
  isSearching: boolean = $state(false);
  /** One sentence; null: nothing went wrong. */
  failure: string | null = $state(null);
  /** Place of the rate that was pointed out; null: the suggested one. */
  #picked: number | null = $state(null);
  readonly #form: RecipeForm;
  #trainer: TrainerClient | null = null;
  /** The one whose answer counts. */
  #search: object | null = null;

  /** Of the losses, in their order. */
  readonly smooth: readonly number[] = $derived(smoothLosses(this.points));
  /** Place of the suggested rate; null: none, or not known yet. */
  readonly suggested: number | null = $derived.by(() => {
    const rate = this.isSearching ? null : suggestedRate(this.points);
    return rate === null ? null : this.points.findIndex(({ learningRate }) => learningRate === rate);
  });
  /** Place of the rate that will be used. */
  readonly chosen: number | null = $derived(this.#picked ?? this.suggested);
  /** That rate, rounded; null: none is chosen. */
  readonly rate: number | null = $derived.by(() => {
    const point = this.chosen === null ? undefined : this.points[this.chosen];
    return point ? Number(point.learningRate.toPrecision(DIGITS)) : null;
  });

  constructor(form: RecipeForm) {
    this.#form = form;
  }

  connect(trainer: TrainerClient): void {
    this.#trainer = trainer;
    trainer.listen((event) => {
      if (event.kind === 'rates' && this.isSearching) this.points = event.points;
    });
  }

  /** Opens and begins to search, by the recipe in the form. */
  async open(): Promise<void> {
    this.points = [];
    this.failure = null;
    this.#picked = null;
    this.isOpen = true;
    this.isSearching = true;
    const search = (this.#search = {});
    try {
      const found = await this.#trainer?.request('findLearningRate', this.#form.recipe);
      if (!found || this.#search !== search) return; // given up
      this.points = found.points;
    } catch (error) {
      if (this.#search !== search) return;
      this.failure = sentenceOf(error);
    }
    this.isSearching = false;
  }

  /** Gives up what is being searched. */
  close(): void {
    this.isOpen = false;
    this.#search = null;
    if (this.isSearching) void this.#trainer?.request('cancelLearningRate', {}).catch(() => undefined);
    this.isSearching = false;
  }

  /** Means the rate nearest to a place among those that were tried. */
  pick(place: number): void {
    if (this.points.length === 0) return;
    this.#picked = Math.min(this.points.length - 1, Math.max(0, Math.round(place)));
  }

  /** Puts the chosen rate into the recipe. */
  use(): void {
    if (this.rate === null) return;
    const { settings } = this.#form;
    this.#form.change({ ...settings, optimizer: { ...settings.optimizer, learningRate: this.rate } });
    this.close();
  }
}
