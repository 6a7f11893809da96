import { describe, expect, it } from 'vitest';
import { StepReporter } from '../../../src-main/trainer/step-reporter';
import type { WorkerMessage } from '../../../src-main/trainer/worker-messages';

describe('StepReporter', () => {
  it('reports the first step at once, then gathers for 50 ms, without a gap', () => {
    let time = 0;
    const messages: WorkerMessage[] = [];
    const reporter = new StepReporter(
      (message) => messages.push(message),
      () => time,
    );
    for (let step = 1; step <= 21; step++, time += 5) {
      reporter.add({ step, losses: [step / 100], accuracies: [1] });
      if (reporter.due) reporter.flush();
    }
    const steps = messages.map((message) =>
      message.kind === 'steps' ? [message.firstStep, message.losses.length] : [],
    );
    expect(steps).toEqual([
      [1, 1],
      [2, 10],
      [12, 10],
    ]);
  });

  it('gathers epochs too, and tells them after the steps that they end with', () => {
    const messages: WorkerMessage[] = [];
    const reporter = new StepReporter(
      (message) => messages.push(message),
      () => 0,
    );
    for (let epoch = 1; epoch <= 3; epoch++) {
      reporter.add({ step: epoch, losses: [1], accuracies: [0] });
      reporter.addEpoch({ epoch, step: epoch, train: { count: 1, loss: 1, accuracy: 0 }, validation: null });
    }
    reporter.flush();
    reporter.flush();
    expect(messages.map((message) => (message.kind === 'epochs' ? message.epochs.length : message.kind))).toEqual([
      'steps',
      3,
    ]);
  });

  it('sends nothing when there is nothing', () => {
    const messages: WorkerMessage[] = [];
    new StepReporter(
      (message) => messages.push(message),
      () => 0,
    ).flush();
    expect(messages).toEqual([]);
  });
});
