import { InputError } from '../../src-core/input-error';
import type { Run } from './run';
import type { RunDriver } from './run-driver';
import type { Keep } from './worker-messages';

const OVERTAKEN = 'Another network was opened meanwhile.';

/** Another attempt to make a run the present one came after this one. */
export class Overtaken extends InputError {
  constructor() {
    super(OVERTAKEN);
  }
}

/** An attempt to make another run the present one. */
export interface Opening {
  /** Throws an InputError when it is not wanted any more, as another one came after it. */
  readonly check: () => void;
}

interface PresentContext {
  readonly driverOf: (run: Run, keep: Keep | null) => RunDriver;
  /** Is told of a run that gives way to another though it could not be saved. */
  readonly onLoss: (run: Run) => void;
  /** Is told of a run that gives way to another where it has diverged, while nobody writes it. */
  readonly onFailure: (run: Run) => Promise<void>;
}

/** The run that the trainer is at and who drives it, and how another takes its place. */
export class PresentRun {
  readonly #context: PresentContext;
  #run: Run | null = null;
  #driver: RunDriver | null = null;
  #runs = 0;
  #openings = 0;
  /** Until the present run is built, or failed to be. */
  #beginning: Promise<void> = Promise.resolve();
  /** The latest attempt, until it has come to something or failed. */
  #attempt: Promise<unknown> = Promise.resolve();

  constructor(context: PresentContext) {
    this.#context = context;
  }

  /** Null: there is none. */
  get run(): Run | null {
    return this.#run;
  }

  get driver(): RunDriver | null {
    return this.#driver;
  }

  /** Throws an InputError while there is none that could be asked. */
  get opened(): Run {
    if (!this.#run || this.#run.phase === 'loading') throw new InputError('No network is open yet.');
    return this.#run;
  }

  /** The same; null where there is none. */
  get openedOrNull(): Run | null {
    return this.#run?.phase === 'loading' ? null : this.#run;
  }

  get nextNumber(): number {
    return this.#runs + 1;
  }

  /** Resolves when the present run is built, or failed to be. */
  get isBuilt(): Promise<void> {
    return this.#beginning;
  }

  /** Another run is to take its place; whoever else was about to gives way. */
  attempt<T>(open: (opening: Opening) => Promise<T>): Promise<T> {
    const number = ++this.#openings;
    const check = (): void => {
      if (number !== this.#openings) throw new Overtaken();
    };
    const opened = open({ check });
    this.#attempt = opened.catch(() => undefined);
    return opened;
  }

  /** Resolves when nobody is about to take its place. */
  async untilQuiet(): Promise<void> {
    for (let last: Promise<unknown> | null = null; last !== this.#attempt;) {
      last = this.#attempt;
      await last;
    }
  }

  /** Makes a run the present one, once the one before is on the disk. */
  async replace(run: Run, keep: Keep | null, opening: Opening): Promise<void> {
    await this.settle();
    opening.check();
    if (this.#run?.diverged && this.#run.id !== run.id) await this.#context.onFailure(this.#run);
    opening.check();
    if (this.#run?.saveFailure && this.#driver?.isSaved === false) this.#context.onLoss(this.#run);
    this.#driver?.dismiss(OVERTAKEN);
    this.#runs = run.number;
    this.#run = run;
    this.#driver = this.#context.driverOf(run, keep);
    if (run.past) return;
    const beginning = this.#driver.begin();
    this.#beginning = beginning.catch(() => undefined);
    await beginning;
  }

  /** Pauses what is trained; resolves when it is on the disk. */
  async settle(): Promise<void> {
    await this.#driver?.settle();
  }

  /** Commands something that ends in standing still; answered at once when that is so already. */
  async halt(command: 'pause' | 'step' | 'epoch' | 'stop'): Promise<{ step: number }> {
    const run = this.opened;
    const still = run.phase !== 'training';
    if (still && (command !== 'stop' || !run.canGoOn)) return { step: run.step };
    return this.#driver?.halt(command) ?? { step: run.step };
  }

  /** It leaves the disk: resolves when nobody writes it any more. Throws an InputError while it is trained. */
  async letGo(): Promise<void> {
    // Another may be the present one when this one is saved.
    const [run, driver] = [this.#run, this.#driver];
    if (run?.phase === 'training') throw new InputError('This run is being trained: pause or stop it to delete it.');
    await driver?.settle();
    driver?.dismiss(OVERTAKEN);
    run?.forget();
  }
}
