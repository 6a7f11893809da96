import { setTimeout as pause } from 'node:timers/promises';
import { InputError } from '../../src-core/input-error';
import type { Kernels } from '../../src-core/kernels/kernels';
import { areLanesReady } from '../../src-core/kernels/wasm';
import { timeOfEpoch } from './epoch-time';
import { allLanes, openKernelsOnLanes } from './kernels';
import type { PredictionTask, WorkerMessage } from './worker-messages';

function predict(task: PredictionTask, kernels: Kernels): WorkerMessage {
  try {
    return { kind: 'predicted', seconds: timeOfEpoch(task, kernels, () => performance.now()) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { kind: 'notPredicted', message: error.message };
  }
}

/** Predicts for as long as the thread lives, on lanes and in memory of its own, which all predictions share; asleep in between. */
export async function runPredictions(
  listen: (take: (task: PredictionTask) => void) => void,
  post: (message: WorkerMessage) => void,
  workerFile: string,
): Promise<void> {
  const { kernels } = openKernelsOnLanes(workerFile, allLanes());
  while (!areLanesReady(kernels.lanes)) await pause(1);
  listen((task) => {
    kernels.reset();
    post(predict(task, kernels));
  });
}
