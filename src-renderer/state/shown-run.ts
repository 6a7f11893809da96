import type { RunState, RunSummary } from '../../src-core/protocol/runs';
import type { Phase, Status } from '../../src-core/protocol/status';

/** A run as the table shows it. */
export interface ShownRun extends RunSummary {
  /** What it is doing, if it is the present one. */
  readonly phase: Phase | null;
}

/** A run as it was last written down. */
export const writtenRun = (run: RunSummary): ShownRun => ({ ...run, phase: null });

/** The runs, the present one as it is at this moment and not as it was last written down; the others are the objects they were. */
export function shownRuns(runs: readonly ShownRun[], status: Status | null): readonly ShownRun[] {
  return runs.map((run) => (status !== null && run.id === status.id ? presentRun(run, status) : run));
}

function presentRun(run: ShownRun, { phase, step, stepsPerEpoch }: Status): ShownRun {
  const epochsDone = Math.max(run.epochsDone, Math.floor(step / Math.max(1, stepsPerEpoch)));
  return { ...run, phase, step, epochsDone };
}

/** What is going on with a run, in a word or two. */
export function stateWord(run: ShownRun): string {
  const { phase, state } = run;
  if (endedEarly(run)) return 'finished early';
  return phase === null || phase === 'loading' || phase === 'ready' ? state : phase;
}

/** Whether a run has come to its end before the last of its epochs, which early stopping alone brings about. */
export const endedEarly = (run: ShownRun): boolean => stateOf(run) === 'finished' && run.epochsDone < run.epochs;

/** What became of a run so far: of the present one as it is at this moment. */
export function stateOf({ phase, state }: ShownRun): RunState {
  if (phase === null || phase === 'loading' || phase === 'ready') return state;
  return phase === 'training' || phase === 'paused' ? 'unfinished' : phase;
}
