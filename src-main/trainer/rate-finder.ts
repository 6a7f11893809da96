import type { RatePoint } from '../../src-core/metrics/rate-range';
import type { Result } from '../../src-core/protocol/methods';
import { seldom, taskInWorker, type TaskInWorker } from './task-in-worker';
import type { WorkerTask } from './worker-messages';

type FindRate = WorkerTask & { kind: 'findRate' };
type Points = readonly RatePoint[];

/** The search for a learning rate: one at a time, and the newest one counts. */
export class RateFinder {
  readonly #workerFile: string;
  readonly #tell: (points: Points) => void;
  #search: TaskInWorker<Points> | null = null;
  /** Of the search that counts; a cancelled one had another. */
  #number = 0;

  /** `tell`: all rates that have been tried so far. */
  constructor(workerFile: string, tell: (points: Points) => void) {
    this.#workerFile = workerFile;
    this.#tell = tell;
  }

  /** All rates that were tried; null when it was cancelled, or another search was begun. Rejects with an InputError. */
  async find(recipe: Promise<Omit<FindRate, 'kind'>>): Promise<Result<'findLearningRate'>> {
    this.cancel();
    const number = this.#number;
    const task = { kind: 'findRate', ...(await recipe) } as const;
    if (number !== this.#number) return null;
    const points: RatePoint[] = [];
    const tell = seldom<Points>(this.#tell);
    const search = taskInWorker<Points>(this.#workerFile, task, (message) => {
      if (message.kind === 'rateTried') {
        points.push(message.point);
        tell(points);
      }
      return message.kind === 'ratesTried' ? points : null;
    });
    this.#search = search;
    const found = await search.result;
    return found && { points: found };
  }

  /** Once there is a result, does nothing. */
  cancel(): void {
    this.#number++;
    this.#search?.cancel();
  }
}
