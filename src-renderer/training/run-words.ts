import { REPEATS } from '../state/seed';
import type { PrimaryAction } from '../state/transport';

/** What the main button is called, and what it does, in a line. */
export const PRIMARY_WORDS: Readonly<Record<PrimaryAction, { readonly label: string; readonly title: string }>> = {
  train: { label: 'Train', title: 'Train: learns from the first batch on (Space)' },
  pause: { label: 'Pause', title: 'Pause: stands still after the present batch (Space)' },
  resume: { label: 'Resume', title: 'Resume: goes on from this very step (Space)' },
  goOnSmaller: {
    label: 'Go on slower',
    title: 'Go on: with a tenth of the learning rate, from the last finite weights (Space)',
  },
  restartSmaller: {
    label: 'Restart',
    title: 'Restart: with the usual learning rate, from the first weights of the seed',
  },
  trainOn: { label: 'Train on', title: 'Train on: another run that goes on from the present weights' },
  restart: { label: 'Restart', title: 'Restart: trains anew from the first weights of the seed' },
};

/** How far a step goes, each with a line on what it does. */
export const STEP_WORDS = {
  batch: { label: 'Step one batch', keys: ['.'], detail: 'learns from one batch, then pauses' },
  epoch: {
    label: 'Step one epoch',
    keys: ['Shift', '.'],
    detail: 'goes to the end of the present epoch, validation included, then pauses',
  },
} as const;

/** `inSeries`: more runs are to follow it by themselves. */
export function stopWords(inSeries: boolean): string {
  return inSeries
    ? 'Stop: ends the run and the series; what was trained is kept, and the series can be completed later'
    : 'Stop: ends the run and keeps its weights';
}

/** What the button beside its menu does; with pending changes they come into force. */
export function restartWords(changed: boolean): string {
  return changed
    ? 'Restart with the changed settings, from the first weights of their seed'
    : 'Restart: same seed, same first weights';
}

/** The ways to begin anew, each with a line on what it does. */
export const RESTART_WORDS = {
  same: { label: 'Restart, same seed', detail: 'trains from the same first weights, by the same batches' },
  newSeed: { label: 'Restart, new seed', detail: 'trains from other first weights, by other batches' },
  keepWeights: { label: 'Train on, keep weights', detail: 'another run from the present weights; steps count from 1' },
  forkSame: {
    label: 'Fork from step 0',
    detail: 'the first weights and the order of batches of this run, with your changes',
  },
  forkHere: { label: 'Fork from here', detail: 'this moment of it, weights, optimizer and step, with your changes' },
  repeat: { label: `Repeat with ${REPEATS} seeds`, detail: 'the same recipe with the next seeds: how much is noise?' },
  reset: { label: 'Reset, do not train', detail: 'back to the first weights of the seed, and waits' },
} as const;
