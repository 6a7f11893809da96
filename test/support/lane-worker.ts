import { parentPort, workerData } from 'node:worker_threads';
import { createLane, type EncodedPlan } from '../../src-core/kernels/wasm';

// A thread of lanes.ts: runs its lane whenever it is told to.

/** What to run, and as which lane. */
export interface LaneOrder {
  readonly plan: EncodedPlan;
  readonly lane: number;
  readonly lanes: number;
}

const { module, memory } = workerData as { module: WebAssembly.Module; memory: WebAssembly.Memory };
const run = createLane(module, memory);
parentPort!.on('message', ({ plan, lane, lanes }: LaneOrder) => {
  run(plan, 1, lane, lanes);
});
parentPort!.postMessage('ready');
