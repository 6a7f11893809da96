import type { TrainerEnd } from '../../src-core/protocol/bridge';
import type { Status } from '../../src-core/protocol/status';
import type { Messages } from './messages.svelte';
import type { NetworkFile } from './network-file.svelte';
import type { RunControls } from './run-controls.svelte';
import type { RunList } from './run-list.svelte';
import type { Session } from './session.svelte';
import type { TrainerClient } from './trainer-client';
import { TrainerLoss } from './trainer-loss.svelte';
import { UnfinishedRun } from './unfinished-run.svelte';

/** The page that the workbench is in, as far as it has to do with beginning again. */
export interface Surroundings {
  /** Connects the trainer's client to the trainer, which is started where it has ended. Gives its end where it rests; else null. */
  readonly connect: () => Promise<TrainerEnd | null>;
  /** Lasts beyond the end of the program; null: nothing does. */
  readonly storage: Storage | null;
  /** Lasts as long as the window, however often its page is loaded; null: nothing does. */
  readonly windowStorage: Storage | null;
}

/** How a run goes on past the end of the trainer, of the page and of the program. */
export class Survival {
  readonly loss: TrainerLoss;
  readonly unfinished: UnfinishedRun;
  readonly #session: Session;
  readonly #controls: RunControls;
  readonly #file: NetworkFile;
  readonly #runs: RunList;

  constructor(
    session: Session,
    controls: RunControls,
    file: NetworkFile,
    runs: RunList,
    messages: Messages,
    { connect, storage }: Surroundings,
  ) {
    this.#session = session;
    this.#controls = controls;
    this.#file = file;
    this.#runs = runs;
    this.loss = new TrainerLoss(session, messages, {
      connect,
      resume: (status, isSaved) => this.#resume(status, isSaved),
    });
    this.unfinished = new UnfinishedRun(session, runs, storage, (id) => this.#goOn(id));
  }

  /** The page was loaded while the trainer is at something: goes on with that. False: it is at nothing. */
  readonly takeOver = async (trainer: TrainerClient): Promise<boolean> => {
    const present = await trainer.request('present', {});
    if (!present) return false;
    this.#session.takeOver(present);
    if (this.#file.isUntouched) this.#takeRecipe();
    this.#controls.applySoon(false); // what was still being typed when the page before went
    return true;
  };

  /** Another process has taken the place of the trainer: goes on where the one before it was last saved. */
  async #resume(status: Status | null, isSaved: boolean): Promise<void> {
    const id = isSaved ? (status?.id ?? null) : null;
    await this.#controls.handover.begin(async (trainer) => {
      if (id === null) return false;
      this.#session.takeOver(await trainer.request('openRun', { id }), true);
      if (status?.phase === 'training') await trainer.request('train', {});
      return true;
    });
    await this.#runs.goOn();
    await this.unfinished.look();
    this.#controls.applySoon(false); // what was changed in the form meanwhile
  }

  /** Opens a run of an earlier session and trains it. A network with changes that are in no file stays on the table. */
  async #goOn(id: string): Promise<boolean> {
    if (!(await this.#controls.handover.openRun(id))) return false;
    this.#takeRecipe();
    await this.#controls.primary();
    return true;
  }

  #takeRecipe(): void {
    const { opened } = this.#session;
    if (opened && !this.#file.dirty) this.#file.take(opened);
  }
}
