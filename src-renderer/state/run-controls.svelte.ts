import type { Phase } from '../../src-core/protocol/status';
import { CommandQueue, type Command } from './command-queue';
import { FormChanges } from './form-changes.svelte';
import { FormRefusal } from './form-refusal.svelte';
import { LiveChanges } from './live-changes.svelte';
import { ReadyChanges } from './ready-changes.svelte';
import { RecipeOpening, type RunSurroundings } from './recipe-opening.svelte';
import { RestartQuestion } from './restart-question.svelte';
import { Restarts } from './restarts.svelte';
import { RunChoices } from './run-choices.svelte';
import { RunHandover } from './run-handover.svelte';
import { SmallerRate } from './smaller-rate.svelte';
import type { TrainerClient } from './trainer-client';
import type { TransportButton } from './transport';

/** The buttons of the transport bar: what the main button, Step and Stop do, and the ways beside them. */
export class RunControls {
  readonly #surroundings: RunSurroundings;
  readonly #commands: CommandQueue;
  readonly #opening: RecipeOpening;
  readonly #ready: ReadyChanges;
  readonly live: LiveChanges;
  readonly changes: FormChanges;
  readonly choices: RunChoices;
  readonly refusal: FormRefusal;
  readonly question = new RestartQuestion();
  readonly handover: RunHandover;
  readonly restarts: Restarts;
  readonly smallerRate: SmallerRate;
  /** An epoch is being stepped. */
  #stepping = false;

  constructor(surroundings: RunSurroundings) {
    const { session, form, messages, opened } = surroundings;
    const commands = new CommandQueue({ isLost: () => session.lost, attempt: (action) => this.#attempt(action) });
    const live: LiveChanges = new LiveChanges(
      session,
      form,
      () => commands.give((trainer) => live.goOn(trainer)),
      opened,
    );
    const changes = new FormChanges(session, form);
    const choices = new RunChoices(session, form);
    const refusal = new FormRefusal(form, messages);
    const opening = new RecipeOpening(surroundings, changes, choices);
    const ways = { commands, live, changes, choices, refusal, opening, question: this.question };
    const press =
      (button: TransportButton) =>
      (command: Command): Promise<void> =>
        this.#press(button, command);
    const handover = new RunHandover(surroundings, ways);
    const restarts = new Restarts(surroundings, { ...ways, handover, press: press('restart') });
    this.smallerRate = new SmallerRate(surroundings, { ...ways, restarts, press: press('primary') });
    this.#surroundings = surroundings;
    this.#commands = commands;
    this.#opening = opening;
    this.#ready = new ReadyChanges(surroundings, commands, opening);
    this.live = live;
    this.changes = changes;
    this.choices = choices;
    this.refusal = refusal;
    this.handover = handover;
    this.restarts = restarts;
  }

  /** Whether a command is on its way. */
  get busy(): boolean {
    return this.#commands.busy;
  }

  connect(trainer: TrainerClient): void {
    this.#commands.connect(trainer);
  }

  /**
   * While nothing has been learned there is nothing to lose: a changed recipe is opened at once. A run goes on by what of it
   * can change meanwhile: at once, or when typing has come to rest.
   */
  applySoon(typed: boolean): void {
    this.live.soon(typed);
    this.#ready.soon();
  }

  async primary(): Promise<void> {
    const meant = this.choices.primaryAction;
    if (meant === 'restart') return this.restarts.sameSeed();
    if (meant === 'trainOn') return this.restarts.keepingWeights();
    if (meant === 'goOnSmaller') return this.smallerRate.goOn();
    if (meant === 'restartSmaller') return this.smallerRate.restart();
    if (meant !== 'pause' && this.#refuses()) return;
    await this.#press('primary', async (trainer) => {
      if (this.choices.primaryAction !== meant) return; // a second press, meant for the same
      if (meant === 'train') await this.#opening.openChanges(trainer);
      if (meant === 'resume') await this.live.goOn(trainer);
      await trainer.request(meant === 'pause' ? 'pause' : 'train', {});
    });
  }

  /** Trains, pauses, resumes; where that means to begin another run, does nothing but says so. */
  async goOnOrPause(): Promise<void> {
    const meant = this.choices.primaryAction;
    if (meant !== 'restart' && meant !== 'restartSmaller' && meant !== 'trainOn') return this.primary();
    const { session, messages } = this.#surroundings;
    const ways = meant === 'trainOn' ? 'Train on or Restart' : 'Restart';
    messages.say(`This run has ${ended(session.phase)}: Space leaves it as it is, press ${ways}`);
  }

  async step(unit: 'batch' | 'epoch' = 'batch'): Promise<void> {
    if (!this.choices.enabled.includes('step') || this.#refuses()) return;
    await this.#press('step', async (trainer) => {
      if (this.#surroundings.session.phase === 'ready') await this.#opening.openChanges(trainer);
      else await this.live.goOn(trainer);
      if (unit === 'batch') await trainer.request('step', { unit });
      else this.#stepEpoch(trainer);
    });
  }

  async stop(): Promise<void> {
    await this.#press('stop', async (trainer) => {
      await trainer.request('stop', {});
    });
  }

  /** An epoch may take long: it is not waited for, so that Pause overtakes it. */
  #stepEpoch(trainer: TrainerClient): void {
    if (this.#stepping) return;
    this.#stepping = true;
    void this.#surroundings.messages.guard(async () => {
      await trainer.request('step', { unit: 'epoch' }).finally(() => (this.#stepping = false));
    });
  }

  /** A run that stands still goes on with its own network, whatever the edited one lacks. */
  #refuses(): boolean {
    return this.refusal.refuses(this.#surroundings.session.goesOn ? 'network' : undefined);
  }

  /** A press of a button counts if the button is still enabled when its turn comes. */
  #press(button: TransportButton, command: Command): Promise<void> {
    return this.#commands.give(async (trainer) => {
      if (this.choices.enabled.includes(button)) await command(trainer);
    });
  }

  async #attempt(action: () => Promise<void>): Promise<void> {
    await this.#surroundings.messages.guard(action);
    this.#sayWhyItFailed();
  }

  /** A run that failed while it was begun refuses what follows: what it failed by is told, not that. */
  #sayWhyItFailed(): void {
    const { session, messages } = this.#surroundings;
    const { status } = session;
    if (status?.phase !== 'failed' || status.diverged || !status.message || messages.current?.kind !== 'error') return;
    messages.fail(status.message, () => session.status?.run === status.run);
  }
}

function ended(phase: Phase): string {
  return phase === 'stopped' || phase === 'failed' ? phase : 'finished';
}
