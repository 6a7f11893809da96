import { InputError } from '../../src-core/input-error';
import type { Result } from '../../src-core/protocol/methods';
import type { TestLook } from '../../src-core/protocol/runs';
import { evaluateInWorker, type EvaluationInWorker } from './evaluate-in-worker';
import type { Run } from './run';

/** The test set of a session, and each time that it is known to have been opened. */
export class TestSet {
  readonly #workerFile: string;
  readonly #tell: (run: number, progress: { done: number; count: number }) => void;
  #evaluation: EvaluationInWorker | null = null;
  /** As JSON, since a run may be opened again. */
  readonly #looks = new Set<string>();

  /** `tell`: how far an evaluation has come, images. */
  constructor(workerFile: string, tell: (run: number, progress: { done: number; count: number }) => void) {
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
    const { values, step } = run.weights();
    const task = { kind: 'evaluate', network: run.network, weights: values, examples: run.splits.test } as const;
    this.#evaluation = evaluateInWorker(this.#workerFile, task, (progress) => {
      this.#tell(run.number, progress);
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
