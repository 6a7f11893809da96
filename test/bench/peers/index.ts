import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { splitExamples } from '../../../src-core/data/dataset';
import { BENCH_OPTIONS, planFrom } from '../../../src-main/cli/bench/options';
import { describeReport } from '../../../src-main/cli/bench/report';
import { runBench } from '../../../src-main/cli/bench/run';
import { BENCH_DATA, type Task } from '../../../src-main/cli/bench/workloads';
import type { Contender } from '../../../src-main/cli/bench/contenders';
import { parseOptions } from '../../../src-main/cli/options';
import { createOutput } from '../../../src-main/cli/output';
import { loadDataset } from '../../../src-main/trainer/datasets';
import { convNetJs } from './convnetjs';
import { PyTorch } from './pytorch';

// npm run bench: our kernels, PyTorch and ConvNetJS at the tasks of the benchmark, in the same rounds.

const MNIST = resolve('resources/mnist');
const RESULT = resolve('test-results/bench.json');

async function main(): Promise<void> {
  const plan = planFrom(parseOptions(process.argv.slice(2), BENCH_OPTIONS));
  const { training, test } = await loadDataset({ kind: 'mnist' }, { mnist: MNIST });
  const splits = splitExamples(training, test, BENCH_DATA);
  const output = createOutput(false);
  const python = process.env.KERNELSMITH_TORCH_PYTHON;
  const pyTorch = python ? await PyTorch.start(python, MNIST, Math.max(...plan.threads)) : null;
  const peers = async (task: Task): Promise<Contender[]> => [
    ...((await pyTorch?.contenders(task)) ?? []),
    ...(task.workload === 'W2' ? [convNetJs(task, splits)] : []),
  ];
  const report = await runBench(plan, {
    splits,
    peers,
    workerFile: resolve('out/main/training-worker.js'),
    progress: (what) => {
      output.progress(what);
    },
  });
  const versions = { pyTorch: pyTorch?.version ?? null };
  mkdirSync(dirname(RESULT), { recursive: true });
  writeFileSync(RESULT, `${JSON.stringify({ ...report, ...versions }, null, 2)}\n`);
  const told = pyTorch ? `PyTorch ${pyTorch.version}` : 'no Python here has PyTorch (PYTHON=… names another one)';
  output.result(report, `${describeReport(report)}\n\n${told}\nwritten to ${RESULT}`);
  process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));
main().catch((error: unknown) => {
  process.stderr.write(`kernelsmith: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
