import { InputError } from '../../src-core/input-error';
import type { DetailedEvaluation } from '../../src-core/metrics/evaluation';
import { startWorker } from './lanes';
import type { WorkerTask } from './worker-messages';

/** Time between two reports, milliseconds. */
const INTERVAL = 50;

/** Evaluates in a thread of its own, beside whatever is training. Throws an InputError when that fails. */
export function evaluateInWorker(
  file: string,
  task: WorkerTask & { kind: 'evaluate' },
  onProgress: (progress: { done: number; count: number }) => void,
): Promise<DetailedEvaluation> {
  let lastReport = -Infinity;
  return new Promise((resolve, reject) => {
    startWorker(file, task, (message) => {
      if (message.kind === 'evaluated') resolve(message.evaluation);
      if (message.kind === 'failed') reject(new InputError(message.message));
      if (message.kind !== 'evaluating' || performance.now() - lastReport < INTERVAL) return;
      lastReport = performance.now();
      onProgress({ done: message.done, count: message.count });
    });
  });
}
