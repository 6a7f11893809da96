import { readFileSync } from 'node:fs';

// Numbers of processes are used again. Where there is /proc, the moment at which a process began tells it from any other that
// had its number before; elsewhere there is the number alone.

/** The fields behind the name, from the state on; null where there is no /proc, or no such process. */
function fieldsOf(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // "PID (name) state …", and a name may hold anything.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

/** Which start of the machine this is. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

/** When a process began, as one word that no other of its number has; null where that cannot be seen. */
export function beginningOf(pid: number): string | null {
  const ticks = fieldsOf(pid)?.[19]; // since the machine started
  return ticks === undefined ? null : `${bootId()}/${ticks}`;
}

/** Whether a process is over and only waits for its parent to take note: where there is no /proc, that cannot be seen. */
const isDefunct = (pid: number): boolean => 'ZX'.includes(fieldsOf(pid)?.[0] ?? '-');

/** Whether there is a process of this number at work, whoever it belongs to; the one that began then, where that is known. */
export function isRunning(pid: number, begun: string | null = null): boolean {
  try {
    process.kill(pid, 0); // sends nothing, only asks
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  if (isDefunct(pid)) return false;
  const present = begun === null ? null : beginningOf(pid);
  return present === null || present === begun;
}
