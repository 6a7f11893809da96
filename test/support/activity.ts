import type { Activity } from '../../src-core/protocol/trainer-process';

/** lenet-5 in the middle of its training, with some of it changed. */
export const activityOf = (changes: Partial<Activity> = {}): Activity => ({
  kind: 'activity',
  run: 1,
  network: 'lenet-5',
  phase: 'training',
  step: 812,
  totalSteps: 2580,
  secondsLeft: 12,
  savedStep: 800,
  saveFailure: null,
  message: null,
  ...changes,
});
