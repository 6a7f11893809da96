import { findLearningRate } from '../../src-core/training/learning-rate-finder';
import { allLanes, openKernelsOnLanes } from './kernels';
import type { WorkerMessage, WorkerTask } from './worker-messages';

/** Tries learning rates, on all lanes, and tells of each. `workerFile`: this worker's own, from which the lanes are started. */
export function runRateFinder(
  { network, settings, splits }: WorkerTask & { kind: 'findRate' },
  post: (message: WorkerMessage) => void,
  workerFile: string,
): void {
  const { kernels, terminate } = openKernelsOnLanes(workerFile, allLanes());
  try {
    for (const point of findLearningRate(network, settings, splits, kernels)) post({ kind: 'rateTried', point });
    post({ kind: 'ratesTried' });
  } finally {
    terminate();
  }
}
