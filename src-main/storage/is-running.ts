import { readFileSync } from 'node:fs';

/** Whether a process is over and only waits for its parent to take note: where there is no /proc, that cannot be seen. */
function isDefunct(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // "PID (name) state …", and a name may hold anything.
    return 'ZX'.includes(stat.slice(stat.lastIndexOf(')') + 2).charAt(0));
  } catch {
    return false;
  }
}

/** Whether there is a process of this number at work, whoever it belongs to. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0); // sends nothing, only asks
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return !isDefunct(pid);
}
