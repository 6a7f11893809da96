import type { Phase, Status } from '../../src-core/protocol/status';
import type { Remedy } from './remedy';

/** What the main button does. `…Smaller`: what helps a run that has diverged. `trainOn`: a new run from the present weights; `restart`: one from the first weights of the seed. */
export type PrimaryAction = 'train' | 'pause' | 'resume' | 'trainOn' | 'restart' | 'goOnSmaller' | 'restartSmaller';

export type TransportButton = 'primary' | 'step' | 'stop' | 'restart';

interface Transport {
  readonly primary: PrimaryAction;
  /** Which buttons can be pressed. */
  readonly enabled: readonly TransportButton[];
}

const over: Transport = { primary: 'trainOn', enabled: ['primary', 'restart'] };

/** The transport bar in each phase of a run. */
const PHASES: Readonly<Record<Phase, Transport>> = {
  loading: { primary: 'train', enabled: [] },
  ready: { primary: 'train', enabled: ['primary', 'step'] },
  training: { primary: 'pause', enabled: ['primary', 'stop', 'restart'] },
  paused: { primary: 'resume', enabled: ['primary', 'step', 'stop', 'restart'] },
  stopped: over,
  finished: over,
  failed: { ...over, primary: 'restart' }, // its weights are of no use
};

/** The transport bar of a run, `loading` without one. One that has diverged stands as if paused. */
export function transportOf(status: Pick<Status, 'phase' | 'diverged'> | null): Transport {
  return PHASES[status?.phase === 'failed' && status.diverged ? 'paused' : (status?.phase ?? 'loading')];
}

/** What stands beside the phase of a run. */
interface Stand {
  /** It has learned weights that the form's network can go on from. */
  readonly hasWeights: boolean;
  /** What helps it, where it has diverged and would only fail again as it is. */
  readonly remedy: Remedy | null;
}

/** What the main button does where it does this by the phase alone. */
export function primaryActionOf(primary: PrimaryAction, { hasWeights, remedy }: Stand): PrimaryAction {
  if (remedy) return remedy.isFarOff ? 'restartSmaller' : 'goOnSmaller';
  return primary === 'trainOn' && !hasWeights ? 'restart' : primary;
}
