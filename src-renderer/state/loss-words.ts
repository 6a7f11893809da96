import type { TrainerEnd } from '../../src-core/protocol/bridge';
import type { Status } from '../../src-core/protocol/status';
import { formatCount } from './format';

/** What is told of a trainer that has ended, and the way on. */
export interface LossWords {
  readonly text: string;
  /** What its button says; null: there is no way on but to start the program anew. */
  readonly action: string | null;
}

/** `status`: the last that it told; null before there was one. */
export function lossWords(status: Status | null, { savedStep, hopeless }: TrainerEnd): LossWords {
  if (hopeless) {
    const saved = savedStep === null ? '' : ` Its run is kept up to step ${formatCount(savedStep)}.`;
    return {
      text: `The trainer ended three times within ten seconds and is not started again.${saved} Save your network, then start Kernelsmith anew.`,
      action: null,
    };
  }
  if (!status || status.phase === 'loading' || status.phase === 'ready') {
    return { text: 'The trainer ended unexpectedly. Nothing had been learned yet.', action: 'Restart' };
  }
  const ended = `The trainer ended unexpectedly at step ${formatCount(status.step)}.`;
  if (savedStep === null) {
    return { text: `${ended} This run could not be kept on the disk: it is lost.`, action: 'Restart' };
  }
  return {
    text: `${ended} Nothing of the run is lost up to step ${formatCount(savedStep)}.`,
    action: status.phase === 'training' ? 'Restart and resume' : 'Restart',
  };
}
