import type { Status } from '../../src-core/protocol/status';

/** What something was measured on: a run, after so many of its steps. */
export interface Moment {
  readonly run: number;
  readonly step: number;
}

/** What is said of figures that are not of the present weights; null when they are. */
export function staleWords({ run, step }: Moment, status: Status | null): string | null {
  if (!status) return null;
  if (run !== status.run) return 'of an earlier run';
  return weightsStep(status) > step ? 'learned on since' : null;
}

/** Steps that the present weights have behind them: those that were put back at the end are of an earlier epoch. */
export function weightsStep({ end, step, stepsPerEpoch }: Pick<Status, 'end' | 'step' | 'stepsPerEpoch'>): number {
  return end ? end.weightsOf * stepsPerEpoch : step;
}
