import { describe, expect, it } from 'vitest';
import { OPTIMIZER_DEFAULTS } from '../../../../src-core/architecture/optimizer-spec';
import { referenceKernels } from '../../../../src-core/kernels/reference';
import { prepareTraining } from '../../../../src-core/training/prepare';
import { meterOf, rateOf, trainingMeter, type Meter } from '../../../../src-main/cli/bench/meters';
import { TASKS } from '../../../../src-main/cli/bench/workloads';
import { firstDigits } from '../../../support/digits';

/** Work of so many milliseconds, on a clock of its own. */
function simulated(millisecondsOfWork: (call: number) => number) {
  let [time, calls] = [0, 0];
  const meter: Meter = () => () => {
    time += millisecondsOfWork(calls++);
    return 10;
  };
  return { meter, now: () => time, calls: () => calls };
}

describe('rateOf', () => {
  it('counts what is done after a fifth of the time, in which everything gets warm', () => {
    const { meter, now, calls } = simulated((call) => (call < 2 ? 80 : 10));
    expect(rateOf(meter, 1, now)).toBe(1000);
    expect(calls()).toBe(2 + 4 + 100);
  });

  it('is content with one piece of work that takes longer than all that', () => {
    const { meter, now, calls } = simulated(() => 4000);
    expect(rateOf(meter, 1, now)).toBe(2.5);
    expect(calls()).toBe(1);
  });
});

const digits = firstDigits(70);
const splits = { train: digits, validation: { ...digits, count: 0 }, test: digits };

describe.each(TASKS.filter(({ workload }) => workload === 'W2'))('meter of $what, batch $batches', (task) => {
  it('says how many images it has done, past the end of the data as well', () => {
    const [batch] = task.batches;
    const work = meterOf(task, batch, splits, referenceKernels)();
    const images = work() + work();
    expect(images).toBeGreaterThanOrEqual(2 * batch);
  });
});

it('every round of a training begins anew and learns the same', () => {
  const { network, settings } = TASKS.find(({ what, batches }) => what === 'training' && batches[0] === 10)!;
  const adam = { ...settings, optimizer: OPTIMIZER_DEFAULTS.adam, batchSize: 35 };
  const training = prepareTraining(network, adam, splits, referenceKernels);
  const weights = (): Float32Array => training.model.parameters[0].value.slice();
  const first = weights();
  const meter = trainingMeter(training);
  const learned = [1, 2].map(() => {
    const work = meter();
    expect([work(), training.progress.step]).toEqual([70, 2]);
    return weights();
  });
  expect(learned[1]).toEqual(learned[0]);
  expect(learned[0]).not.toEqual(first);
});

it('floating-point operations are those of three passes but for the gradient of the images', () => {
  const flops = TASKS.map(({ workload, what, batches, flops: each }) => [workload, what, batches[0], each]);
  const dense = 1690;
  const convolution = 26 * 26 * 9;
  expect(flops[0]).toEqual(['W1', 'training', 1, 2 * (3 * dense + 2 * convolution)]);
  expect(flops[1]).toEqual(['W2', 'training', 64, 2_190_336]);
  expect(flops[3]).toEqual(['W2', 'inference', 64, 767_744]);
});
