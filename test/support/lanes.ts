import { once } from 'node:events';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build, type Rolldown } from 'vite';
import type { EncodedPlan } from '../../src-core/kernels/wasm';
import type { LaneOrder } from './lane-worker';

/** lane-worker.ts as one piece of JavaScript. */
async function workerCode(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: resolve('test/support/lane-worker.ts'),
      write: false,
      rolldownOptions: { output: { format: 'cjs' } },
    },
  });
  return (output as Rolldown.RolldownOutput).output[0].code;
}
let code: Promise<string> | undefined;

/** Threads for all lanes but the first, which is the caller's own. */
export interface Lanes {
  /** Has each thread run its lane of a plan; the caller then has to run the first. */
  start(plan: EncodedPlan): void;
  end(): Promise<void>;
}

export async function startLanes(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  lanes: number,
): Promise<Lanes> {
  code ??= workerCode();
  const text = await code;
  const workers = Array.from(
    { length: lanes - 1 },
    () => new Worker(text, { eval: true, workerData: { module, memory } }),
  );
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  return {
    start: (plan) => {
      workers.forEach((worker, i) => {
        worker.postMessage({ plan, lane: i + 1, lanes } satisfies LaneOrder);
      });
    },
    end: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
