import type { DataSource } from '../../src-core/architecture/data-source';
import type { Result } from '../../src-core/protocol/methods';
import { TrainerGone, type TrainerClient } from './trainer-client';
import { sentenceOf } from './words';

/** What a data set holds. */
export type Facts = Result<'describeData'>;

interface Answer {
  readonly facts: Facts | null;
  /** Why there are none; one sentence. */
  readonly refusal: string | null;
}

/** What is known of the data sets that a recipe has named so far. */
export class DataFacts {
  #answers: Readonly<Partial<Record<string, Answer>>> = $state.raw({});
  /** Questions that are on their way. Nothing on screen depends on them. */
  readonly #asked: Partial<Record<string, Promise<void>>> = {};
  #trainer: TrainerClient | null = null;

  connect(trainer: TrainerClient): void {
    this.#trainer = trainer;
  }

  /** Null while it is not known. */
  of(source: DataSource): Facts | null {
    return this.#answers[keyOf(source)]?.facts ?? null;
  }

  /** Why this data cannot be had; null when it can, or while that is not known. */
  refusal(source: DataSource): string | null {
    return this.#answers[keyOf(source)]?.refusal ?? null;
  }

  /** Resolves when it is known what there is. What was refused is asked anew: it may be there by now. */
  async ask(source: DataSource): Promise<void> {
    const key = keyOf(source);
    if (this.of(source)) return;
    const asked = this.#asked[key] ?? this.#fetch(source);
    this.#asked[key] = asked;
    await asked;
    this.#asked[key] = undefined;
  }

  async #fetch(dataset: DataSource): Promise<void> {
    if (!this.#trainer) return;
    const answer = await this.#trainer.request('describeData', { dataset }).then(
      (facts): Answer => ({ facts, refusal: null }),
      (error: unknown): Answer => ({ facts: null, refusal: error instanceof TrainerGone ? null : sentenceOf(error) }),
    );
    this.#answers = { ...this.#answers, [keyOf(dataset)]: answer };
  }
}

const keyOf = (source: DataSource): string => JSON.stringify(source);
