import { InputError } from '../../src-core/input-error';
import type { DetailedEvaluation } from '../../src-core/metrics/evaluation';
import type { Result } from '../../src-core/protocol/methods';
import type { TestLook } from '../../src-core/protocol/runs';
import type { Run } from './run';
import { seldom, taskInWorker, type TaskInWorker } from './task-in-worker';

/** Images. */
interface Progress {
  readonly done: number;
  readonly count: number;
}

/** The test set of a session, and each time that it is known to have been opened. */
export class TestSet {
  readonly #workerFile: string;
  readonly #tell: (run: number, progress: Progress) => void;
  #evaluation: TaskInWorker<DetailedEvaluation> | null = null;
  /** As JSON, since a run may be opened again. */
  readonly #looks = new Set<string>();

  /** `tell`: how far an evaluation has come. */
  constructor(workerFile: string, tell: (run: number, progress: Progress) => void) {
    this.#workerFile = workerFile;
    this.#tell = tell;
  }

  get looks(): number {
    return this.#looks.size;
  }

  /** Those of a run that has become known. */
  add(looks: readonly TestLook[]): void {
    for (const look of looks) this.#looks.add(JSON.stringify(look));
  }

  /** Opens it for the present weights of a run, which has looked when there is a result. Null: cancelled. */
  async evaluate(run: Run): Promise<Result<'evaluateTest'>> {
    if (this.#evaluation) throw new InputError('The test set is being evaluated already.');
    const { values, step } = run.newest.weights();
    const task = { kind: 'evaluate', network: run.network, weights: values, examples: run.splits.test } as const;
    const tell = seldom((progress: Progress) => {
      this.#tell(run.number, progress);
    });
    this.#evaluation = taskInWorker(this.#workerFile, task, (message) => {
      if (message.kind === 'evaluating') tell({ done: message.done, count: message.count });
      return message.kind === 'evaluated' ? message.evaluation : null;
    });
    try {
      const evaluation = await this.#evaluation.result;
      if (!evaluation) return null;
      const { count, loss, accuracy } = evaluation;
      const look = { at: Date.now(), step, count, loss, accuracy };
      this.add([look]);
      run.testLooks.push(look);
      return { ...evaluation, step };
    } finally {
      this.#evaluation = null;
    }
  }

  cancel(): void {
    this.#evaluation?.cancel();
  }
}
