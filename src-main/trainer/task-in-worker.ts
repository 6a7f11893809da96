import { InputError } from '../../src-core/input-error';
import { startWorker } from './lanes';
import type { WorkerMessage, WorkerTask } from './worker-messages';

/** A task that goes on in a thread of its own, beside whatever is training. */
export interface TaskInWorker<Result> {
  /** Null when it was cancelled. Rejects with an InputError when it fails. */
  readonly result: Promise<Result | null>;
  /** Ends it; once there is a result, does nothing. */
  cancel(): void;
}

/** Starts one; `file`: training-worker.js as the build made it. `take` is told all that the thread tells, and returns the result when that is it. */
export function taskInWorker<Result>(
  file: string,
  task: WorkerTask,
  take: (message: WorkerMessage) => Result | null,
): TaskInWorker<Result> {
  let cancel = (): void => undefined;
  const result = new Promise<Result | null>((resolve, reject) => {
    const worker = startWorker(file, task, (message) => {
      if (message.kind === 'failed' || message.kind === 'died') reject(new InputError(message.message));
      const taken = take(message);
      if (taken !== null) resolve(taken);
    });
    cancel = () => {
      worker.terminate();
      resolve(null);
    };
  });
  return { result, cancel: () => cancel() };
}

/** Time between two reports of a task to the window, milliseconds. */
const INTERVAL = 50;

/** Passes on what comes often, but not too often. */
export function seldom<Report>(tell: (report: Report) => void): (report: Report) => void {
  let last = -Infinity;
  return (report) => {
    if (performance.now() - last < INTERVAL) return;
    last = performance.now();
    tell(report);
  };
}
