import type { Phase } from '../../src-core/protocol/status';

/** What is said where there are no curves yet, in two halves. */
export function emptyWords(phase: Phase): readonly [string, string] {
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
