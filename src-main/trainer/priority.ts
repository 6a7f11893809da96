import { constants, setPriority } from 'node:os';

/** The window comes first: on Linux a thread has a priority of its own, and this one steps back. */
export function lowerPriority(): void {
  if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
}
