import { untrack } from 'svelte';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import type { Method, Params, Result } from '../../src-core/protocol/methods';
import { Paced } from './paced';
import type { Session } from './session.svelte';
import type { TrainerClient } from './trainer-client';

interface Question<M extends Method> {
  readonly method: M;
  /** Milliseconds from one to the next, at least. */
  readonly interval: number;
  /** What to ask now; null when there is nothing to ask. */
  readonly params: () => Params<M> | null;
  /** The network that is asked about. */
  readonly network: () => NetworkSpec | null;
  readonly session: Session;
  readonly fail: (error: unknown) => void;
  /** Is given every answer that counts. */
  readonly answered?: (result: Result<M>, params: Params<M>) => void;
}

/** An answer, what it answers, and the network that it is about. */
interface Answer<M extends Method> {
  readonly result: Result<M>;
  readonly params: Params<M>;
  readonly network: NetworkSpec;
}

/** The answer to a question that is asked again whenever there may be a new one, while somebody looks at it. */
export class LiveAnswer<M extends Method> {
  latest: Answer<M> | null = $state.raw(null);
  readonly #question: Question<M>;
  readonly #paced: Paced;
  #trainer: TrainerClient | null = null;
  #page: Document | null = null;

  constructor(question: Question<M>) {
    this.#question = question;
    this.#paced = new Paced(() => this.#fetch(), question.interval);
  }

  /** Whether somebody looks at it now. */
  get seen(): boolean {
    return this.#page?.hidden === false;
  }

  connect(trainer: TrainerClient): void {
    this.#trainer = trainer;
    this.ask();
  }

  /** Somebody begins to look, where this element is; ends with the function that is returned. */
  watch({ ownerDocument: page }: Element): () => void {
    const look = (): void => this.#paced.askNow();
    this.#page = page;
    page.addEventListener('visibilitychange', look);
    untrack(look); // what it depends on is no reason to begin anew
    return () => {
      page.removeEventListener('visibilitychange', look);
      this.#page = null;
    };
  }

  /** Something has changed by itself. */
  ask(): void {
    if (this.#page) this.#paced.ask();
  }

  /** The user has asked for something else. */
  askNow(): void {
    if (this.#page) this.#paced.askNow();
  }

  async #fetch(): Promise<void> {
    const { method, session, fail, answered } = this.#question;
    const params = this.#question.params();
    const network = this.#question.network();
    if (!this.seen || !params || !network || !this.#trainer || session.phase === 'loading') return;
    const run = session.status?.run;
    try {
      const result = await this.#trainer.request(method, params);
      // What belongs to a run that is over is asked anew of the present one.
      if (session.opened && session.status?.run === run) {
        this.latest = { result, params, network };
        answered?.(result, params);
      }
    } catch (error) {
      // So is what has been edited since.
      if (this.#question.network() === network) fail(error);
    }
  }
}
