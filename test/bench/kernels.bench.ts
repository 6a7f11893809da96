import { resolve } from 'node:path';
import { it } from 'vitest';
import { splitExamples, type Splits } from '../../src-core/data/dataset';
import type { Kernels } from '../../src-core/kernels/kernels';
import { referenceKernels } from '../../src-core/kernels/reference';
import { createWasmKernels, type WasmKernels } from '../../src-core/kernels/wasm';
import { plainModule, relaxedModule } from '../../src-core/kernels/wasm/modules';
import { flopsOfPlan } from '../../src-core/kernels/wasm/work';
import { recordingKernels, runPlan, type KernelCall } from '../../src-core/model/plan';
import { prepareTraining } from '../../src-core/training/prepare';
import { train } from '../../src-core/training/train';
import { loadMnist } from '../../src-main/trainer/datasets';
import { benchNetworks, type BenchNetwork } from '../support/bench-networks';
import { compile } from '../support/kernels';
import { startLanes } from '../support/lanes';
import { summarize } from '../support/timings';

const ROUNDS = 5;
/** Milliseconds of steps in each round; at least one step. */
const SLICE = 400;
/** A turn of registerPeak is 96 operations. */
const PEAK_TURNS = 2_000_000;

/**
 * The calls of a step of these kernels, which has been taken once. From now on the learning rate is 0: a network that meets
 * one batch again and again would learn it until its gradients are subnormal numbers, with which processors are slow.
 */
function recordStep({ network, settings }: BenchNetwork, splits: Splits, kernels: Kernels): KernelCall[] {
  const plan: KernelCall[] = [];
  const training = prepareTraining(network, settings, splits, recordingKernels(kernels, plan));
  train(training).next();
  training.optimizer.prepare(0, 2);
  return plan;
}

/** Steps a second. */
function measure(step: () => void): number {
  const start = performance.now();
  let [steps, now] = [0, start];
  for (; steps === 0 || now - start < SLICE; now = performance.now()) {
    step();
    steps++;
  }
  return (steps * 1000) / (now - start);
}

/** The machine's most with instructions of this kind, GFLOP/s on one thread. */
function peakOf(kernels: WasmKernels): number {
  const start = performance.now();
  kernels.registerPeak(PEAK_TURNS);
  return (96 * PEAK_TURNS) / (performance.now() - start) / 1e6;
}

/** Something that can take steps of one network. */
interface Contender {
  readonly name: string;
  /** Takes `steps` steps. */
  readonly step: () => void;
  readonly steps: number;
  readonly end: () => Promise<void>;
  readonly peak: (() => number) | null;
  readonly rates: number[];
  readonly peaks: number[];
}

const contender = (parts: Pick<Contender, 'name' | 'step'> & Partial<Contender>): Contender => {
  return { steps: 1, end: () => Promise.resolve(), peak: null, rates: [], peaks: [], ...parts };
};

/** Floating-point operations that one entry of two lanes is good for: waking the other thread from here costs more than a small step. */
const LANES_AT_ONCE = 2e9;

async function contenders(bench: BenchNetwork, splits: Splits): Promise<{ all: Contender[]; flops: number }> {
  const plan = recordStep(bench, splits, referenceKernels);
  const flops = flopsOfPlan(plan);
  const all = [contender({ name: 'reference', step: () => runPlan(plan, referenceKernels) })];
  for (const [bytes, lanes] of [
    [plainModule(), 1],
    [relaxedModule(), 1],
    [relaxedModule(), 2],
  ] as const) {
    const module = compile(bytes);
    const kernels = createWasmKernels({ name: bytes.name, module, lanes });
    const steps = lanes === 1 ? 1 : Math.min(1000, Math.ceil(LANES_AT_ONCE / flops));
    const recorded = recordStep(bench, splits, kernels);
    const encoded = kernels.encodePlan(Array.from({ length: steps }, () => recorded).flat());
    const threads = await startLanes(module, kernels.memory, lanes);
    const step = (): void => {
      threads.start(encoded);
      kernels.runPlan(encoded, lanes);
    };
    for (let i = 0; i < 3; i++) step(); // until it is compiled for speed
    const name = `${bytes.name}, ${lanes} ${lanes === 1 ? 'lane' : 'lanes'}`;
    all.push(contender({ name, step, steps, end: () => threads.end(), peak: () => peakOf(kernels) }));
  }
  return { all, flops };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

it.each(benchNetworks)(
  'a step of $id by every kind of kernels, interleaved',
  async (bench) => {
    const { training, test } = await loadMnist(resolve('resources/mnist'));
    const { all, flops } = await contenders(bench, splitExamples(training, test, bench.settings));
    for (let round = 0; round < ROUNDS; round++) {
      for (const { step, steps, rates, peak, peaks } of all) {
        rates.push(measure(step) * steps * bench.settings.batchSize);
        if (peak) peaks.push(peak());
      }
    }
    const reference = median(all[0].rates);
    console.log(`${bench.id}: ${(flops / bench.settings.batchSize / 1e6).toFixed(3)} MFLOP an image`);
    for (const { name, rates, peaks } of all) {
      const gflops = (median(rates) / bench.settings.batchSize) * (flops / 1e9);
      const share =
        peaks.length > 0
          ? `, ${((100 * gflops) / median(peaks)).toFixed(0)} % of one lane's peak of ${median(peaks).toFixed(1)}`
          : '';
      console.log(
        `${summarize(`  ${name}`, rates, 'images/s')}; ${gflops.toFixed(1)} GFLOP/s${share}; ${(median(rates) / reference).toFixed(1)} × the reference`,
      );
    }
    await Promise.all(all.map(({ end }) => end()));
  },
  600_000,
);
