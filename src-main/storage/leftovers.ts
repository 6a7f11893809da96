import { randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { uptime } from 'node:os';
import { dirname, join } from 'node:path';
import { isRunning } from './is-running';

// Who is killed while it writes leaves its temporary file behind. The name tells whose it is, so that nobody removes what
// another program is still writing.

const NAME = /^\.kernelsmith-(\d+)-[0-9a-f]{12}\.tmp$/;

/** A name beside a file, for its new content until it is whole. */
export const temporaryBeside = (path: string): string =>
  join(dirname(path), `.kernelsmith-${process.pid}-${randomBytes(6).toString('hex')}.tmp`);

/** Whether something is older than this program, or than the present start of the machine: numbers are used again then. */
export async function isFromBefore(path: string, what: 'program' | 'machine' = 'program'): Promise<boolean> {
  const begun = Date.now() - (what === 'program' ? process.uptime() : uptime()) * 1000;
  return (await stat(path)).mtimeMs < begun;
}

/** Milliseconds in which a program that was killed is gone for sure: its number may be known for a moment longer than it lives. */
const GONE = 5000;

/** Tidies up at the start of the program, and again when whoever was killed right before is gone. */
export function tidyAtStart(tidy: () => Promise<void>): void {
  void tidy();
  setTimeout(() => void tidy(), GONE).unref();
}

async function removeIfLeft(path: string, pid: number): Promise<void> {
  const left = !isRunning(pid) || (await isFromBefore(path, pid === process.pid ? 'program' : 'machine'));
  if (left) await rm(path, { force: true });
}

/** Removes what programs that were killed left of their writing in a folder. Never rejects: what stays harms nobody. */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  const removals = names.map(async (name) => {
    const pid = NAME.exec(name)?.[1];
    if (pid !== undefined) await removeIfLeft(join(folder, name), Number(pid));
  });
  await Promise.allSettled(removals);
}
