import { expect, it } from 'vitest';
import { batchSizeOf, RunHistory } from '../../../src-renderer/state/run-history';
import { lastEpochOf } from '../support/samples';

const steps = (firstStep: number, losses: number[]) =>
  ({
    kind: 'steps',
    run: 1,
    firstStep,
    losses: Float32Array.from(losses),
    accuracies: Float32Array.from(losses, () => 0.5),
  }) as const;

const epochs = (...numbers: number[]) =>
  ({ kind: 'epochs', run: 1, epochs: numbers.map((epoch) => lastEpochOf({ epoch, step: 860 * epoch })) }) as const;

it('joins the steps of several messages', () => {
  const history = new RunHistory(1, 860);
  history.addSteps(steps(1, [3, 2]));
  history.addSteps(steps(3, [1]));
  expect([...history.curves.loss.raw]).toEqual([3, 2, 1]);
  expect([...history.curves.accuracy.raw]).toEqual([0.5, 0.5, 0.5]);
});

it('passes over steps that it knows', () => {
  const history = new RunHistory(1, 860);
  history.addSteps(steps(1, [3, 2]));
  history.addSteps(steps(2, [2, 1]));
  expect([...history.curves.loss.raw]).toEqual([3, 2, 1]);
});

it('leaves out steps after a gap, which would stand in the wrong place', () => {
  const history = new RunHistory(1, 860);
  history.addSteps(steps(1, [3]));
  history.addSteps(steps(3, [1]));
  history.addSteps(steps(2, [2]));
  expect([...history.curves.loss.raw]).toEqual([3, 2]);
});

it('passes over epochs that it knows', () => {
  const history = new RunHistory(1, 860);
  history.addEpochs(epochs(1));
  history.addEpochs(epochs(1, 2));
  expect(history.curves.epochs).toEqual(epochs(1, 2).epochs);
});

it('goes on with what a run went through before, without a gap and without a double', () => {
  const history = RunHistory.of(5, 860, { ...steps(1, [4, 3, 2]), epochs: epochs(1).epochs });
  history.addSteps(steps(3, [2, 1]));
  history.addEpochs(epochs(1, 2));
  expect(history.curves.run).toBe(5);
  expect([...history.curves.loss.raw]).toEqual([4, 3, 2, 1]);
  expect(history.curves.epochs).toEqual(epochs(1, 2).epochs);
});

it('smooths beside the raw curve, step by step', () => {
  const history = new RunHistory(1, 860);
  history.addSteps(steps(1, [3, 2, 1]));
  const { raw, smooth } = history.curves.loss;
  expect(smooth.length).toBe(raw.length);
  expect(smooth[0]).toBe(3);
  expect(smooth[2]).toBeGreaterThan(1);
});

it('keeps every epoch, and earlier curves as they were', () => {
  const history = new RunHistory(1, 860);
  const before = history.curves;
  history.addEpochs({ kind: 'epochs', run: 1, epochs: [lastEpochOf()] });
  expect(history.curves.epochs).toEqual([lastEpochOf()]);
  expect(before.epochs).toEqual([]);
});

it('knows that the last batch of an epoch holds what is left', () => {
  expect(batchSizeOf(1, 64, 1000)).toBe(64);
  expect(batchSizeOf(16, 64, 1000)).toBe(40);
  expect(batchSizeOf(17, 64, 1000)).toBe(64);
  expect(batchSizeOf(32, 64, 1000)).toBe(40);
  expect(batchSizeOf(2, 64, 128)).toBe(64);
  expect(batchSizeOf(5, 64, null)).toBe(64);
});
