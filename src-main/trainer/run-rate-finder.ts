import { findLearningRate } from '../../src-core/training/learning-rate-finder';
import { openKernelsInWorker } from './kernels';
import type { WorkerSide } from './lanes';
import type { WorkerTask } from './worker-messages';

/** Tries learning rates, on all lanes, and tells of each. */
export function runRateFinder(
  { network, settings, splits }: WorkerTask & { kind: 'findRate' },
  side: Pick<WorkerSide, 'post' | 'askForLanes'>,
): void {
  const kernels = openKernelsInWorker(side);
  for (const point of findLearningRate(network, settings, splits, kernels)) side.post({ kind: 'rateTried', point });
  side.post({ kind: 'ratesTried' });
}
