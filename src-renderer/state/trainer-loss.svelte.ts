import type { TrainerEnd } from '../../src-core/protocol/bridge';
import type { Status } from '../../src-core/protocol/status';
import { lossWords, type LossWords } from './loss-words';
import type { Messages } from './messages.svelte';
import type { Session } from './session.svelte';
import type { TrainerClient } from './trainer-client';

/** An end, and the run that the trainer was at: its last status, null before there was one. */
interface Loss extends TrainerEnd {
  readonly status: Status | null;
}

/** The ways from one trainer's process to another. */
interface Ways {
  /** Connects the client to the process, which is started where it has ended. Gives its end where it rests; else null. */
  readonly connect: () => Promise<TrainerEnd | null>;
  /** Goes on with another process, and with the run, if something of it is saved. */
  readonly resume: (status: Status | null, isSaved: boolean) => Promise<void>;
}

/** An end of the trainer that nobody asked for: told for as long as it lasts, with a way on. */
export class TrainerLoss {
  #end: Loss | null = $state.raw(null);
  /** The end after which another process is being started. */
  #followed: Loss | null = $state.raw(null);
  /** Seconds until another may be started. */
  secondsLeft: number = $state(0);
  readonly #session: Session;
  readonly #messages: Messages;
  readonly #ways: Ways;
  #trainer: TrainerClient | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Another process is being started. */
  readonly restarting: boolean = $derived(this.#end !== null && this.#followed === this.#end);

  /** Null while there is a trainer. */
  readonly words: LossWords | null = $derived.by(() => this.#end && lossWords(this.#end.status, this.#end));

  constructor(session: Session, messages: Messages, ways: Ways) {
    this.#session = session;
    this.#messages = messages;
    this.#ways = ways;
  }

  /** Connects this client to the trainer. Where there is none, that is told. */
  async begin(trainer: TrainerClient): Promise<void> {
    this.#trainer = trainer;
    await this.#messages.guard(async () => {
      await this.#connect();
    });
  }

  ended(end: TrainerEnd): void {
    const before = this.#end;
    // One that ended before it went on with the run has nothing to tell of that.
    const savedStep = end.savedStep ?? before?.savedStep ?? null;
    this.#end = { ...end, savedStep, status: before ? before.status : this.#session.status };
    this.#session.lost = true;
    this.#trainer?.disconnect();
    this.#rest(performance.now() + end.rest);
  }

  async restart(): Promise<void> {
    const end = this.#end;
    if (!end || this.secondsLeft > 0 || this.restarting) return;
    this.#followed = end;
    await this.#messages.guard(async () => {
      if (await this.#connect()) await this.#ways.resume(end.status, end.savedStep !== null);
      if (this.#end !== end) return; // it ended again meanwhile
      this.#end = null;
      this.#session.lost = false;
    });
    if (this.#followed === end) this.#followed = null;
  }

  /** False: there is no trainer, which is told. */
  async #connect(): Promise<boolean> {
    const before = this.#end;
    const end = await this.#ways.connect();
    if (end) this.ended(end);
    else if (this.#end !== before) this.#trainer?.disconnect(); // of which was told before its port came
    return this.#end === before;
  }

  #rest(until: number): void {
    clearTimeout(this.#timer);
    const left = until - performance.now();
    this.secondsLeft = Math.max(0, Math.ceil(left / 1000));
    if (left > 0) this.#timer = setTimeout(() => this.#rest(until), left % 1000 || 1000);
  }
}
