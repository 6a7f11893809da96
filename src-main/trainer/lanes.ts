import { parentPort, receiveMessageOnPort, Worker, workerData } from 'node:worker_threads';
import type { LiveSettings } from '../../src-core/architecture/live-settings';
import type { LaneSetup } from '../../src-core/kernels/wasm';
import type { PredictionTask, WorkerMessage, WorkerTask } from './worker-messages';

// The only file that knows worker_threads: who starts workers and who runs in one both come here.

/** A worker at work. */
export interface WorkerHandle {
  /** Ends it wherever it is. No message comes afterwards. */
  terminate(): void;
}

/** A worker that trains. */
export interface TrainingHandle extends WorkerHandle {
  /** Settings to go on by; it looks for them when it is commanded something (`Control.repeat`). */
  change(settings: LiveSettings): void;
}

/** A worker that waits for work. */
export interface StandingWorkerHandle {
  give(task: PredictionTask): void;
}

/**
 * Starts a thread for a task; `file` is training-worker.js as the build made it. Should the thread die, that comes as a
 * `died` message, the last.
 */
export function startWorker(
  file: string,
  task: WorkerTask,
  onMessage: (message: WorkerMessage) => void,
): TrainingHandle {
  const worker = launch(file, task, onMessage);
  return {
    change: (settings) => {
      worker.postMessage(settings);
    },
    terminate: () => {
      worker.removeAllListeners();
      // What it may still throw is nobody's any more; unheard it would end the whole process.
      worker.on('error', () => undefined);
      void worker.terminate();
    },
  };
}

/** The same for a thread that stays, for what it is given one after the other. It does not keep the program running. */
export function startStandingWorker(
  file: string,
  task: WorkerTask,
  onMessage: (message: WorkerMessage) => void,
): StandingWorkerHandle {
  const worker = launch(file, task, onMessage);
  worker.unref();
  return {
    give: (work) => {
      worker.postMessage(work);
    },
  };
}

function launch(file: string, task: WorkerTask, onMessage: (message: WorkerMessage) => void): Worker {
  const worker = new Worker(file, { workerData: task });
  let fault = '';
  worker.on('message', onMessage);
  worker.on('error', (error) => {
    fault = `: ${error.message}`;
  });
  // One that has done its task ends by 0.
  worker.on('exit', (code) => {
    if (code !== 0) onMessage({ kind: 'died', message: `A thread ended by a fault of the program${fault}.` });
  });
  return worker;
}

/**
 * Starts a thread for each lane but the first, which is the caller's own; `file` as above. They sleep while there is nothing
 * to do, and do not keep the program running.
 */
export function startLanes(file: string, setup: LaneSetup): WorkerHandle {
  const workers = Array.from({ length: setup.lanes - 1 }, (_, i) => {
    const worker = new Worker(file, { workerData: { kind: 'lane', setup, lane: i + 1 } satisfies WorkerTask });
    worker.unref();
    return worker;
  });
  return {
    terminate: () => {
      for (const worker of workers) void worker.terminate();
    },
  };
}

/** For the worker itself: its task, the way to tell of it, and what it is given afterwards, whether it waits for that or looks. */
export function workerSide(): {
  task: WorkerTask;
  post: (message: WorkerMessage) => void;
  listen: (take: (work: PredictionTask) => void) => void;
  nextChange: () => LiveSettings | null;
} {
  return {
    task: workerData as WorkerTask,
    post: (message) => parentPort?.postMessage(message),
    listen: (take) => parentPort?.on('message', take),
    nextChange: () => {
      const received = parentPort && receiveMessageOnPort(parentPort);
      return received ? (received.message as LiveSettings) : null;
    },
  };
}
