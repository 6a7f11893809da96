import { InputError } from '../../src-core/input-error';
import type { DetailedEvaluation } from '../../src-core/metrics/evaluation';
import { startWorker } from './lanes';
import type { WorkerTask } from './worker-messages';

/** Time between two reports, milliseconds. */
const INTERVAL = 50;

/** An evaluation that goes on in a thread of its own. */
export interface EvaluationInWorker {
  /** Null when it was cancelled. Rejects with an InputError when it fails. */
  readonly result: Promise<DetailedEvaluation | null>;
  /** Ends it; once there is a result, does nothing. */
  cancel(): void;
}

/** Evaluates beside whatever is training. */
export function evaluateInWorker(
  file: string,
  task: WorkerTask & { kind: 'evaluate' },
  onProgress: (progress: { done: number; count: number }) => void,
): EvaluationInWorker {
  let lastReport = -Infinity;
  let cancel = (): void => undefined;
  const result = new Promise<DetailedEvaluation | null>((resolve, reject) => {
    const worker = startWorker(file, task, (message) => {
      if (message.kind === 'evaluated') resolve(message.evaluation);
      if (message.kind === 'failed') reject(new InputError(message.message));
      if (message.kind !== 'evaluating' || performance.now() - lastReport < INTERVAL) return;
      lastReport = performance.now();
      onProgress({ done: message.done, count: message.count });
    });
    cancel = () => {
      worker.terminate();
      resolve(null);
    };
  });
  return { result, cancel: () => cancel() };
}
