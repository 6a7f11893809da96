import { constants, copyFileSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { InputError } from '../../src-core/input-error';
import { beginningOf, isRunning } from '../storage/is-running';
import { temporaryBeside } from '../storage/leftovers';

// Who writes a run leaves the number of its process in the folder, and when that began. One that was killed leaves it behind:
// a process that is not there any more holds nothing.

const HOLD_FILE = 'writing';
/** How long a program that is just about to end may take for it, and how often it is looked at, milliseconds. */
const PATIENCE = 5000;
const LOOK = 50;

/** What stands in the file: a number, and a word where the system tells when the process began. */
const textOf = (pid: number): string => `${[pid, beginningOf(pid) ?? []].flat().join(' ')}\n`;

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

interface Holder {
  readonly pid: number;
  readonly isOurs: boolean;
  /** It is still at work. */
  readonly isThere: boolean;
}

function parse(text: string | null): Holder | null {
  const [, number, begun = null] = /^(\d+)(?: (\S+))?\n?$/.exec(text ?? '') ?? [];
  const pid = Number(number);
  if (!(pid > 0)) return null;
  const isThere = isRunning(pid, begun);
  return { pid, isThere, isOurs: isThere && pid === process.pid };
}

/** The process that left its number here; null where none did. */
const holderIn = (folder: string): Holder | null => parse(read(join(folder, HOLD_FILE)));

/** The other process that writes this run; null where there is none. */
function otherIn(folder: string): number | null {
  const holder = holderIn(folder);
  return holder?.isThere && !holder.isOurs ? holder.pid : null;
}

/** Whether a process writes here, or did until it was killed. */
export const isHeld = (folder: string): boolean => holderIn(folder) !== null;

/** Whether a process wrote here until it was killed. */
export const isAbandoned = (folder: string): boolean => holderIn(folder)?.isThere === false;

/** Throws an InputError while another process writes this run. */
export function checkFree(folder: string): void {
  const pid = otherIn(folder);
  if (pid !== null) throw new InputError(`${folder}: process ${pid} is training this run; end that first.`);
}

/** The same, but one that is about to end may do so: a program that is started right after another waits for it. */
export async function untilFree(folder: string): Promise<void> {
  for (let waited = 0; waited < PATIENCE && otherIn(folder) !== null; waited += LOOK) await wait(LOOK);
  checkFree(folder);
}

/**
 * Takes a folder for this process; returns false where it has it already. Throws an InputError while another process has it,
 * and what the file system throws.
 */
export function hold(folder: string): boolean {
  for (;;) {
    checkFree(folder);
    if (holderIn(folder)?.isOurs) return false;
    if (putNew(join(folder, HOLD_FILE), textOf(process.pid))) return true;
    takeAway(folder);
  }
}

/** Only a hold that is nobody else's is let go. */
export function release(folder: string): void {
  if (isHeld(folder) && otherIn(folder) === null) takeAway(folder);
}

/** Makes a file that is there with all of its content or not at all; returns false where there is one of that name. */
function putNew(path: string, text: string): boolean {
  const temporary = temporaryBeside(path);
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    linkOrCopy(temporary, path);
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST';

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (isTaken(error)) throw error;
    copyFileSync(from, to, constants.COPYFILE_EXCL); // not every file system has links
  }
}

/** Removes the hold of a process that is not there, or our own. Should another have taken its place just now, that stays. */
function takeAway(folder: string): void {
  const path = join(folder, HOLD_FILE);
  const aside = temporaryBeside(path);
  try {
    renameSync(path, aside);
  } catch {
    return; // somebody else was faster
  }
  const holder = parse(read(aside));
  if (holder?.isThere && !holder.isOurs) linkOrCopy(aside, path);
  rmSync(aside, { force: true });
}
