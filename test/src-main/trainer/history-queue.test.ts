import { expect, it } from 'vitest';
import type { TrainingEvent } from '../../../src-core/training/train';
import { HistoryQueue } from '../../../src-main/trainer/history-queue';
import { stepsOf } from '../../support/steps';

const steps = (step: number, count: number, batchSize = 8): TrainingEvent & { kind: 'steps' } => ({
  kind: 'steps',
  step,
  batchSize,
  losses: Array.from({ length: count }, (_, i) => step - count + 1 + i + 0.5),
  accuracies: Array.from({ length: count }, () => 0.25),
});
const epoch = (step: number): TrainingEvent & { kind: 'epoch' } => ({
  kind: 'epoch',
  epoch: 1,
  step,
  train: { count: 1, loss: 0, accuracy: 0 },
  validation: null,
});

it('steps that wait are put together; what lies between them, and other batches, keep them apart', () => {
  const queue = new HistoryQueue();
  const events = [steps(2, 2), steps(3, 1), epoch(3), steps(4, 1), steps(5, 1, 6)];
  for (const event of events) queue.add(event);
  expect(queue.lines).toBe(6);
  expect(queue.events).toEqual([steps(3, 3), epoch(3), steps(4, 1), steps(5, 1, 6)]);
  queue.clear();
  expect([queue.events, queue.lines]).toEqual([[], 0]);
  queue.add(steps(6, 1));
  expect(queue.events).toEqual([steps(6, 1)]);
});

it('what came in is not changed, and what waits is no more than a thousand steps in one piece', () => {
  const queue = new HistoryQueue();
  const first = steps(600, 600);
  queue.add(first);
  queue.add(steps(900, 300));
  queue.add(steps(1400, 500));
  expect(first).toEqual(steps(600, 600));
  const kept = queue.events.filter((event) => event.kind === 'steps');
  expect(stepsOf(kept)).toEqual(stepsOf([steps(1400, 1400)]));
  expect(kept).toHaveLength(2);
});
