import { InputError } from '../../src-core/input-error';
import { startStandingWorker, type StandingWorkerHandle } from './lanes';
import type { PredictionTask, WorkerMessage } from './worker-messages';

interface Request {
  readonly task: PredictionTask;
  readonly resolve: (seconds: number) => void;
  readonly reject: (error: InputError) => void;
}

/** Finds out how long epochs take, one after the other, in a thread that begins with the first question and stays. */
export class EpochPredictor {
  readonly #file: string;
  #worker: StandingWorkerHandle | null = null;
  #running: Request | null = null;
  #waiting: Request | null = null;

  /** `file`: training-worker.js as the build made it. */
  constructor(file: string) {
    this.#file = file;
  }

  /** Seconds of an epoch. Rejects with an InputError when there is no telling, or when another question comes before it is its turn. */
  secondsOf(task: PredictionTask): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting?.reject(new InputError('Another recipe was asked about meanwhile.'));
      this.#waiting = { task, resolve, reject };
      this.#goOn();
    });
  }

  #goOn(): void {
    if (this.#running || !this.#waiting) return;
    this.#running = this.#waiting;
    this.#waiting = null;
    this.#worker ??= startStandingWorker(this.#file, { kind: 'predict' }, (message) => {
      this.#take(message);
    });
    this.#worker.give(this.#running.task);
  }

  #take(message: WorkerMessage): void {
    const running = this.#running;
    if (message.kind === 'predicted') running?.resolve(message.seconds);
    else if (message.kind === 'notPredicted' || message.kind === 'failed' || message.kind === 'died') {
      running?.reject(new InputError(message.message));
    }
    // The thread is over: the next question begins another one.
    if (message.kind === 'failed' || message.kind === 'died') this.#worker = null;
    this.#running = null;
    this.#goOn();
  }
}
