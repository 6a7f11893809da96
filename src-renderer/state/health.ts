import type { Status } from '../../src-core/protocol/status';
import type { Curves } from './run-history';

/** How the present run fares: a word, and what it was judged by. */
export interface Health {
  readonly level: 'unknown' | 'good' | 'bad';
  readonly word: string;
  readonly reason: string;
}

const UNKNOWN: Health = {
  level: 'unknown',
  word: 'No loss yet',
  reason: 'Looks at the loss of every step, from the first on',
};
const GOOD: Health = {
  level: 'good',
  word: 'Loss is finite',
  reason: 'The loss of every step so far is a finite number; nothing else is judged yet',
};
const NOT_A_NUMBER: Health = {
  level: 'bad',
  word: 'Not a number',
  reason: 'The loss has left the range of numbers: a smaller learning rate helps',
};
const BROKEN: Health = { level: 'bad', word: 'Failed', reason: 'The run ended by an error' };

/** The trainer ends a run at the first loss that is not finite; a run that failed with finite losses failed otherwise. */
export function healthOf(status: Status | null, { loss }: Pick<Curves, 'loss'>): Health {
  if (status?.phase === 'failed') {
    return status.message?.includes('no longer a number') ? NOT_A_NUMBER : BROKEN;
  }
  const last = loss.raw.at(-1);
  if (last === undefined) return UNKNOWN;
  return Number.isFinite(last) ? GOOD : NOT_A_NUMBER;
}
