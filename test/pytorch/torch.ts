import { spawnSync } from 'node:child_process';
import { expect } from 'vitest';
import type { LayerSpec } from '../../src-core/architecture/layer-spec';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import type { OptimizerSpec } from '../../src-core/architecture/optimizer-spec';
import type { ScheduleSpec } from '../../src-core/architecture/schedule-spec';
import { largest } from '../support/numbers';

/** An array with its shape, row-major. */
export interface TorchArray {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

type Arrays = Readonly<Record<string, TorchArray>>;
type Lists = Readonly<Record<string, readonly number[]>>;

/** A pass forth and back through layers: from a loss with its labels, or from dLoss/dOutput. */
export interface NetworkQuestion {
  readonly ask: 'network';
  readonly layers: readonly LayerSpec[];
  readonly inputs: Arrays;
  readonly parameters: Arrays;
  readonly training: boolean;
  readonly dy?: TorchArray;
  readonly loss?: NetworkSpec['loss'];
  readonly labels?: readonly number[];
}
export interface NetworkAnswer {
  readonly y: readonly number[];
  readonly loss: number;
  /** Of inputs and parameters, by their names. */
  readonly gradients: Lists;
  /** Running statistics after the pass. */
  readonly statistics: Lists;
}

export interface OptimizerQuestion {
  readonly ask: 'optimizer';
  readonly optimizer: OptimizerSpec;
  readonly clipNorm: number | null;
  /** Of each parameter. */
  readonly start: readonly (readonly number[])[];
  /** Of each step, of each parameter. */
  readonly gradients: readonly (readonly (readonly number[])[])[];
  readonly rates: readonly number[];
}
export interface OptimizerAnswer {
  /** All parameters after each step. */
  readonly steps: readonly (readonly (readonly number[])[])[];
  /** What is remembered of each parameter. */
  readonly state: readonly Lists[];
}

export interface ScheduleQuestion {
  readonly ask: 'schedule';
  readonly schedule: ScheduleSpec;
  readonly rate: number;
  readonly warmup: number;
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
  /** Of each epoch. */
  readonly losses: readonly number[];
}
export interface ScheduleAnswer {
  readonly rates: readonly number[];
}

/** Puts all questions of a file to PyTorch at once: starting it takes longer than answering. */
export function askTorch<Answer>(
  questions: readonly (NetworkQuestion | OptimizerQuestion | ScheduleQuestion)[],
): Answer[] {
  const python = process.env.KERNELSMITH_TORCH_PYTHON;
  if (!python) throw new Error('start these tests by npm run test:pytorch: it looks for a Python that has PyTorch');
  const { status, stdout, stderr } = spawnSync(python, [`${import.meta.dirname}/answers.py`], {
    input: JSON.stringify(questions),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`answers.py failed:\n${stderr}`);
  return JSON.parse(stdout) as Answer[];
}

const TOLERANCE = 1e-4;

/** The largest difference from PyTorch that was met, measured against the largest value of its tensor. */
export class Differences {
  #worst = 0;
  #where = 'nowhere';

  /**
   * Fails where float32 is farther from PyTorch's float64 than a ten-thousandth of the largest value, which is taken for
   * `floor` at least: where all values ought to be 0, there is nothing else to measure by.
   */
  expect(where: string, actual: ArrayLike<number>, expected: readonly number[], floor = 1e-3): void {
    expect(actual.length, where).toBe(expected.length);
    const difference = largest(expected.map((value, i) => value - actual[i])) / Math.max(floor, largest(expected));
    expect(difference, where).toBeLessThan(TOLERANCE);
    if (difference > this.#worst) [this.#worst, this.#where] = [difference, where];
  }

  report(what: string): void {
    console.log(`${what}: within ${this.#worst.toExponential(1)} of PyTorch (${this.#where})`);
  }
}
