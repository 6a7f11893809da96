import type { TrainerEnd } from '../../src-core/protocol/bridge';
import type { Status } from '../../src-core/protocol/status';
import { formatCount } from './format';

/** What is told of a trainer that has ended, and the way on. */
export interface LossWords {
  readonly text: string;
  /** What its button says. */
  readonly action: string;
}

/** `status`: the last that it told; null before there was one. */
export function lossWords(status: Status | null, end: TrainerEnd): LossWords {
  const begun = status && status.phase !== 'loading' && status.phase !== 'ready' ? status : null;
  const fate = begun ? fateWords(begun, end) : idleWords(status, end);
  const text =
    end.rest > 0
      ? ['The trainer ended three times within ten seconds.', fate, 'Save your network before you restart the trainer.']
      : [`The trainer ended unexpectedly${begun ? ` at step ${formatCount(begun.step)}` : ''}.`, fate];
  const resumes = end.savedStep !== null && begun?.phase === 'training';
  return {
    text: text.filter((sentence) => sentence !== '').join(' '),
    action: resumes ? 'Restart and resume' : 'Restart',
  };
}

function fateWords({ step }: Status, { savedStep }: TrainerEnd): string {
  if (savedStep === null) return 'This run could not be kept on the disk: it is lost.';
  if (step <= savedStep) return 'Nothing of it is lost.';
  const first = formatCount(savedStep + 1);
  return step === savedStep + 1
    ? `Step ${first} is trained again.`
    : `Steps ${first} to ${formatCount(step)} are trained again.`;
}

/** A page that was loaded while the trainer rests knows nothing of what went before. */
function idleWords(status: Status | null, { savedStep, rest }: TrainerEnd): string {
  if (savedStep !== null) return `Its run is kept up to step ${formatCount(savedStep)}.`;
  return status === null && rest > 0 ? '' : 'Nothing had been learned yet.';
}
