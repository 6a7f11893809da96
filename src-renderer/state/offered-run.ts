import type { RunSummary } from '../../src-core/protocol/runs';
import { momentWords } from '../start/when-words';
import { formatCount } from './format';

/** A run that was offered, as it stood then, and that the user has decided about. */
export interface Answered {
  readonly id: string;
  readonly step: number;
}

/**
 * The run to be offered: the one that was trained last, if it can go on and nobody has decided about it as it stands. Earlier
 * ones were left for it.
 */
export function offeredRun(runs: readonly RunSummary[], answered: Answered | null): RunSummary | null {
  const [first, ...others] = runs;
  if (!first) return null;
  const last = others.reduce((latest, run) => (run.savedAt > latest.savedAt ? run : latest), first);
  const decided = last.id === answered?.id && last.step === answered.step;
  return last.state === 'unfinished' && !decided ? last : null;
}

/** "lenet-5 stopped at step 812 of 2,580, yesterday 17:04." */
export function offerWords({ name, step, totalSteps, savedAt }: RunSummary, now: number): string {
  const of = totalSteps === null ? '' : ` of ${formatCount(totalSteps)}`;
  return `${name} stopped at step ${formatCount(step)}${of}, ${momentWords(savedAt, now)}.`;
}
