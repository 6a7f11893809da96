import { plainLenet5 } from '../../support/plain-recipe';
import type { Result } from '../../../src-core/protocol/methods';
import type { RunSummary } from '../../../src-core/protocol/runs';
import type { ShownRun } from '../../../src-renderer/state/shown-run';

/** A finished run of lenet-5, with some of it changed. */
export function runOf(changes: Partial<RunSummary> = {}): RunSummary {
  return {
    id: '1',
    name: 'lenet-5',
    network: 'lenet-5',
    startedAt: new Date(2026, 10, 26, 9, 30).getTime(),
    savedAt: new Date(2026, 10, 26, 9, 30).getTime(),
    state: 'finished',
    step: 2580,
    totalSteps: 2580,
    epochsDone: 3,
    epochs: 3,
    parameters: 61706,
    seed: 7,
    learningRate: 0.02,
    lastLearningRate: 0.02,
    batchSize: 64,
    seconds: 6,
    best: epochOf(0.98),
    last: epochOf(0.98),
    testLooks: [],
    starred: false,
    tags: [],
    notes: '',
    parent: null,
    series: null,
    seriesCount: null,
    ...changes,
  };
}

/** The third epoch, with this accuracy on 5,000 validation images. */
export function epochOf(accuracy: number): NonNullable<RunSummary['best']> {
  return {
    epoch: 3,
    step: 2580,
    train: { count: 55000, loss: 0.06, accuracy: 0.981 },
    validation: { count: 5000, loss: 0.5 * (1 - accuracy), accuracy },
  };
}

export const shownRunOf = (changes: Partial<ShownRun> = {}): ShownRun => ({
  ...runOf(changes),
  phase: null,
  ...changes,
});

/** Runs of one series, a seed each. */
export const seriesOf = (series: string, accuracies: readonly number[], changes: Partial<ShownRun> = {}): ShownRun[] =>
  accuracies.map((accuracy, i) =>
    shownRunOf({
      id: `${series}-${i}`,
      name: series,
      series,
      seriesCount: accuracies.length,
      seed: 7 + i,
      startedAt: i,
      best: epochOf(accuracy),
      ...changes,
    }),
  );

/** What is kept of a run: ten steps of an epoch each, its loss falling evenly from 1. */
export function recordOf(summary: RunSummary): Result<'readRun'> {
  const losses = Float32Array.from({ length: 10 }, (_, i) => 1 - i / 10);
  return {
    summary,
    network: plainLenet5.network,
    settings: { ...plainLenet5.settings, seed: summary.seed },
    kernels: 'reference',
    losses,
    accuracies: losses.map((loss) => 1 - loss),
    epochs: [],
    changes: [],
  };
}
