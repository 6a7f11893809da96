import type { TrainerEnd } from '../../src-core/protocol/bridge';
import { lossWords, type LossWords } from './loss-words';
import type { Session } from './session.svelte';

/** An end of the trainer that nobody asked for: told for as long as it lasts, with a way on. */
export class TrainerLoss {
  #end: TrainerEnd | null = $state.raw(null);
  /** Another process is being started. */
  restarting: boolean = $state(false);
  readonly #session: Session;
  readonly #restart: (savedStep: number | null) => Promise<void>;

  /** Null while there is a trainer. */
  readonly words: LossWords | null = $derived.by(() => this.#end && lossWords(this.#session.status, this.#end));

  /** `restart` starts another process and goes on with the run, if something of it is saved. */
  constructor(session: Session, restart: (savedStep: number | null) => Promise<void>) {
    this.#session = session;
    this.#restart = restart;
  }

  ended(end: TrainerEnd): void {
    this.#end = end;
    this.#session.lost = true;
    this.restarting = false;
  }

  async restart(): Promise<void> {
    const end = this.#end;
    if (!end || end.hopeless || this.restarting) return;
    this.restarting = true;
    await this.#restart(end.savedStep);
    this.restarting = false;
    if (this.#end !== end) return; // it ended again meanwhile
    this.#end = null;
    this.#session.lost = false;
  }
}
