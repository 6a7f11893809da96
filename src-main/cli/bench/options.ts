import { InputError } from '../../../src-core/input-error';
import { allLanes, KERNEL_CHOICES, type KernelChoice } from '../../trainer/kernels';
import type { Command } from '../command';
import { numberOption, type Options } from '../options';
import { TASKS, WORKLOADS, type Task } from './workloads';

export const BENCH_OPTIONS: Command['options'] = {
  workloads: {
    type: 'string',
    value: 'W1,W2',
    what: 'some of W1 (notebook-000, one image at a time), W2 (notebook-003), W3 (lenet-5), W4 (conv 32-32-64-64)',
  },
  threads: { type: 'string', value: '1,2', what: 'numbers of threads to compute with' },
  kernels: { type: 'string', value: 'K,K', what: 'some of relaxed, plain and reference; all, where this is left out' },
  rounds: { type: 'string', value: 'N', what: 'how often everything is measured, in turns; 5, where this is left out' },
  seconds: { type: 'string', value: 'X', what: 'length of one measurement; 1, where this is left out' },
};

/** What is measured, and how. */
export interface BenchPlan {
  readonly tasks: readonly Task[];
  readonly threads: readonly number[];
  readonly kernels: readonly KernelChoice[];
  readonly rounds: number;
  readonly seconds: number;
}

/** Some of the words that an option can be; all, where it is not there. */
function wordsOption<Word extends string>(options: Options, name: string, known: readonly Word[]): readonly Word[] {
  const value = options[name];
  if (value === undefined) return known;
  return String(value)
    .split(',')
    .map((text) => {
      const word = known.find((candidate) => candidate.toLowerCase() === text.trim().toLowerCase());
      if (word) return word;
      throw new InputError(`--${name} names "${text}", expected some of ${known.join(', ')}, by commas.`);
    });
}

function threadsOption({ threads }: Options): readonly number[] {
  if (threads === undefined) return [...new Set([1, allLanes()])];
  return String(threads)
    .split(',')
    .map((text) => {
      const number = Number(text);
      if (text.trim() !== '' && Number.isInteger(number) && number >= 1 && number <= 64) return number;
      throw new InputError(`--threads names "${text}", expected whole numbers from 1 to 64, by commas.`);
    });
}

/** What the command line asks for. Throws an InputError in one sentence. */
export function planFrom(options: Options): BenchPlan {
  const rounds = numberOption(options, 'rounds') ?? 5;
  const seconds = numberOption(options, 'seconds') ?? 1;
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new InputError(`--rounds is ${rounds}, expected a whole number of at least 1.`);
  }
  if (seconds <= 0) throw new InputError(`--seconds is ${seconds}, expected a number above 0.`);
  const workloads = wordsOption(options, 'workloads', WORKLOADS);
  return {
    tasks: TASKS.filter(({ workload }) => workloads.includes(workload)),
    threads: threadsOption(options),
    kernels: wordsOption(
      options,
      'kernels',
      KERNEL_CHOICES.filter((choice) => choice !== 'wasm'),
    ),
    rounds,
    seconds,
  };
}
