import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../src-core/input-error';

// Who writes a run leaves the number of its process in the folder. One that was killed leaves it behind: a number that no
// process has any more holds nothing.

const HOLD_FILE = 'writing';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The other process that writes this run; null where there is none. */
function holderOf(folder: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(join(folder, HOLD_FILE), 'utf8'), 10);
    return pid > 0 && pid !== process.pid && isAlive(pid) ? pid : null;
  } catch {
    return null;
  }
}

/** Throws an InputError while another process writes this run. */
export function checkFree(folder: string): void {
  const pid = holderOf(folder);
  if (pid !== null) throw new InputError(`${folder}: process ${pid} is training this run; end that first.`);
}

export function hold(folder: string): void {
  checkFree(folder);
  writeFileSync(join(folder, HOLD_FILE), `${process.pid}\n`);
}

/** Only a hold that is nobody else's is let go. */
export function release(folder: string): void {
  if (holderOf(folder) === null) rmSync(join(folder, HOLD_FILE), { force: true });
}
