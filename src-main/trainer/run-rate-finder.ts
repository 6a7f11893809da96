import type { LaneSetup } from '../../src-core/kernels/wasm';
import { findLearningRate } from '../../src-core/training/learning-rate-finder';
import { allLanes, openKernels } from './kernels';
import type { WorkerMessage, WorkerTask } from './worker-messages';

interface Finder {
  readonly post: (message: WorkerMessage) => void;
  readonly askForLanes: (setup: LaneSetup) => void;
}

/** Tries learning rates, on all lanes, and tells of each. */
export function runRateFinder(
  { network, settings, splits }: WorkerTask & { kind: 'findRate' },
  { post, askForLanes }: Finder,
): void {
  const kernels = openKernels('wasm', allLanes());
  askForLanes(kernels.lanes);
  for (const point of findLearningRate(network, settings, splits, kernels)) post({ kind: 'rateTried', point });
  post({ kind: 'ratesTried' });
}
