import type { DocumentState } from '../../src-core/protocol/bridge';
import type { Activity } from '../../src-core/protocol/trainer-process';

/** "lenet-5 • — 4 min left — Kernelsmith": the dot for changes that are in no file, the time for a training that takes minutes. */
export function windowTitle({ name, dirty }: DocumentState, activity: Activity | null): string {
  return [`${name}${dirty ? ' •' : ''}`, minutesLeft(activity), 'Kernelsmith']
    .filter((part) => part !== '')
    .join(' — ');
}

/** In whole minutes: a title that changes all the time draws the eye. */
function minutesLeft(activity: Activity | null): string {
  const seconds = activity?.phase === 'training' ? (activity.secondsLeft ?? 0) : 0;
  return seconds < 60 ? '' : `${Math.round(seconds / 60)} min left`;
}
