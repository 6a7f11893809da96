import { resolve } from 'node:path';
import { it } from 'vitest';
import { splitExamples } from '../../src-core/data/dataset';
import { createWasmKernels, type WasmKernels } from '../../src-core/kernels/wasm';
import { relaxedModule } from '../../src-core/kernels/wasm/modules';
import { flopsOfPlan } from '../../src-core/kernels/wasm/work';
import { fuse } from '../../src-core/model/fuse';
import { recordingKernels, type KernelCall } from '../../src-core/model/plan';
import { writeGradients } from '../../src-core/model/write-gradients';
import { prepareTraining } from '../../src-core/training/prepare';
import { train } from '../../src-core/training/train';
import { BENCH_DATA, TASKS, type Task } from '../../src-main/cli/bench/workloads';
import { median } from '../../src-main/cli/bench/statistics';
import { formatTable } from '../../src-main/cli/table';
import { loadMnist } from '../../src-main/trainer/datasets';
import { compile } from '../support/kernels';
import { startLanes, type Lanes } from '../support/lanes';

// Where a step of the benchmark's networks spends its time: each call of a kernel by itself, again and again.

const ROUNDS = 5;
/** Milliseconds of each measurement of a call. */
const SLICE = 20;
const MOST_COPIES = 5000;
const LANES = 2;
/** A turn of registerPeak is 96 operations. */
const PEAK_TURNS = 2_000_000;

/** The calls of the first step of a training, fused as training fuses them. */
async function recordStep({ network, settings, batches }: Task, kernels: WasmKernels): Promise<KernelCall[]> {
  const { training, test } = await loadMnist(resolve('resources/mnist'));
  const plan: KernelCall[] = [];
  const recipe = { ...settings, batchSize: batches[0] };
  const splits = splitExamples(training, test, BENCH_DATA);
  const prepared = prepareTraining(network, recipe, splits, recordingKernels(kernels, plan));
  train(prepared).next();
  // From now on nothing is learned: gradients that become subnormal numbers would slow everything down.
  prepared.burst.prepare(0, 1, 0);
  prepared.burst.rewind();
  // What moves the cursor on would, again and again, leave the tables.
  return writeGradients(fuse(plan, [])).filter(({ kernel }) => kernel !== 'recordStep');
}

/** Microseconds of a call on so many lanes, when it follows itself as calls of a plan follow each other. */
function timeOf(call: KernelCall, kernels: WasmKernels, lanes: number, threads: Lanes): number {
  const run = (copies: number): number => {
    const plan = kernels.encodePlan(Array.from({ length: copies }, () => call));
    const start = performance.now();
    if (lanes > 1) threads.start(plan);
    kernels.runPlan(plan, lanes);
    return ((performance.now() - start) * 1000) / copies;
  };
  const copies = Math.min(MOST_COPIES, Math.max(1, Math.ceil((SLICE * 1000) / Math.min(run(1), run(10)))));
  return median(Array.from({ length: ROUNDS }, () => run(copies)));
}

/** Kernel and sizes of a call. */
function describe({ kernel, args }: KernelCall): string {
  for (const arg of args) {
    if (typeof arg !== 'object' || arg === null || !('inChannels' in arg)) continue;
    return `${kernel} ${arg.inChannels} → ${arg.outChannels}, ${arg.kernelHeight}×${arg.kernelWidth}, to ${arg.outHeight}×${arg.outWidth}`;
  }
  return [kernel, ...args.filter((arg) => typeof arg === 'number')].join(' ');
}

function peakOf(kernels: WasmKernels): number {
  const start = performance.now();
  kernels.registerPeak(PEAK_TURNS);
  return (96 * PEAK_TURNS) / (performance.now() - start) / 1e6;
}

const trainings = TASKS.filter(({ what }) => what === 'training').map((task) => ({
  task,
  name: `${task.workload}, ${task.network.name}, batch ${task.batches[0]}`,
}));

it.each(trainings)('where a step of $name spends its time', async ({ task, name }) => {
  const module = compile(relaxedModule());
  const kernels = createWasmKernels({ name: 'relaxed', module, lanes: LANES });
  const plan = await recordStep(task, kernels);
  const threads = await startLanes(module, kernels.memory, LANES);
  const calls = plan.map((call) => ({
    what: describe(call),
    flops: flopsOfPlan([call]),
    times: [1, LANES].map((lanes) => timeOf(call, kernels, lanes, threads)),
  }));
  await threads.end();
  const peak = median(Array.from({ length: ROUNDS }, () => peakOf(kernels)));
  const [alone, together] = [0, 1].map((i) => calls.reduce((sum, { times }) => sum + times[i], 0));
  const rows = calls.map(({ what, flops, times }) => {
    const share = flops > 0 ? `${((100 * flops) / times[0] / 1000 / peak).toFixed(0)} %` : '';
    return [what, ...times.map((time) => time.toFixed(2)), `${((100 * times[0]) / alone).toFixed(1)} %`, share];
  });
  console.log(
    `${name}: ${alone.toFixed(1)} µs on one lane, ${together.toFixed(1)} on ${LANES}; peak ${peak.toFixed(1)}`,
  );
  console.log(formatTable([['call', 'µs', `on ${LANES}`, 'of the step', 'of the peak'], ...rows], 1));
});
