import { setTimeout as pause } from 'node:timers/promises';
import { notebook002 } from '../../src-core/architecture/presets/notebook-002';
import { splitExamples } from '../../src-core/data/dataset';
import { xorDataset } from '../../src-core/data/sources/xor';
import { InputError } from '../../src-core/input-error';
import { areLanesReady, type WasmKernels } from '../../src-core/kernels/wasm';
import { timeOfEpoch } from './epoch-time';
import { openKernelsInWorker } from './kernels';
import type { WorkerSide } from './lanes';
import { RunWriter } from './run-folder';
import type { PredictionTask, WorkerMessage } from './worker-messages';

type Predict = (task: PredictionTask) => Promise<WorkerMessage>;

/** A tenth of a second. */
const WARM_UPS = 2;
/**
 * What lanes are given to move apart, a dense layer: for many examples it takes two of them some 5 ms, and for few one of them
 * half a millisecond. They are apart where they need less than this share of the time that one needs; tried so often at most.
 */
const SPREADING = { few: 32, many: 512, inFeatures: 1024, outFeatures: 512, most: 5, apart: 0.75 };

/** JavaScript is slow until it has been compiled, which must not count against the shortest steps: so these come first. */
async function warmUp(predict: Predict): Promise<void> {
  const { network, settings } = notebook002;
  const { training, test } = xorDataset();
  const task = { network, settings, splits: splitExamples(training, test, settings) };
  for (let i = 0; i < WARM_UPS; i++) await predict(task);
}

/**
 * Lanes that slept are woken on the processor of who wakes them. Where they meet every few microseconds they stay there, one
 * waiting for the other, for longer than a prediction takes; the system moves them apart once both have much to do without a
 * meeting. Returns what gives them that until several are faster than one, but a few times only: other programs may have the rest.
 */
function laneSpreader(kernels: WasmKernels, now: () => number): () => void {
  const { few, many, inFeatures, outFeatures } = SPREADING;
  const [x, y] = [kernels.allocate(many * inFeatures), kernels.allocate(many * outFeatures)];
  const weight = kernels.allocate(inFeatures * outFeatures);
  const multiply = (n: number): void => {
    kernels.dense(x, weight, null, y, n, inFeatures, outFeatures);
  };
  const share = kernels.record(() => {
    multiply(many);
  });
  const timeOf = (work: () => void): number => {
    const start = now();
    work();
    return now() - start;
  };
  const takeFew = (): void => {
    multiply(few);
  };
  return () => {
    if (kernels.lanes.lanes === 1 || !areLanesReady(kernels.lanes)) return;
    const one = (many / few) * Math.min(timeOf(takeFew), timeOf(takeFew), timeOf(takeFew));
    for (let i = 0; i < SPREADING.most && timeOf(share) > SPREADING.apart * one; i++);
  };
}

/** In the memory of the prediction before. */
function predictWith(kernels: WasmKernels): Predict {
  const writer = RunWriter.discarded();
  const now = (): number => performance.now();
  return async (task) => {
    kernels.reset();
    const spread = laneSpreader(kernels, now);
    try {
      return { kind: 'predicted', seconds: await timeOfEpoch(task, kernels, writer, now, spread) };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { kind: 'notPredicted', message: error.message };
    }
  };
}

/** Predicts for as long as the thread lives, on lanes and in memory of its own, which all predictions share; asleep in between. */
export async function runPredictions({
  post,
  listen,
  askForLanes,
}: Pick<WorkerSide, 'post' | 'listen' | 'askForLanes'>): Promise<void> {
  const kernels = openKernelsInWorker({ askForLanes });
  const predict = predictWith(kernels);
  await warmUp(predict);
  while (!areLanesReady(kernels.lanes)) await pause(1);
  listen((task) => {
    void predict(task).then(post);
  });
}
