import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { InputError } from '../../src-core/input-error';
import { isRunning } from '../storage/is-running';

// Who writes a run leaves the number of its process in the folder. One that was killed leaves it behind: a number that no
// process has any more holds nothing.

const HOLD_FILE = 'writing';
/** How long a program that is just about to end may take for it, and how often it is looked at, milliseconds. */
const PATIENCE = 5000;
const LOOK = 50;

/** The process that left its number here; null where none did. */
function pidIn(folder: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(join(folder, HOLD_FILE), 'utf8'), 10);
    return pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

/** The other process that writes this run; null where there is none. */
function holderOf(folder: string): number | null {
  const pid = pidIn(folder);
  return pid !== null && pid !== process.pid && isRunning(pid) ? pid : null;
}

/** Whether a process writes here, or did until it was killed. */
export const isHeld = (folder: string): boolean => pidIn(folder) !== null;

/** Whether a process wrote here until it was killed. */
export function isAbandoned(folder: string): boolean {
  const pid = pidIn(folder);
  return pid !== null && pid !== process.pid && !isRunning(pid);
}

/** Throws an InputError while another process writes this run. */
export function checkFree(folder: string): void {
  const pid = holderOf(folder);
  if (pid !== null) throw new InputError(`${folder}: process ${pid} is training this run; end that first.`);
}

/** The same, but one that is about to end may do so: a program that is started right after another waits for it. */
export async function untilFree(folder: string): Promise<void> {
  for (let waited = 0; waited < PATIENCE && holderOf(folder) !== null; waited += LOOK) await wait(LOOK);
  checkFree(folder);
}

export function hold(folder: string): void {
  checkFree(folder);
  try {
    writeFileSync(join(folder, HOLD_FILE), `${process.pid}\n`);
  } catch (error) {
    release(folder); // it may be there without a number
    throw error;
  }
}

/** Only a hold that is nobody else's is let go. */
export function release(folder: string): void {
  if (holderOf(folder) === null) rmSync(join(folder, HOLD_FILE), { force: true });
}
