import { join } from 'node:path';
import { BENCH_OPTIONS, planFrom } from './bench/options';
import { describeReport } from './bench/report';
import { runBench } from './bench/run';
import { JSON_OPTION, type Command } from './command';
import { openSplits } from './data';
import { parseOptions } from './options';
import { createOutput } from './output';
import { BENCH_DATA } from './bench/workloads';

const OPTIONS: Command['options'] = { ...BENCH_OPTIONS, json: JSON_OPTION };

/** Measures how fast the networks of the benchmark are trained and answer here. */
export const benchCommand: Command = {
  summary: 'Measures how fast four networks are trained and answer on this machine',
  options: OPTIONS,
  async run(args) {
    const options = parseOptions(args, OPTIONS);
    const plan = planFrom(options);
    const output = createOutput(options.json === true);
    const report = await runBench(plan, {
      splits: await openSplits(BENCH_DATA),
      workerFile: join(__dirname, 'training-worker.js'),
      progress: (what) => {
        output.progress(what);
      },
    });
    output.result(report, describeReport(report));
  },
};
