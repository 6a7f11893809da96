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
  // Weights that were put back at the end are those of an earlier epoch.
  const stands = status.end ? status.end.weightsOf * status.stepsPerEpoch : status.step;
  return stands > step ? 'learned on since' : null;
}
