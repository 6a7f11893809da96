import type { Phase } from '../../src-core/protocol/status';

/** What the main button does. `restart`: trains anew from the first weights of the seed. */
export type PrimaryAction = 'train' | 'pause' | 'resume' | 'restart';

export type TransportButton = 'primary' | 'step' | 'stop' | 'restart';

interface Transport {
  readonly primary: PrimaryAction;
  /** Which buttons can be pressed. */
  readonly enabled: readonly TransportButton[];
}

const over: Transport = { primary: 'restart', enabled: ['primary', 'restart'] };

/** The transport bar in each phase of a run. */
export const transport: Readonly<Record<Phase, Transport>> = {
  loading: { primary: 'train', enabled: [] },
  ready: { primary: 'train', enabled: ['primary', 'step'] },
  training: { primary: 'pause', enabled: ['primary', 'stop', 'restart'] },
  paused: { primary: 'resume', enabled: ['primary', 'step', 'stop', 'restart'] },
  stopped: over,
  finished: over,
  failed: over,
};
