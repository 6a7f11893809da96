import type { Phase } from '../../src-core/protocol/status';

/** What is said where there are no curves yet, in two halves. `lost`: there is no trainer that they could come from. */
export function emptyWords(phase: Phase, lost: boolean): readonly [string, string] {
  if (lost) return ['Nothing yet:', 'the trainer has ended'];
  switch (phase) {
    case 'loading':
      return ['Nothing yet:', 'the images are being read'];
    case 'ready':
      return ['Press Train:', 'loss should fall, accuracy rise'];
    case 'training':
      return ['The first step', 'is on its way'];
    case 'paused':
      return ['Press Resume:', 'no step has been done'];
    case 'stopped':
    case 'finished':
    case 'failed':
      return ['It ended', 'before its first step'];
    default:
      return phase satisfies never;
  }
}
