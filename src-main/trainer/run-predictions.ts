import { setTimeout as pause } from 'node:timers/promises';
import { notebook002 } from '../../src-core/architecture/presets/notebook-002';
import { splitExamples } from '../../src-core/data/dataset';
import { xorDataset } from '../../src-core/data/sources/xor';
import { InputError } from '../../src-core/input-error';
import { areLanesReady, type WasmKernels } from '../../src-core/kernels/wasm';
import { timeOfEpoch } from './epoch-time';
import { allLanes, openKernelsOnLanes } from './kernels';
import { RunWriter } from './run-folder';
import type { PredictionTask, WorkerMessage } from './worker-messages';

type Predict = (task: PredictionTask) => Promise<WorkerMessage>;

/** A tenth of a second. */
const WARM_UPS = 2;

/** JavaScript is slow until it has been compiled, which must not count against the shortest steps: so these come first. */
async function warmUp(predict: Predict): Promise<void> {
  const { network, settings } = notebook002;
  const { training, test } = xorDataset();
  const task = { network, settings, splits: splitExamples(training, test, settings) };
  for (let i = 0; i < WARM_UPS; i++) await predict(task);
}

/**
 * Lanes that slept are woken on the processor of who wakes them. Where they meet every few microseconds they stay there, one
 * waiting for the other, for longer than a prediction takes; the system moves them apart once both have much to do.
 */
function spreadLanes(kernels: WasmKernels): void {
  const [n, side] = [128, 1024];
  const [x, y, weight] = [kernels.allocate(n * side), kernels.allocate(n * side), kernels.allocate(side * side)];
  const again = kernels.record(() => {
    kernels.dense(x, weight, null, y, n, side, side);
  });
  again(3);
}

/** In the memory of the prediction before. */
function predictWith(kernels: WasmKernels): Predict {
  const writer = RunWriter.discarded();
  return async (task) => {
    kernels.reset();
    spreadLanes(kernels);
    kernels.reset();
    try {
      return { kind: 'predicted', seconds: await timeOfEpoch(task, kernels, writer, () => performance.now()) };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { kind: 'notPredicted', message: error.message };
    }
  };
}

/** Predicts for as long as the thread lives, on lanes and in memory of its own, which all predictions share; asleep in between. */
export async function runPredictions(
  listen: (take: (task: PredictionTask) => void) => void,
  post: (message: WorkerMessage) => void,
  workerFile: string,
): Promise<void> {
  const { kernels } = openKernelsOnLanes(workerFile, allLanes());
  const predict = predictWith(kernels);
  await warmUp(predict);
  while (!areLanesReady(kernels.lanes)) await pause(1);
  listen((task) => {
    void predict(task).then(post);
  });
}
