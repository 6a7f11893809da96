import type { Splits } from '../../../src-core/data/dataset';
import { ourContenders, type Contender } from './contenders';
import type { BenchPlan } from './options';
import { describeMachine, reportOf, type Report } from './report';
import { measureTask, type TaskResult } from './rounds';
import type { Task } from './workloads';

export interface BenchContext {
  readonly splits: Splits;
  /** training-worker.js as the build made it. */
  readonly workerFile: string;
  readonly progress: (what: string) => void;
  /** Others to measure beside our own kernels, in the same rounds. */
  readonly peers?: (task: Task) => Promise<readonly Contender[]>;
}

/** Measures what the plan asks for, task after task. */
export async function runBench(plan: BenchPlan, context: BenchContext): Promise<Report> {
  const { tasks, rounds, seconds, kernels, threads } = plan;
  const { splits, workerFile, peers } = context;
  const machine = describeMachine();
  const results: TaskResult[] = [];
  for (const task of tasks) {
    const progress = (what: string): void => {
      context.progress(`${task.workload} ${task.what}: ${what}`);
    };
    progress('getting ready');
    const others = (await peers?.(task)) ?? [];
    const ours = await ourContenders(task, { kernels, threads, splits, workerFile });
    results.push(await measureTask(task, [...others, ...ours], { rounds, seconds, progress }));
  }
  return reportOf(machine, results);
}
