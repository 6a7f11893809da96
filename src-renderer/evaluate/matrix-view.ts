import type { ConfusionMatrix } from '../../src-core/metrics/confusion-matrix';
import type { Status } from '../../src-core/protocol/status';
import { formatCount } from '../state/format';
import { staleWords } from '../state/measured';
import type { EpochPoint } from '../state/run-history';

/** On which images a matrix was counted. */
type Split = 'validation' | 'test';

/** A matrix to show, or none, and what is said of it. */
export interface MatrixView {
  /** Null while there is none. */
  readonly matrix: ConfusionMatrix | null;
  /** What is counted, on how many images, and when. */
  readonly caption: string;
  /** A word on figures that are not of the present weights. */
  readonly stale: string | null;
  /** Why there is none, and when it comes or what to do. */
  readonly hint: string | null;
}

export interface Evaluations {
  /** The latest epoch of the run on show. */
  readonly epoch: EpochPoint | null;
  /** The latest result on the test set, of this run or an earlier one. */
  readonly test: { run: number; step: number; count: number; confusion: ConfusionMatrix } | null;
  /** How far the reading of the test set has come; null while it is not read. */
  readonly reading: { readonly done: number; readonly count: number } | null;
  readonly status: Status | null;
  /** Whether the run on show keeps images for validation. */
  readonly validates: boolean;
}

export function matrixView(split: Split, evaluations: Evaluations): MatrixView {
  return split === 'test' ? testView(evaluations) : validationView(evaluations);
}

function validationView({ epoch, status, validates }: Evaluations): MatrixView {
  const validation = epoch?.validation;
  if (epoch && validation) {
    const caption = measuredWords('Validation', validation.count, epoch.step);
    const stale = staleWords({ run: status?.run ?? 0, step: epoch.step }, status);
    return { matrix: validation.confusion, caption, stale, hint: null };
  }
  if (validates) {
    return { matrix: null, caption: 'Validation, after the first epoch', stale: null, hint: waitingWords(status) };
  }
  const hint = 'No validation images: set Validation above 0.';
  return { matrix: null, caption: 'Validation, 0 images', stale: null, hint };
}

/** When there will be a matrix of a run in which no epoch has ended. */
function waitingWords(status: Status | null): string {
  if (!status?.step) return 'Fills when the first epoch of training ends.';
  const { step, stepsPerEpoch, phase } = status;
  if (step >= stepsPerEpoch) return 'The validation images are being read.';
  const words = `Fills at step ${formatCount(stepsPerEpoch)}, when the first epoch ends.`;
  return phase === 'training' ? words : `${words} The run stands at step ${formatCount(step)}.`;
}

function testView({ test, reading, status }: Evaluations): MatrixView {
  if (test) {
    const caption = measuredWords('Test', test.count, test.step);
    return { matrix: test.confusion, caption, stale: staleWords(test, status), hint: null };
  }
  if (reading) {
    const hint = `Reading the test set: ${formatCount(reading.done)} of ${formatCount(reading.count)} images.`;
    return { matrix: null, caption: 'Test, being evaluated', stale: null, hint };
  }
  const hint = 'The test set is still sealed: press Evaluate on test when the network is done.';
  return { matrix: null, caption: 'Test, when it is evaluated', stale: null, hint };
}

function measuredWords(split: string, count: number, step: number): string {
  return `${split}, ${formatCount(count)} images, after step ${formatCount(step)}`;
}
