import { setTimeout as pause } from 'node:timers/promises';
import type { Splits } from '../../../src-core/data/dataset';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { areLanesReady, type WasmKernels } from '../../../src-core/kernels/wasm';
import { openKernelsOnLanes, type KernelChoice } from '../../trainer/kernels';
import { meterOf, rateOf } from './meters';
import type { Task } from './workloads';

/** Somebody whose speed at a task is measured, round after round. */
export interface Contender {
  readonly name: string;
  /** Contenders of one team are the same one set up in different ways: only its fastest counts. */
  readonly team: string;
  /** Threads that it computes on. */
  readonly lanes: number;
  readonly batch: number;
  /** Rounds that it takes part in; those that are left out are the last ones. */
  readonly mostRounds: number;
  /** How it is set up, where there is something to say. */
  readonly tuning?: string;
  /** Images a second over about so many seconds, from a fresh start. */
  measure(seconds: number): number | Promise<number>;
  /** GFLOP/s that one lane can do at present with instructions of this kind; null where that is not known. */
  peak(): number | null;
  close(): void;
}

/** Who computes, of the kernels that are here. */
export interface OurOptions {
  readonly kernels: readonly KernelChoice[];
  /** Numbers of lanes. */
  readonly threads: readonly number[];
  readonly splits: Splits;
  /** training-worker.js as the build made it. */
  readonly workerFile: string;
}

/** A turn of registerPeak is 96 operations; these take a few milliseconds. */
const PEAK_TURNS = 2_000_000;
/** The reference is there to be compared with now and then: a step of W4 takes it seconds. */
const REFERENCE_ROUNDS = 2;

const now = (): number => performance.now();

function peakOf(kernels: WasmKernels): number {
  const start = now();
  kernels.registerPeak(PEAK_TURNS);
  return (96 * PEAK_TURNS) / (now() - start) / 1e6;
}

function reference(task: Task, batch: number, splits: Splits): Contender {
  const meter = meterOf(task, batch, splits, referenceKernels);
  return {
    ...{ name: 'reference', team: 'reference', lanes: 1, batch, mostRounds: REFERENCE_ROUNDS },
    measure: (seconds) => rateOf(meter, seconds, now),
    peak: () => null,
    close: () => undefined,
  };
}

async function fast(
  task: Task,
  batch: number,
  lanes: number,
  name: KernelChoice,
  options: OurOptions,
): Promise<Contender> {
  if (name === 'reference') return reference(task, batch, options.splits);
  const { kernels, terminate } = openKernelsOnLanes(options.workerFile, lanes, name);
  const meter = meterOf(task, batch, options.splits, kernels);
  while (!areLanesReady(kernels.lanes)) await pause(5);
  return {
    ...{ name, team: `${name} ${lanes}`, lanes, batch, mostRounds: Infinity },
    measure: (seconds) => rateOf(meter, seconds, now),
    peak: () => peakOf(kernels),
    close: terminate,
  };
}

/** Our own kernels at a task: of each kind, on each number of lanes, with each size of batch. */
export async function ourContenders(task: Task, options: OurOptions): Promise<Contender[]> {
  const contenders: Contender[] = [];
  for (const name of options.kernels) {
    for (const lanes of name === 'reference' ? [1] : options.threads) {
      for (const batch of task.batches) contenders.push(await fast(task, batch, lanes, name, options));
    }
  }
  return contenders;
}
