import { expect, it } from 'vitest';
import type { Contender } from '../../../../src-main/cli/bench/contenders';
import { measureTask } from '../../../../src-main/cli/bench/rounds';
import { TASKS, type Task } from '../../../../src-main/cli/bench/workloads';

const TASK: Task = { ...TASKS[0], flops: 1e9 };
const OPTIONS = { rounds: 3, seconds: 1, progress: () => undefined };

/** A contender of these rates, and whether it was closed. */
function fake(name: string, rates: readonly number[], changes: Partial<Contender> = {}) {
  const state = { measured: 0, closed: false };
  const contender: Contender = {
    ...{ name, team: name, lanes: 1, batch: 1, mostRounds: Infinity, peak: () => null },
    measure: () => rates[state.measured++],
    close: () => (state.closed = true),
    ...changes,
  };
  return { contender, state };
}

const measure = (...all: readonly { contender: Contender }[]) =>
  measureTask(
    TASK,
    all.map(({ contender }) => contender),
    OPTIONS,
  );

it('tells speed, share of the peak and the ratios to each peer', async () => {
  const peaksSeen = [60, 100, 30];
  const { rows, peaks } = await measure(
    fake('relaxed', [20, 40, 60], { lanes: 2, peak: () => peaksSeen.shift()! }),
    fake('PyTorch', [10, 10, 10], { tuning: 'avx2' }),
    fake('ConvNetJS', [1, 2, 1]),
  );
  expect(rows[0]).toEqual({
    ...{ workload: 'W1', what: 'training', batch: 1, contender: 'relaxed', lanes: 2, rounds: 3 },
    imagesPerSecond: { median: 40, min: 20, max: 60 },
    gflops: { median: 40, min: 20, max: 60 },
    shareOfPeak: 0.2,
    ratioToPyTorch: { median: 4, min: 2, max: 6 },
    ratioToConvNetJS: { median: 20, min: 20, max: 60 },
  });
  expect(rows[1]).toMatchObject({ contender: 'PyTorch', tuning: 'avx2', shareOfPeak: null });
  expect(rows[1]).not.toHaveProperty('ratioToConvNetJS');
  expect(peaks).toEqual(new Map([['relaxed', [60, 100, 30]]]));
});

it('compares the plain module with the relaxed one on as many lanes', async () => {
  const { rows } = await measure(
    fake('relaxed', [10, 10, 10]),
    fake('relaxed', [20, 20, 20], { team: 'relaxed 2', lanes: 2 }),
    fake('plain', [16, 16, 16], { lanes: 2 }),
  );
  expect(rows[2].ratioToRelaxed?.median).toBe(0.8);
  expect(rows[1]).not.toHaveProperty('ratioToRelaxed');
});

it('counts each team by its fastest', async () => {
  const { rows } = await measure(
    fake('relaxed', [10, 10, 10], { batch: 64 }),
    fake('relaxed', [12, 12, 12], { batch: 256 }),
    fake('PyTorch', [6, 6, 6], { batch: 64 }),
    fake('PyTorch', [3, 3, 3], { batch: 256, lanes: 2 }),
  );
  expect(rows.map(({ contender, batch }) => [contender, batch])).toEqual([
    ['relaxed', 256],
    ['PyTorch', 64],
  ]);
  expect(rows[0].ratioToPyTorch?.median).toBe(2);
});

it('measures in turns, and who takes part in few rounds in those only', async () => {
  const turns: string[] = [];
  const logged = (name: string, mostRounds: number) =>
    fake(name, [], { mostRounds, measure: () => turns.push(name) }).contender;
  const { rows } = await measureTask(TASK, [logged('a', Infinity), logged('b', 2)], OPTIONS);
  expect(turns).toEqual(['a', 'b', 'a', 'b', 'a']);
  expect(rows.map(({ rounds }) => rounds)).toEqual([3, 2]);
});

it('closes everybody, also when somebody fails', async () => {
  const steady = fake('relaxed', [1, 1, 1]);
  const failing = fake('PyTorch', [], { measure: () => Promise.reject(new Error('gone')) });
  await expect(measure(steady, failing)).rejects.toThrow('gone');
  expect([steady.state.closed, failing.state.closed]).toEqual([true, true]);
});
